"""Writing down what was said. All functions work inside the call's own transaction.

A signature and an idPesan are claimed by inserting them: two copies that arrive at once, on any number of
hosts, meet at the primary key, and one of them fails there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import cast

from sqlalchemy import Table, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adapter import limits
from adapter.errors import DuplicateDiffers, KeyForgotten, Replayed
from adapter.journal.models import Access, Entry, MessageId, ReplayKey
from adapter.records.base import Base
from adapter.records.vault import Vault
from adapter.security import VerifiedMessage

_REQUEST = b"journal_entry|request|"
_ANSWER = b"journal_entry|answer|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One call, whole. `outcome` is BERHASIL, ULANGAN, or the kodeGalat of the fault.

    `verified` says whether the request's signature held, and was not here before; of any other call the bytes are
    not kept.
    """

    correlation_id: str
    received_at: datetime
    service: str
    outcome: str
    request: bytes
    answer: bytes
    verified: bool
    operation: str | None = None
    agreement: str | None = None
    signer: bytes | None = None
    message_id: str | None = None
    user: str | None = None
    purpose: str | None = None
    result_number: str | None = None
    element_version: str | None = None


def claim_signature(session: Session, message: VerifiedMessage) -> None:
    """Note that this signature was accepted.

    Raises Replayed where it was before, and KeyForgotten for a message so old beside the newest of its signer that
    its key may be gone: a clock that was set back must not make an old message new.
    """
    newest = session.scalar(select(func.max(ReplayKey.created_at)).where(ReplayKey.signer == message.signer))
    if newest is not None and message.created < newest - limits.REPLAY_KEY_KEPT:
        raise KeyForgotten
    values = {"signer": message.signer, "signature": message.replay_key, "created_at": message.created}
    if not insert_once(session, ReplayKey, values):
        raise Replayed


def claim_message(session: Session, agreement: str, message_id: str, content: bytes) -> Entry | None:
    """Claim an idPesan for a request with this content digest.

    Gives None for a new one, and the entry of the first answer for a repetition. Raises DuplicateDiffers where
    the content is another.
    """
    if insert_once(session, MessageId, {"agreement": agreement, "message_id": message_id, "content_digest": content}):
        return None
    known = session.get_one(MessageId, (agreement, message_id))
    if known.content_digest != content:
        raise DuplicateDiffers
    return session.get_one(Entry, known.entry_id)


def insert_once(session: Session, model: type[Base], values: Mapping[str, object]) -> bool:
    """Insert a row; False where its key is there already. PostgreSQL waits here until a twin under way has ended."""
    insert_into = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert_into(_table(model)).values(values).on_conflict_do_nothing().returning(literal(1))
    return session.execute(statement).first() is not None


def _table(model: type[Base]) -> Table:
    # Straight into the tables: the rows are only ever added, and the unit of work costs as much as the insert.
    return cast("Table", model.__table__)


def write(session: Session, vault: Vault, exchange: Exchange, touched: Iterable[bytes] = ()) -> int:
    """Add the entry of a call, and one access line for each person touched (blind indexes). Gives the entry's id."""
    key = exchange.correlation_id.encode()
    request = vault.seal(exchange.request, _REQUEST + key) if exchange.verified else None
    values = {
        "correlation_id": exchange.correlation_id,
        "received_at": exchange.received_at,
        "service": exchange.service,
        "operation": exchange.operation,
        "agreement": exchange.agreement,
        "signer": exchange.signer,
        "message_id": exchange.message_id,
        "user": exchange.user,
        "purpose": exchange.purpose,
        "outcome": exchange.outcome,
        "result_number": exchange.result_number,
        "element_version": exchange.element_version,
        "request_digest": sha256(exchange.request).digest(),
        "request_size": len(exchange.request),
        "request_sealed": request,
        "answer_digest": sha256(exchange.answer).digest(),
        "answer_size": len(exchange.answer),
        "answer_sealed": vault.seal(exchange.answer, _ANSWER + key) if exchange.verified else None,
    }
    entry_id = session.execute(insert(_table(Entry)).values(values).returning(_table(Entry).c.id)).scalar_one()
    rows = [{"entry_id": entry_id, "subject": subject} for subject in touched]
    if rows:
        session.execute(insert(_table(Access)), rows)
    return int(entry_id)


def settle_message(session: Session, agreement: str, message_id: str, entry_id: int) -> None:
    """Tie a claimed idPesan to the entry that answered it."""
    claimed = (MessageId.agreement == agreement, MessageId.message_id == message_id)
    session.execute(update(MessageId).where(*claimed).values(entry_id=entry_id))


def answer_of(vault: Vault, entry: Entry) -> bytes:
    """The answer of an entry, byte for byte as it was sent."""
    return vault.open(entry.answer_sealed or b"", _ANSWER + entry.correlation_id.encode())


def touched_by(session: Session, entry: Entry) -> list[bytes]:
    """The blind indexes of the people whom an entry touched."""
    return list(session.scalars(select(Access.subject).where(Access.entry_id == entry.id)))
