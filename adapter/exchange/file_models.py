"""The table of pages that go out as files."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant


class OutgoingFile(Base):
    """The signed message of an outgoing page, so that its file is the same again, and its answer can be told.

    `number` is its place among those that are out. `request` is the file, sealed, `digest` its SHA-256 and `size` its
    bytes; `signature` is what the answer confirms. `counts` is JSON, rows by result, once the answer is here while an
    earlier page of the part waits for its own: a part goes on page by page, answers come in any order.
    """

    __tablename__ = "outgoing_file"

    message_id: Mapped[str] = mapped_column(ForeignKey("outgoing_page.message_id"), primary_key=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    request: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    size: Mapped[int]
    signature: Mapped[str] = mapped_column(Text)
    signed_at: Mapped[datetime] = mapped_column(Instant)
    counts: Mapped[str | None] = mapped_column(Text)
