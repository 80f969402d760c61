"""The tables of what a party offers for pulling, and of how far another has pulled."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant

_INDEX_BYTES = 32


class OfferedRecord(Base):
    """One state of one record of a list; nothing is overwritten, a later token with the same key takes its place.

    `payload` is the message dataclass as JSON, sealed; `key` and `subject` are blind indexes of what names the record
    and the person; a document is about nobody.
    """

    __tablename__ = "offered_record"
    __table_args__ = (
        UniqueConstraint("change_id"),
        Index("ix_offered_record_key", "agreement", "list_name", "key", "token"),
    )

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    token: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    change_id: Mapped[str] = mapped_column(String(36))
    list_name: Mapped[str] = mapped_column(String(64))
    key: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    subject: Mapped[bytes | None] = mapped_column(LargeBinary(_INDEX_BYTES))
    change: Mapped[str] = mapped_column(String(5))
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(Instant)


class OfferCounter(Base):
    """The last token of an agreement, updated in the writer's own transaction, and locked until it commits.

    As MutationCounter: a sequence would let a later token commit first, and who had read up to it would miss the other.
    """

    __tablename__ = "offer_counter"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    last_token: Mapped[int] = mapped_column(BigInteger)


class PullMark(Base):
    """The last token of a partner's list that was applied here, in the transaction that applied it."""

    __tablename__ = "pull_mark"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    operation: Mapped[str] = mapped_column(String(64), primary_key=True)
    token: Mapped[int] = mapped_column(BigInteger)
    moved_at: Mapped[datetime] = mapped_column(Instant)
