"""The tables of differing data: cases, what was done about each, and the sessions of periodic verification."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId

_INDEX_BYTES = 32
_OPEN = text("ended_at IS NULL")


class DifferenceCase(Base):
    """An element on which the two parties differ; it never changes, its steps tell what became of it.

    `report` is the blind index of person, element and the partner's value: the same difference is one case.
    `content` has both values and the key by which the person was named, sealed.
    """

    __tablename__ = "difference_case"
    __table_args__ = (UniqueConstraint("case_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    case_id: Mapped[str] = mapped_column(String(36))
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    report: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES), index=True)
    element: Mapped[str] = mapped_column(String(64))
    decider: Mapped[str] = mapped_column(String(16))
    legal_basis: Mapped[str] = mapped_column(String(250))
    reported_by: Mapped[str] = mapped_column(String(8))
    reported_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class DifferenceStep(Base):
    """What a party did about a case, and the case's status from then on; `value`, sealed, is what it put forward."""

    __tablename__ = "difference_step"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("difference_case.id"), index=True)
    status: Mapped[str] = mapped_column(String(24))
    by: Mapped[str] = mapped_column(String(8))
    value: Mapped[bytes | None] = mapped_column(LargeBinary)
    document: Mapped[str | None] = mapped_column(String(100))
    note: Mapped[str | None] = mapped_column(String(250))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))


class VerificationSession(Base):
    """A periodic verification of one semester (BPJS Pasal 3 ayat (2)); at most one of a semester is open."""

    __tablename__ = "verification_session"
    __table_args__ = (
        UniqueConstraint("session_id"),
        Index(
            "uq_verification_session_open",
            "agreement",
            "year",
            "semester",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    session_id: Mapped[str] = mapped_column(String(36))
    agreement: Mapped[str] = mapped_column(String(40))
    year: Mapped[int]
    semester: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str | None] = mapped_column(String(100))
