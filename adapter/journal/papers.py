"""The tables of what is made from the journal: berita acara, reports, incidents, destructions.

Rows are only ever added; an end is a date of its own. What a party says in words and what identifies people is sealed.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from adapter.records.base import Base, Instant, RowId


class MinutesPaper(Base):
    """A berita acara: the canonical bytes that both parties sign; counts and offices only, nobody's data."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("agreement", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    number: Mapped[str] = mapped_column(String(100))
    period: Mapped[str] = mapped_column(String(10))
    proposed_by: Mapped[str] = mapped_column(String(5))
    document: Mapped[bytes] = mapped_column(LargeBinary)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    signatures: Mapped[list["MinutesSignature"]] = relationship(order_by="MinutesSignature.side")


class MinutesSignature(Base):
    """One party's XML signature of a berita acara, and the certificate with which it was made."""

    __tablename__ = "minutes_signature"
    __table_args__ = (UniqueConstraint("minutes_id", "side"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    side: Mapped[str] = mapped_column(String(5))
    thumbprint: Mapped[bytes] = mapped_column(LargeBinary(32))
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(Instant)


class Report(Base):
    """What one party reports: one for each kind, subject and period; a correction is a further version."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("agreement", "side", "kind", "subject", "period", "version"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    side: Mapped[str] = mapped_column(String(5))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(20))
    period: Mapped[str] = mapped_column(String(100))
    version: Mapped[int]
    content_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    recorded_at: Mapped[datetime] = mapped_column(Instant)


class Incident(Base):
    """A failure of protection that one party has told the other; `content` and the subjects' numbers are sealed."""

    __tablename__ = "incident"
    __table_args__ = (UniqueConstraint("number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[str] = mapped_column(String(40))
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    side: Mapped[str] = mapped_column(String(5))
    happened_at: Mapped[datetime] = mapped_column(Instant)
    known_at: Mapped[datetime] = mapped_column(Instant)
    told_at: Mapped[datetime] = mapped_column(Instant)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    subject_count: Mapped[int]
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[str | None] = mapped_column(String(100))
    close_reason: Mapped[str | None] = mapped_column(String(250))


class Destruction(Base):
    """A berita acara pemusnahan: that one party has destroyed what it had from the other."""

    __tablename__ = "destruction"
    __table_args__ = (UniqueConstraint("agreement", "side", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    side: Mapped[str] = mapped_column(String(5))
    number: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(String(40))
    day: Mapped[date]
    count: Mapped[int]
    content_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
