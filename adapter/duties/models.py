"""What an operator knows of a duty that no message shows: rows are only ever added."""

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId


class DutyDone(Base):
    """A duty that was carried out outside of this system; `evidence` says how anybody can see it."""

    __tablename__ = "duty_done"
    __table_args__ = (UniqueConstraint("agreement", "duty", "period"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40))
    duty: Mapped[str] = mapped_column(String(64))
    period: Mapped[str] = mapped_column(String(40))
    done_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(String(250))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    recorded_by: Mapped[str] = mapped_column(String(100))
