"""The tables by which two parties compare a list without sending it, and of what the comparisons found."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId


class ComparisonSalt(Base):
    """The secret that the two parties of an agreement share for comparing, sealed; BKN has made it."""

    __tablename__ = "comparison_salt"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)


class ComparedList(Base):
    """A list of which digests are kept, and how far they are made.

    `store` names where its records stand here. `basis` says what the digests were made of: other elements or another
    salt make them anew. `reached` is the key of the last record of the first making; None once that is done.
    """

    __tablename__ = "compared_list"
    __table_args__ = (
        UniqueConstraint("agreement", "list_name", name="uq_compared_list_agreement"),
        Index("ix_compared_list_store", "store"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40))
    list_name: Mapped[str] = mapped_column(String(64))
    store: Mapped[str] = mapped_column(String(120))
    basis: Mapped[bytes] = mapped_column(LargeBinary(32))
    reached: Mapped[bytes | None] = mapped_column(LargeBinary)


class ListDigest(Base):
    """One record of a compared list. `row_key` names it in its store, `position` between the two parties.

    `token` is the giver's, under which the record can be pulled alone; None at who receives the list.
    """

    __tablename__ = "list_digest"
    # With the digest inside the index a range is read from it alone, in order.
    __table_args__ = (Index("ix_list_digest_position", "list_id", "position", "digest"),)

    list_id: Mapped[int] = mapped_column(ForeignKey("compared_list.id"), primary_key=True, autoincrement=False)
    row_key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[bytes] = mapped_column(LargeBinary(16))
    token: Mapped[int | None] = mapped_column(BigInteger)


class StaleDigest(Base):
    """A record that has changed since its digest was made; written in the transaction that changes it."""

    __tablename__ = "stale_digest"

    list_id: Mapped[int] = mapped_column(ForeignKey("compared_list.id"), primary_key=True, autoincrement=False)
    row_key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)


class Reconciliation(Base):
    """What one comparison of a list found: counts only. `moving`: changed while it was compared, and not judged."""

    __tablename__ = "reconciliation"
    __table_args__ = (Index("ix_reconciliation_agreement", "agreement", "list_name"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40))
    list_name: Mapped[str] = mapped_column(String(64))
    element_version: Mapped[str] = mapped_column(String(40))
    here: Mapped[int] = mapped_column(BigInteger)
    there: Mapped[int] = mapped_column(BigInteger)
    only_here: Mapped[int] = mapped_column(BigInteger)
    only_there: Mapped[int] = mapped_column(BigInteger)
    different: Mapped[int] = mapped_column(BigInteger)
    moving: Mapped[int] = mapped_column(BigInteger)
    messages: Mapped[int] = mapped_column(BigInteger)
    bytes_sent: Mapped[int] = mapped_column(BigInteger)
    bytes_received: Mapped[int] = mapped_column(BigInteger)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime] = mapped_column(Instant)
