"""Writing down what was said. All functions work inside the call's own transaction.

A signature and an idPesan are claimed by inserting them: two copies that arrive at once, on any number of
hosts, meet at the primary key, and one of them fails there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256

from sqlalchemy import bindparam, exists, insert, literal, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from adapter import limits
from adapter.errors import DuplicateDiffers, KeyForgotten, Replayed
from adapter.journal.models import Access, Entry, MessageId, ReplayKey
from adapter.records.base import Base
from adapter.records.database import run
from adapter.records.tables import dialect_of, insert_into, table_of
from adapter.records.vault import Vault
from adapter.security import VerifiedMessage

_REQUEST = b"journal_entry|request|"
_ANSWER = b"journal_entry|answer|"

# Every call runs these: built once, as to build a statement costs more than to run it. Straight into the tables: an
# entry, an access and a key are only ever added, and a claim is only tied to its entry.
_ENTRIES, _CLAIMS, _KEYS = table_of(Entry), table_of(MessageId), table_of(ReplayKey)
_FORGOTTEN = exists().where(_KEYS.c.signer == bindparam("by"), _KEYS.c.created_at > bindparam("kept_until"))
_ADD_ENTRY = insert(_ENTRIES).returning(_ENTRIES.c.id)
_ADD_ACCESS = insert(table_of(Access))
_SETTLE = (
    update(_CLAIMS)
    .where(_CLAIMS.c.agreement == bindparam("under"), _CLAIMS.c.message_id == bindparam("named"))
    .values(entry_id=bindparam("answered_in"))
)


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
    kept_until = message.created + limits.REPLAY_KEY_KEPT
    values = {"by": message.signer, "digest": message.replay_key, "at": message.created, "kept_until": kept_until}
    if run(session, _claim(dialect_of(session)), values).first() is None:
        forgotten = run(session, select(_FORGOTTEN), {"by": message.signer, "kept_until": kept_until}).scalar_one()
        raise KeyForgotten if forgotten else Replayed


@cache
def _claim(dialect: str) -> ReturningInsert[int]:
    """Both questions in one statement: whether the key may be gone, and whether it is here."""
    columns = {"signer": "by", "signature": "digest", "created_at": "at"}
    new = select(*(bindparam(value, type_=_KEYS.c[name].type) for name, value in columns.items())).where(~_FORGOTTEN)
    once = insert_into(ReplayKey, dialect).on_conflict_do_nothing()
    return once.from_select(list(columns), new).returning(literal(1))


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
    return run(session, _insertion(model, dialect_of(session)), values).first() is not None


@cache
def _insertion(model: type[Base], dialect: str) -> ReturningInsert[int]:
    return insert_into(model, dialect).on_conflict_do_nothing().returning(literal(1))


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
    entry_id = run(session, _ADD_ENTRY, values).scalar_one()
    rows = [{"entry_id": entry_id, "subject": subject} for subject in touched]
    if rows:
        run(session, _ADD_ACCESS, rows)
    return int(entry_id)


def settle_message(session: Session, agreement: str, message_id: str, entry_id: int) -> None:
    """Tie a claimed idPesan to the entry that answered it."""
    run(session, _SETTLE, {"under": agreement, "named": message_id, "answered_in": entry_id})


def answer_of(vault: Vault, entry: Entry) -> bytes:
    """The answer of an entry, byte for byte as it was sent."""
    return vault.open(entry.answer_sealed or b"", _ANSWER + entry.correlation_id.encode())


def touched_by(session: Session, entry: Entry) -> list[bytes]:
    """The blind indexes of the people whom an entry touched."""
    return list(session.scalars(select(Access.subject).where(Access.entry_id == entry.id)))
