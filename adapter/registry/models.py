"""What is recorded about agreements and partners. Nothing here is overwritten: an end is a date of its own."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
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
    """A certificate with which a partner signs under one agreement. The certificate is public, the key is not here."""

    __tablename__ = "partner_certificate"
    __table_args__ = (UniqueConstraint("thumbprint", "agreement"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    thumbprint: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
