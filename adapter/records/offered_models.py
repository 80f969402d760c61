"""The tables of what a party offers for pulling, and of how far another has pulled."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant

_INDEX_BYTES = 32
# In each database's own words: SQLite takes the index only where the query says the same.
_STANDING: dict[str, Any] = {"sqlite_where": text("replaced = 0"), "postgresql_where": text("NOT replaced")}


class OfferedRecord(Base):
    """One state of one record of a list; nothing is overwritten, a later token with the same key takes its place.

    `replaced` says that one has. `payload` is the message dataclass as JSON, sealed; `key` and `subject` are blind
    indexes of what names the record and the person; a document is about nobody.
    """

    __tablename__ = "offered_record"
    __table_args__ = (
        UniqueConstraint("change_id"),
        Index("ix_offered_record_key", "agreement", "list_name", "key", "token"),
        Index("ix_offered_record_list", "agreement", "list_name", "token"),
        # What stands, without a step over all that was replaced before it.
        Index("ix_offered_record_standing", "agreement", "list_name", "token", **_STANDING),
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
    replaced: Mapped[bool] = mapped_column(default=False)


class OfferCounter(Base):
    """The last token of an agreement, updated in the writer's own transaction, and locked until it commits.

    As MutationCounter: a sequence would let a later token commit first, and who had read up to it would miss the other.
    """

    __tablename__ = "offer_counter"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    last_token: Mapped[int] = mapped_column(BigInteger)


class OfferCount(Base):
    """How many states the tokens of a run have in a list, and how many of them stand (records.offered_counts)."""

    __tablename__ = "offer_count"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    list_name: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    run: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    states: Mapped[int] = mapped_column(BigInteger)
    standing: Mapped[int] = mapped_column(BigInteger)


class PullMark(Base):
    """The last token of a partner's list that was applied here, in the transaction that applied it."""

    __tablename__ = "pull_mark"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    operation: Mapped[str] = mapped_column(String(64), primary_key=True)
    token: Mapped[int] = mapped_column(BigInteger)
    moved_at: Mapped[datetime] = mapped_column(Instant)
