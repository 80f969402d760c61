"""The journal's tables. Rows are only ever added; replay keys alone are forgotten."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant, RowId


class Entry(Base):
    """One call: both messages byte for byte (sealed), who signed, what was asked, and how it ended.

    Of a request whose signature did not verify, or was here before, both messages are kept as digest and size
    only: a stranger must not be able to fill the disk. Its `signer` is then the registered certificate that it
    names, and proves nothing.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        UniqueConstraint("correlation_id"),
        # The calendar of duties looks for a few operations among all calls.
        Index("ix_journal_entry_agreement", "agreement", "operation"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    correlation_id: Mapped[str] = mapped_column(String(36))
    received_at: Mapped[datetime] = mapped_column(Instant, index=True)
    service: Mapped[str] = mapped_column(String(64))
    operation: Mapped[str | None] = mapped_column(String(64))
    agreement: Mapped[str | None] = mapped_column(String(40))
    signer: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    message_id: Mapped[str | None] = mapped_column(String(36), index=True)
    user: Mapped[str | None] = mapped_column(String(100))
    purpose: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(40))
    result_number: Mapped[str | None] = mapped_column(String(40))
    element_version: Mapped[str | None] = mapped_column(String(40))
    request_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    request_size: Mapped[int]
    request_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    answer_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    answer_size: Mapped[int]
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class Access(Base):
    """One person touched by one call; `subject` is the blind index of the NIP, or of the NIK without one."""

    __tablename__ = "journal_access"

    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entry.id"), primary_key=True)
    subject: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True, index=True)


class ReplayKey(Base):
    """A signature that was accepted: the digest of the canonical SignedInfo, per signer.

    `created_at` is what the signer's own Timestamp says. Rows go in the end: see adapter.journal.forgetting.
    """

    __tablename__ = "replay_key"
    __table_args__ = (Index("ix_replay_key_created_at", "signer", "created_at"),)

    signer: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    signature: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Instant)


class MessageId(Base):
    """An idPesan that was answered, so that the same request gets the same result again.

    It lives as long as the entry that it leads to: the agreement's own term of keeping, not the replay keys' day.
    """

    __tablename__ = "message_id"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    content_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    # The index is for sealing and verifying, which read the claims in the order of the entries.
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("journal_entry.id"), index=True)


class JournalSeal(Base):
    """A run of entries held fast by one signature; see adapter.journal.seals for what each column means."""

    __tablename__ = "journal_seal"

    number: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    first_id: Mapped[int] = mapped_column(BigInteger)
    last_id: Mapped[int] = mapped_column(BigInteger)
    count: Mapped[int]
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime] = mapped_column(Instant)
    algorithm: Mapped[str] = mapped_column(String(80))
    certificate: Mapped[bytes] = mapped_column(LargeBinary(32))
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    leaves: Mapped[bytes] = mapped_column(LargeBinary)
