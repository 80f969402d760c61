"""What happens to an agreement's term in time. A row is filled once: an answer, an end or a resumption never changes.

Days are WIB and inclusive. Sides are the words on the wire, BKN or MITRA.
"""

from datetime import date, datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId


class Holiday(Base):
    """A national holiday or cuti bersama that the calendar alone does not tell; withdrawn ones stay to be seen."""

    __tablename__ = "holiday"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(100))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class Hold(Base):
    """The exchange under an agreement is suspended (TANGGUH), or the agreement is void by law (BATAL), from a day on.

    `resumed_on` is the first day on which a suspended exchange goes on.
    """

    __tablename__ = "agreement_hold"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    first_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(250))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    recorded_by: Mapped[str] = mapped_column(String(100))
    resumed_on: Mapped[date | None]
    resumed_at: Mapped[datetime | None] = mapped_column(Instant)
    resumed_by: Mapped[str | None] = mapped_column(String(100))
    resume_reason: Mapped[str | None] = mapped_column(String(250))


class Proposal(Base):
    """One party asks for an extension (PERPANJANGAN) or an early end (PENGAKHIRAN), and what the other answered.

    `last_day` is the last day in force that it asks for; `first_day` is an extension's only. Silence to the end of
    `answer_by` ends the agreement; None where silence changes nothing. `extension` is the number of the extension that
    was signed upon it.
    """

    __tablename__ = "term_proposal"
    __table_args__ = (UniqueConstraint("agreement", "side", "letter"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    side: Mapped[str] = mapped_column(String(10))
    letter: Mapped[str] = mapped_column(String(100))
    ground: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(String(1000))
    first_day: Mapped[date | None]
    last_day: Mapped[date]
    received_on: Mapped[date]
    answer_by: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_on: Mapped[date | None]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answer_letter: Mapped[str | None] = mapped_column(String(100))
    answer_reason: Mapped[str | None] = mapped_column(String(1000))
    extension: Mapped[str | None] = mapped_column(String(100))


class ForceMajeure(Base):
    """A keadaan kahar that one party told the other, its answer, and its end.

    `duties` are codes of duties, one a line; none means all of them. `evidence` is JSON: documents and digests.
    Told after `tell_by` it is late. From `effective_on` it postpones without any answer; None where it needs one.
    """

    __tablename__ = "force_majeure"
    __table_args__ = (UniqueConstraint("agreement", "side", "event", "began_on"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    side: Mapped[str] = mapped_column(String(10))
    event: Mapped[str] = mapped_column(String(40))
    began_on: Mapped[date]
    cause: Mapped[str | None] = mapped_column(String(1000))
    duties: Mapped[str] = mapped_column(Text)
    postpones_exchange: Mapped[bool]
    evidence: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    tell_by: Mapped[date]
    effective_on: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_on: Mapped[date | None]
    answer_reason: Mapped[str | None] = mapped_column(String(1000))
    ended_on: Mapped[date | None]
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
