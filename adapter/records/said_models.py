"""The table of what a giver has taken out, for as long as somebody may still bring an older word of it."""

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant

_INDEX_BYTES = 32


class GoneRecord(Base):
    """A record that was taken out, by the store's name (records.digests) and its blind index; when that was said."""

    __tablename__ = "gone_record"

    store: Mapped[str] = mapped_column(String(120), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(_INDEX_BYTES), primary_key=True)
    said_at: Mapped[datetime] = mapped_column(Instant)
    token: Mapped[int | None] = mapped_column(BigInteger)
