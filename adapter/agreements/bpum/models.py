"""The tables of what follows from BPUM's results. NIKs are blind indexes, and sealed where somebody must read them.

Rows are ended by a date of their own, never taken away.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId


class BpumConfirmed(Base):
    """A NIK that BKN confirmed as an ASN's; `ended_at` where a corrected row took its place."""

    __tablename__ = "bpum_confirmed"
    __table_args__ = (UniqueConstraint("chunk_id", "place"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("list_session.id"), index=True)
    chunk_id: Mapped[int] = mapped_column(ForeignKey("list_chunk.id"))
    place: Mapped[int]
    nik_index: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    nik: Mapped[bytes] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class BpumCoordination(Base):
    """A doubtful result: the NIK is an ASN's, name and birth date are not. `agreed` is what both parties say."""

    __tablename__ = "bpum_coordination"
    __table_args__ = (UniqueConstraint("chunk_id", "place"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("list_session.id"), index=True)
    chunk_id: Mapped[int] = mapped_column(ForeignKey("list_chunk.id"))
    place: Mapped[int]
    nik_index: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    nik: Mapped[bytes] = mapped_column(LargeBinary)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    agreed: Mapped[str | None] = mapped_column(String(24))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class BpumStatement(Base):
    """What one party said of a doubtful result; `by` is an idPesan, or who sat at BKN's desk."""

    __tablename__ = "bpum_statement"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    coordination_id: Mapped[int] = mapped_column(ForeignKey("bpum_coordination.id"), index=True)
    side: Mapped[str] = mapped_column(String(5))
    view: Mapped[str] = mapped_column(String(24))
    note: Mapped[str | None] = mapped_column(String(1000))
    by: Mapped[str] = mapped_column(String(100))
    stated_at: Mapped[datetime] = mapped_column(Instant)


class BpumElimination(Base):
    """What the ministry reported of a confirmed NIK; the latest report counts."""

    __tablename__ = "bpum_elimination"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    confirmed_id: Mapped[int] = mapped_column(ForeignKey("bpum_confirmed.id"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    document: Mapped[str] = mapped_column(String(40))
    document_on: Mapped[date]
    message_id: Mapped[str] = mapped_column(String(36))
    received_at: Mapped[datetime] = mapped_column(Instant)


class BpumFeedback(Base):
    """A row of data balikan; `subject` is the blind index by which the journal knows the person."""

    __tablename__ = "bpum_feedback"
    __table_args__ = (UniqueConstraint("batch", "nik_index"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    batch: Mapped[str] = mapped_column(String(40))
    nik_index: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    subject: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    nik: Mapped[bytes] = mapped_column(LargeBinary)
    message_id: Mapped[str] = mapped_column(String(36))
    received_at: Mapped[datetime] = mapped_column(Instant)
