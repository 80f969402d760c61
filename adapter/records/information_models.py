"""The table of information on the management of ASN, received from KemenPANRB."""

from datetime import date, datetime

from sqlalchemy import BigInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId

INFORMATION_STORE = "information"
"""What this table is called where a list is compared (records.digests)."""


class Information(Base):
    """One version of a document. A later one does not replace it: both stay, the higher `version` counts."""

    __tablename__ = "information"
    __table_args__ = (UniqueConstraint("kind", "number", "version"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    number: Mapped[str] = mapped_column(String(100))
    version: Mapped[int]
    dated: Mapped[date]
    agency: Mapped[str | None] = mapped_column(String(42))
    year: Mapped[str | None] = mapped_column(String(4))
    post: Mapped[str | None] = mapped_column(String(250))
    asn_kind: Mapped[str | None] = mapped_column(String(4))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    attachment: Mapped[str | None] = mapped_column(String(1000))
    received_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(36))
