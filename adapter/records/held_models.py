"""The tables of what a party has received of another's lists, of what it has of its own, and where the two differ."""

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId

_INDEX_BYTES = 32


class HeldRecord(Base):
    """A record of a list, as the other party gave it (`origin` received), or as the holder has it itself (own).

    `payload` is the message dataclass as JSON, sealed; `key`, `subject` and `content` are blind indexes of what names
    the record, of its person and of the payload. `changes`: how often it was written; 1 after the first time.
    `said_at`: when its giver has said it last (records.said).
    """

    __tablename__ = "held_record"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    list_name: Mapped[str] = mapped_column(String(64), primary_key=True)
    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES), primary_key=True)
    subject: Mapped[bytes | None] = mapped_column(LargeBinary(_INDEX_BYTES))
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    changes: Mapped[int]
    token: Mapped[int | None] = mapped_column(BigInteger)
    said_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))


class HeldDifference(Base):
    """An element in which the holder's own value differs from the giver's, and stays; gone when they agree again.

    `value` is the blind index of both values: the same difference is one row. `values`, sealed, has them and the
    record's key. `case_id` is the case at the other party, once it was reported.
    """

    __tablename__ = "held_difference"
    __table_args__ = (UniqueConstraint("agreement", "list_name", "key", "element", name="uq_held_difference_element"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40))
    list_name: Mapped[str] = mapped_column(String(64))
    key: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    subject: Mapped[bytes | None] = mapped_column(LargeBinary(_INDEX_BYTES))
    element: Mapped[str] = mapped_column(String(64))
    decider: Mapped[str] = mapped_column(String(24))
    value: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES))
    values: Mapped[bytes] = mapped_column(LargeBinary)
    first_seen: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))
    reported_at: Mapped[datetime | None] = mapped_column(Instant)
    result: Mapped[str | None] = mapped_column(String(24))
    case_id: Mapped[str | None] = mapped_column(String(36))
