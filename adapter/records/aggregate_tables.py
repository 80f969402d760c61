"""The dimensions by which ASN are counted, and how what has been published is read (Taspen Pasal 4 ayat (1) huruf b).

A table is a set of dimensions, at most one of place; it is stored under the sum of their bits.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntFlag
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adapter.records.aggregate_models import AggregateCell, AggregateMonth
from adapter.records.codes import CPNS, PNS, PPPK, PPPK_GRADES, RANKS

AGES = ("<21", "21-30", "31-40", "41-50", "51-60", ">60")
"""Bands of whole years of age on the last day of the month (assumption of ours, domain: 2.1)."""
ASN_KINDS = (CPNS, PNS, PPPK)
UNKNOWN = ""


class By(IntFlag):
    """The dimensions; a table is a union of them. REGENCY has the provinces with it."""

    NOTHING = 0
    PROVINCE = 1
    REGENCY = 2
    GRADE = 4
    POST_KIND = 8
    AGE = 16
    KIND = 32


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. None in a dimension: not asked for; "": not known. None as a number: withheld."""

    province: str | None
    regency: str | None
    grade: str | None
    post_kind: str | None
    age: str | None
    kind: str | None
    people: int | None
    passed: int | None


_COLUMNS: list[Any] = [getattr(AggregateCell, name) for name in Cell.__slots__]


@dataclass(frozen=True, slots=True)
class Table:
    """One page of a table, and how many cells the whole of it has."""

    month_end: date
    computed_at: datetime
    threshold: int
    cells: tuple[Cell, ...]
    total: int


def age_band(years: int) -> str:
    """The band of an age in whole years."""
    first_decade, last_decade = 21, 60
    if years < first_decade:
        return AGES[0]
    return AGES[-1] if years > last_decade else AGES[1 + (years - 21) // 10]


def can_be(kind: str, grade: str, *, passed: bool) -> bool:
    """Whether anybody can be all of this, as everybody knows: a PPPK has no golongan ruang, a PNS has long passed."""
    if passed and kind == PNS:
        return False
    return grade == UNKNOWN or grade in (PPPK_GRADES if kind == PPPK else RANKS)


def months(session: Session) -> list[date]:
    """The last days of the months that have been counted, oldest first."""
    counted = select(AggregateMonth.month_end).where(AggregateMonth.completed_at.is_not(None))
    return list(session.scalars(counted.order_by(AggregateMonth.month_end)))


def table(session: Session, month_end: date, dimensions: By, page: int, size: int) -> Table:
    """Page `page`, counted from 1, of a table of one of `months`."""
    month = session.get_one(AggregateMonth, month_end)
    of_table = (AggregateCell.month_end == month_end, AggregateCell.dimensions == int(dimensions))
    last = session.scalar(select(func.max(AggregateCell.place)).where(*of_table))
    first = (page - 1) * size
    statement = (
        select(*_COLUMNS)
        .where(*of_table, AggregateCell.place >= first, AggregateCell.place < first + size)
        .order_by(AggregateCell.place)
    )
    cells = tuple(Cell(*row) for row in session.execute(statement))
    return Table(
        month_end, month.completed_at or month.started_at, month.threshold, cells, 0 if last is None else last + 1
    )
