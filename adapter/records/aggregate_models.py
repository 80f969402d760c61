"""The tables of the aggregates: only what may be published. What is withheld has no number here either."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant


class AggregateMonth(Base):
    """A month's aggregates, as of its last day. Without `completed_at` somebody is still at it, or gave up."""

    __tablename__ = "aggregate_month"

    month_end: Mapped[date] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    people: Mapped[int | None]
    threshold: Mapped[int]


class AggregateCell(Base):
    """One cell of one table: `dimensions` says which (records.aggregate_tables), `place` its place in the answer.

    `people` is empty where the number is withheld, `passed` where that of those who passed is. "" in a dimension that
    the table has means not known; a cell that is not here is zero.
    """

    __tablename__ = "aggregate_cell"

    month_end: Mapped[date] = mapped_column(ForeignKey("aggregate_month.month_end"), primary_key=True)
    dimensions: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    province: Mapped[str | None] = mapped_column(String(2))
    regency: Mapped[str | None] = mapped_column(String(4))
    grade: Mapped[str | None] = mapped_column(String(6))
    post_kind: Mapped[str | None] = mapped_column(String(12))
    age: Mapped[str | None] = mapped_column(String(5))
    kind: Mapped[str | None] = mapped_column(String(4))
    people: Mapped[int | None]
    passed: Mapped[int | None]
