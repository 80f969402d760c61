"""The tables of whole lists. Of a row nothing is overwritten: a corrected one stands in a later chunk.

Rows and results are sealed, one blob for each chunk. A chunk is a page of results, too.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId


class ListSession(Base):
    """One list under the number that the partner gave it. `stage` is what holds for all of its rows.

    `result_number` is ours; decisions are founded on it.
    """

    __tablename__ = "list_session"
    __table_args__ = (UniqueConstraint("agreement", "kind", "number"), UniqueConstraint("result_number"))

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(24))
    number: Mapped[str] = mapped_column(String(40))
    stage: Mapped[str | None] = mapped_column(String(24))
    purpose: Mapped[str] = mapped_column(String(40))
    result_number: Mapped[str] = mapped_column(String(40))
    received_at: Mapped[datetime] = mapped_column(Instant)


class ListPart(Base):
    """One message's part of a list; `digest` is keyed, over its rows. `last` ends the list until a later part comes."""

    __tablename__ = "list_part"

    session_id: Mapped[int] = mapped_column(ForeignKey("list_session.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[bool]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    rows: Mapped[int]
    refused: Mapped[int]
    message_id: Mapped[str] = mapped_column(String(36))
    received_at: Mapped[datetime] = mapped_column(Instant)


class ListChunk(Base):
    """A piece of work: done in one transaction, or not at all.

    `number` counts within the session from 1. `counts` is JSON: rows by outcome, the replaced ones left out. Of a chunk
    that failed `attempts` times it is known that it is not the database's fault.
    """

    __tablename__ = "list_chunk"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        Index("ix_list_chunk_done_at", "done_at", "attempts", "id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("list_session.id"))
    number: Mapped[int]
    part: Mapped[int]
    first: Mapped[int]
    rows: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    milliseconds: Mapped[int | None]
    counts: Mapped[str | None] = mapped_column(Text)


class ListRows(Base):
    """A chunk's rows as they came, sealed."""

    __tablename__ = "list_rows"

    chunk_id: Mapped[int] = mapped_column(ForeignKey("list_chunk.id"), primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ListResults(Base):
    """A chunk's results, sealed."""

    __tablename__ = "list_results"

    chunk_id: Mapped[int] = mapped_column(ForeignKey("list_chunk.id"), primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ListKey(Base):
    """Where the row with a key stands now.

    `key` is 64 bits of its blind index: among 1.5 million rows, two different keys have the same in one session of
    ten million.
    """

    __tablename__ = "list_key"
    # Three integers and 35 MB for a session of 1.5 million: without a second tree.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's

    session_id: Mapped[int] = mapped_column(ForeignKey("list_session.id"), primary_key=True)
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chunk_id: Mapped[int] = mapped_column(ForeignKey("list_chunk.id"))
    place: Mapped[int]


class ListReplaced(Base):
    """A row in whose stead a later one counts."""

    __tablename__ = "list_replaced"

    chunk_id: Mapped[int] = mapped_column(ForeignKey("list_chunk.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    replaced_at: Mapped[datetime] = mapped_column(Instant)
