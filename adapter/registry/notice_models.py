"""Notices and who has confirmed them. Rows are only ever added: an end or a withdrawal is a notice of its own."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from adapter.records.base import Base, Instant, RowId


class Notice(Base):
    """One notice, from one party to the other.

    `sender` is BKN, or the code of the agreement whose partner sends; `number` is the sender's own. `agreement` is None
    where BKN tells all partners. `recipient` is BKN or MITRA. `expected_end` was expected when the notice was given;
    what ended since is told by a notice that `follows`: with `ended_at`, or `withdrawn`. The contact is an office,
    never a person; None where it is the one that the agreement names.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("sender", "number"),
        # Every exchange asks whether its host is under maintenance; what others announce, it must not wade through.
        Index("ix_notice_kind", "sender", "kind", "expected_end"),
    )

    token: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    sender: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(100))
    agreement: Mapped[str | None] = mapped_column(String(40), index=True)
    recipient: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    system: Mapped[str | None] = mapped_column(String(40))
    starts_at: Mapped[datetime | None] = mapped_column(Instant)
    expected_end: Mapped[datetime | None] = mapped_column(Instant)
    elements: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(String(1000))
    contact_unit: Mapped[str | None] = mapped_column(String(250))
    contact_phone: Mapped[str | None] = mapped_column(String(40))
    contact_email: Mapped[str | None] = mapped_column(String(100))
    follows: Mapped[int | None] = mapped_column(ForeignKey("notice.token"), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(Instant)

    first: Mapped["Notice | None"] = relationship(remote_side=[token], back_populates="followers")
    followers: Mapped[list["Notice"]] = relationship(back_populates="first", order_by="Notice.token")
    receipts: Mapped[list["NoticeReceipt"]] = relationship(back_populates="notice")


class NoticeReceipt(Base):
    """That the recipient under one agreement has confirmed a notice, and how (PANRB Pasal 8 ayat (2))."""

    __tablename__ = "notice_receipt"

    notice_token: Mapped[int] = mapped_column(ForeignKey("notice.token"), primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    manner: Mapped[str] = mapped_column(String(10))
    confirmed_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_by: Mapped[str] = mapped_column(String(100))

    notice: Mapped[Notice] = relationship(back_populates="receipts")


class NoticeCounter(Base):
    """One row: the newest token. Its lock keeps tokens in the order of commits, so that no reader skips one."""

    __tablename__ = "notice_counter"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    last_token: Mapped[int]
