"""What is recorded about agreements and partners. Nothing here is overwritten: an end is a date of its own."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from adapter.records.base import Base, Instant, RowId


class Extension(Base):
    """A recorded extension of an agreement (perpanjangan); days in WIB, inclusive."""

    __tablename__ = "extension"
    __table_args__ = (UniqueConstraint("agreement", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    number: Mapped[str] = mapped_column(String(100))
    first_day: Mapped[date]
    last_day: Mapped[date]
    note: Mapped[str | None] = mapped_column(String(250))
    recorded_at: Mapped[datetime] = mapped_column(Instant)


class Addendum(Base):
    """A recorded addendum: elements that it adds to or withdraws from a list, from a day on."""

    __tablename__ = "addendum"
    __table_args__ = (UniqueConstraint("agreement", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    number: Mapped[str] = mapped_column(String(100))
    first_day: Mapped[date]
    note: Mapped[str | None] = mapped_column(String(250))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    changes: Mapped[list["AddendumChange"]] = relationship(order_by="AddendumChange.id")


class AddendumChange(Base):
    """One element that an addendum adds (TAMBAH) or withdraws (CABUT)."""

    __tablename__ = "addendum_change"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    addendum_id: Mapped[int] = mapped_column(ForeignKey("addendum.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    element_list: Mapped[str] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(64))


class PartnerCertificate(Base):
    """A certificate with which a partner signs under one agreement. The certificate is public, the key is not here.

    `issuer` (RFC 4514), `serial` (decimal), `ski` and `sha1` are the other names by which a message may refer to it.
    """

    __tablename__ = "partner_certificate"
    __table_args__ = (UniqueConstraint("thumbprint", "agreement"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    thumbprint: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    issuer: Mapped[str] = mapped_column(Text)
    serial: Mapped[str] = mapped_column(String(60), index=True)
    ski: Mapped[bytes | None] = mapped_column(LargeBinary(64), index=True)
    sha1: Mapped[bytes] = mapped_column(LargeBinary(20), index=True)
    added_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)


class PartnerAuthority(Base):
    """An authority whose certificates sign for the partner of one agreement, where their subject is as it must be.

    `certificate` is the authority's own, DER; `intermediates` are those between it and the partner, in PEM, one after
    the other. `subject` is RFC 4514 text: the whole name if `exact`, else attributes that the name must have.
    """

    __tablename__ = "partner_authority"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    thumbprint: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    intermediates: Mapped[bytes] = mapped_column(LargeBinary)
    subject: Mapped[str] = mapped_column(String(500))
    exact: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)


class Suspension(Base):
    """Nobody signs for `agreement`, or nobody with the certificate `thumbprint` does, from one instant to another."""

    __tablename__ = "suspension"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str | None] = mapped_column(String(40), index=True)
    thumbprint: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    reason: Mapped[str] = mapped_column(String(250))
    suspended_at: Mapped[datetime] = mapped_column(Instant)
    suspended_by: Mapped[str] = mapped_column(String(100))
    resumed_at: Mapped[datetime | None] = mapped_column(Instant)
    resumed_by: Mapped[str | None] = mapped_column(String(100))
    resume_reason: Mapped[str | None] = mapped_column(String(250))


class ExpiryNotice(Base):
    """That something ends soon was told on `day` (WIB): each process looks, one tells."""

    __tablename__ = "expiry_notice"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class WrongTries(Base):
    """How often a partner asked wrongly about a number (blind index of a NIP or NIK) on one day (WIB): see tries.py.

    A counter, kept for two days: the calls themselves stand in the journal.
    """

    __tablename__ = "wrong_tries"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    subject: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    tries: Mapped[int]


class QuotaUse(Base):
    """How many people a partner asked about on one day (WIB), spread over some counters: see quota.py."""

    __tablename__ = "quota_use"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    shard: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int] = mapped_column(BigInteger)
