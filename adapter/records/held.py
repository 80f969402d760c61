"""What a party has received of a list from the other and keeps, page by page; and what it has of its own beside it.

A received record stands exactly as its giver last stated it. What the holder has from elsewhere stands apart
(`OWN`), so that neither overwrites the other; the agreement says whose word counts where they differ.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adapter.records.cards import STORED, UNCHANGED, Receipt
from adapter.records.digests import mark_stale
from adapter.records.held_models import HeldRecord
from adapter.records.offered import Offering, Place
from adapter.records.vault import Vault

DELETED = "DIHAPUS"
RECEIVED, OWN = "received", "own"

# Rows, not objects: the session would give an object as it was before an upsert, which goes past it.
_TABLE = HeldRecord.__table__


@dataclass(frozen=True, slots=True)
class Held:
    """A record as it is kept: blind indexes of key and person, its JSON, how often it was written, its token."""

    key: bytes
    subject: bytes | None
    payload: bytes
    changes: int
    token: int | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """What a page leaves of one record: its new content, or None where it goes."""

    key: bytes
    subject: bytes | None
    payload: bytes | None
    content: bytes | None
    token: int | None


def keep(
    session: Session,
    vault: Vault,
    place: Place,
    rows: Sequence[Offering],
    now: datetime,
    message_id: str,
    *,
    origin: str = RECEIVED,
) -> list[Receipt]:
    """Keep a page; one receipt for each row, in order.

    The same content again is TIDAK_BERUBAH and writes nothing; a row without content takes the record out, DIHAPUS.
    So is a state whose token is older than what is held: pages may come out of their order.
    """
    held = _held(session, place, origin, {row.key for row in rows})
    standing: dict[bytes, tuple[bytes | None, int | None]] = {
        key: (row.content, row.token) for key, row in held.items()
    }
    written: dict[bytes, Written] = {}
    receipts = []
    for row in rows:
        content = None if row.payload is None else vault.index("held", _text(place, row.payload))
        before, token = standing.get(row.key, (None, None))
        stale = row.token is not None and token is not None and row.token < token
        if stale or content == before:
            receipts.append(Receipt(UNCHANGED, row.subject))
            continue
        standing[row.key] = content, row.token
        written[row.key] = Written(row.key, row.subject, row.payload, content, row.token)
        receipts.append(Receipt(STORED if content is not None else DELETED, row.subject))
    lost = written.keys() - _write(session, vault, (place, origin), list(written.values()), now, message_id)
    # Another wrote the same between our look and now, and tells so in its own receipt.
    return [
        Receipt(UNCHANGED, row.subject) if row.key in lost else told for row, told in zip(rows, receipts, strict=True)
    ]


def _text(place: Place, payload: bytes) -> str:
    return f"{place.agreement}|{place.list_name}|{payload.decode()}"


def _held(
    session: Session, place: Place, origin: str, keys: Collection[bytes]
) -> dict[bytes, Row[bytes, bytes, int | None]]:
    # In the order of the key: two pages about the same people wait for each other, and never each for the other.
    statement = select(HeldRecord.key, HeldRecord.content, HeldRecord.token).where(*_inside(place, origin))
    ordered = statement.where(HeldRecord.key.in_(keys)).order_by(HeldRecord.key).with_for_update()
    return {row.key: row for row in session.execute(ordered)}


def _write(
    session: Session,
    vault: Vault,
    where: tuple[Place, str],
    rows: Sequence[Written],
    now: datetime,
    message_id: str,
) -> set[bytes]:
    """Every write of this store goes through here: no row twice, and only what changes; gives the keys written."""
    place, origin = where
    gone = [row.key for row in rows if row.payload is None]
    values = [
        {
            "agreement": place.agreement,
            "list_name": place.list_name,
            "origin": origin,
            "key": row.key,
            "subject": row.subject,
            "payload": vault.seal(row.payload, _binding(place, origin, row.key)),
            "content": row.content,
            "changes": 1,
            "token": row.token,
            "received_at": now,
            "message_id": message_id,
        }
        for row in sorted(rows, key=lambda row: row.key)
        if row.payload is not None
    ]
    if gone:
        session.execute(delete(HeldRecord).where(*_inside(place, origin), HeldRecord.key.in_(gone)))
    keys = set(session.scalars(_upsert(session).returning(HeldRecord.key), values)) if values else set()
    if origin == RECEIVED:
        mark_stale(session, held_store(place), [row.key for row in rows])
    return keys.union(gone)


def held_store(place: Place) -> str:
    """What the list is called where it is compared (records.digests)."""
    return f"held|{place.agreement}|{place.list_name}"


def _upsert(session: Session) -> "postgresql.Insert | sqlite.Insert":
    if not isinstance(_TABLE, Table):
        raise TypeError("held_record is a table")
    insert_into = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert_into(_TABLE)
    taken = ("subject", "payload", "content", "token", "received_at", "message_id")
    return statement.on_conflict_do_update(
        index_elements=list(_TABLE.primary_key),
        set_={**{name: statement.excluded[name] for name in taken}, "changes": _TABLE.c.changes + 1},
        # Another may have written the same record between our look and now.
        where=_TABLE.c.content != statement.excluded.content,
    )


def find(
    session: Session, vault: Vault, place: Place, keys: Collection[bytes], *, origin: str = RECEIVED
) -> dict[bytes, Held]:
    """The records with these keys. Raises VaultError."""
    statement = select(_TABLE).where(*_inside(place, origin), HeldRecord.key.in_(keys))
    return {row.key: _opened(vault, row) for row in session.execute(statement)}


def count(session: Session, place: Place, *, origin: str = RECEIVED) -> int:
    """How many records of the list are held."""
    return session.scalar(select(func.count()).select_from(HeldRecord).where(*_inside(place, origin))) or 0


def after_key(
    session: Session, vault: Vault, place: Place, key: bytes | None, size: int, *, origin: str = RECEIVED
) -> list[Held]:
    """A page of the list in the order of its keys, after `key`; None begins. Raises VaultError."""
    beyond = [*_inside(place, origin), *([HeldRecord.key > key] if key is not None else [])]
    statement = select(_TABLE).where(*beyond).order_by(HeldRecord.key).limit(size)
    return [_opened(vault, row) for row in session.execute(statement)]


def _inside(place: Place, origin: str) -> list[ColumnElement[bool]]:
    return [
        HeldRecord.agreement == place.agreement,
        HeldRecord.list_name == place.list_name,
        HeldRecord.origin == origin,
    ]


def _opened(vault: Vault, row: Row[*tuple[Any, ...]]) -> Held:
    place = Place(row.agreement, row.list_name)
    payload = vault.open(row.payload, _binding(place, row.origin, row.key))
    return Held(row.key, row.subject, payload, row.changes, row.token, row.received_at)


def _binding(place: Place, origin: str, key: bytes) -> bytes:
    return b"held_record|payload|" + f"{place.agreement}|{place.list_name}|{origin}|".encode() + key
