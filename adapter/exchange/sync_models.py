"""The tables of a sync: what is done and what is not. They, and not the engine of durable work, hold the truth."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId

_INDEX_BYTES = 32


class SyncRun(Base):
    """One execution of an agreement's sync; `attempt` rises whenever it is taken up again after a failure.

    `side` is the party whose run it is; None in a retry or a repair.

    `outcome` is None while it is not at its end, then "done"; "replaced", where a full run took its place; "retry" or
    "repair" for one that sends again what was set aside, or what differs. `note` says why the last attempt came to no
    end, `resume_at` when to try again, where the other party has told so.
    """

    __tablename__ = "sync_run"
    __table_args__ = (
        # Two unfinished runs would push the same records by two numbers.
        Index(
            "uq_sync_run_unfinished",
            "agreement",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
        Index("ix_sync_run_ended", "agreement", "mode", "ended_at"),
    )

    run_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str] = mapped_column(String(12))
    side: Mapped[str | None] = mapped_column(String(8))
    attempt: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(String(12))
    note: Mapped[str | None] = mapped_column(Text)
    resume_at: Mapped[datetime | None] = mapped_column(Instant)


class SyncPart(Base):
    """A range of a leg: after `first`, up to and with `last` (None: to the end), and how far it is.

    `cursor` is the other party's own word for `reached`, where its operation works with one. `newest` is the token from
    which deltas go on once the whole stage is done; without it each page moves the mark. `counts` is JSON: rows by
    result. A page moves `reached` in the transaction that applies or acknowledges it.
    """

    __tablename__ = "sync_part"

    run_id: Mapped[str] = mapped_column(ForeignKey("sync_run.run_id"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(8), primary_key=True)
    leg: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int | None] = mapped_column(BigInteger)
    reached: Mapped[int] = mapped_column(BigInteger)
    cursor: Mapped[str | None] = mapped_column(String(40))
    expected: Mapped[int | None] = mapped_column(BigInteger)
    newest: Mapped[int | None] = mapped_column(BigInteger)
    pages: Mapped[int]
    counts: Mapped[str] = mapped_column(Text)
    moved_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)


class OutgoingPage(Base):
    """A page that we send, from before it leaves until it is acknowledged: again, it is the same message.

    `rows` are its records as JSON lines, sealed. It leads its part from `first` to `reached`. `refusals`: how often it
    was refused without a word which record is to blame.
    """

    __tablename__ = "outgoing_page"
    __table_args__ = (
        # Two pages that lead on from the same place would be the same records in two messages.
        Index("uq_outgoing_page_part", "run_id", "stage", "leg", "number", "first", unique=True),
        # What is kept is counted from it alone: in the table lie the pages, half a megabyte each.
        Index("ix_outgoing_page_made", "run_id", "leg", "made_at"),
    )

    message_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("sync_run.run_id"))
    stage: Mapped[str] = mapped_column(String(8))
    leg: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    first: Mapped[int] = mapped_column(BigInteger)
    reached: Mapped[int] = mapped_column(BigInteger)
    more: Mapped[bool]
    element_version: Mapped[str] = mapped_column(String(40))
    rows: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)
    refusals: Mapped[int]


class SetAside(Base):
    """A record that could not be applied, or that the other party did not take, with the reason; retried on command.

    `direction` is "pull" or "push". `payload` is the record as JSON, sealed; `key` and `subject` are blind indexes.
    `last_at` is when it was told last: tried again, an older word stays an older word.
    """

    __tablename__ = "set_aside"
    __table_args__ = (
        Index("uq_set_aside_record", "agreement", "leg", "key", unique=True),
        Index("ix_set_aside_agreement", "agreement", "id"),
        Index("ix_set_aside_waiting", "agreement", "leg", "direction", "first_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40))
    leg: Mapped[str] = mapped_column(String(64))
    direction: Mapped[str] = mapped_column(String(4))
    key: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    subject: Mapped[bytes | None] = mapped_column(LargeBinary(_INDEX_BYTES))
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    reason: Mapped[str] = mapped_column(String(64))
    attempts: Mapped[int]
    run_id: Mapped[str | None] = mapped_column(String(36))
    first_at: Mapped[datetime] = mapped_column(Instant)
    last_at: Mapped[datetime] = mapped_column(Instant)
