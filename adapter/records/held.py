"""What a party has received of a list from the other and keeps, page by page; and what it has of its own beside it.

A received record stands exactly as its giver last stated it. What the holder has from elsewhere stands apart
(`OWN`), so that neither overwrites the other; the agreement says whose word counts where they differ.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adapter.records.cards import STORED, UNCHANGED, Receipt
from adapter.records.digests import mark_stale
from adapter.records.held_models import HeldRecord
from adapter.records.offered import Offering, Place
from adapter.records.said import Said, gone_from, note_gone
from adapter.records.tables import dialect_of, insert_into, table_of
from adapter.records.vault import Vault

DELETED = "DIHAPUS"
RECEIVED, OWN = "received", "own"

# Rows, not objects: the session would give an object as it was before an upsert, which goes past it.
_TABLE = table_of(HeldRecord)

_Standing = dict[bytes, tuple[bytes | None, Said, int]]
"""Of records their content, None where they were taken out, when that was said, and how often they were written."""


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
    """What a page leaves of one record: its new content, or None where it goes; `changes` counts this writing, too."""

    key: bytes
    subject: bytes | None
    payload: bytes | None
    content: bytes | None
    said: Said
    changes: int


def keep(
    session: Session,
    vault: Vault,
    place: Place,
    rows: Sequence[Offering],
    now: datetime,
    message_id: str,
    *,
    origin: str = RECEIVED,
    said_at: datetime | None = None,
) -> list[Receipt]:
    """Keep a page; one receipt for each row, in order. `said_at`: when its giver has said it, now if not told.

    The same content again is TIDAK_BERUBAH and leaves the record as it is; a row without content takes it out, DIHAPUS.
    TIDAK_BERUBAH, too, is what was said before that which is held, or before the record was taken out: pages may come
    late, and out of their order.
    """
    standing = _standing(session, place, origin, {row.key for row in rows}, now)
    judged = _judge(vault, place, rows, said_at or now, standing)
    written = judged.written
    lost = written.keys() - _write(session, vault, (place, origin), list(written.values()), now, message_id)
    _say_again(session, place, origin, judged.again)
    if origin == RECEIVED:
        note_gone(session, held_store(place), judged.gone)
    if not lost:
        return judged.receipts
    # Another wrote these between our look and now, and maybe what was said later: judged again, beside what stands.
    beside = [row for row in rows if row.key in lost]
    again = iter(keep(session, vault, place, beside, now, message_id, origin=origin, said_at=said_at))
    return [next(again) if row.key in lost else told for row, told in zip(rows, judged.receipts, strict=True)]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What becomes of a page: a receipt for each row; by key what is written, said again, and said to be gone."""

    receipts: list[Receipt]
    written: dict[bytes, Written]
    again: dict[bytes, Said]
    gone: dict[bytes, Said]


def _judge(vault: Vault, place: Place, rows: Sequence[Offering], said_at: datetime, standing: _Standing) -> _Judged:
    told = _Judged([], {}, {}, {})
    for row in rows:
        content = None if row.payload is None else vault.index("held", _text(place, row.payload))
        before, since, changes = standing.get(row.key, (None, None, 0))
        said = Said(said_at, row.token)
        if since is not None and said.is_older_than(since):
            told.receipts.append(Receipt(UNCHANGED, row.subject))
            continue
        standing[row.key] = content, said, changes
        if content is None:
            told.gone[row.key] = said
        if content == before:
            told.receipts.append(Receipt(UNCHANGED, row.subject))
            if since is None or said.is_news_after(since):
                told.again[row.key] = said
            continue
        told.again.pop(row.key, None)
        told.written[row.key] = Written(row.key, row.subject, row.payload, content, said, changes + 1)
        told.receipts.append(Receipt(STORED if content is not None else DELETED, row.subject))
    return told


def _text(place: Place, payload: bytes) -> str:
    return f"{place.agreement}|{place.list_name}|{payload.decode()}"


def _standing(session: Session, place: Place, origin: str, keys: Collection[bytes], now: datetime) -> _Standing:
    """What stands of these records, and when it was said: their content, or None where they were taken out."""
    # In the order of the key: two pages about the same people wait for each other, and never each for the other.
    columns = (HeldRecord.key, HeldRecord.content, HeldRecord.token, HeldRecord.said_at, HeldRecord.changes)
    inside = select(*columns).where(*_inside(place, origin), HeldRecord.key.in_(keys))
    ordered = inside.order_by(HeldRecord.key).with_for_update()
    found = session.execute(ordered)
    held: _Standing = {row.key: (row.content, Said(row.said_at, row.token), row.changes) for row in found}
    absent = keys - held.keys() if origin == RECEIVED else ()
    gone = gone_from(session, held_store(place), absent)
    standing = {**held, **{key: (None, said, 0) for key, said in gone.items()}}
    return {key: (content, said.seen_at(now), changes) for key, (content, said, changes) in standing.items()}


def _say_again(session: Session, place: Place, origin: str, again: Mapping[bytes, Said]) -> None:
    """Note that what stands was said again: a word from between has lost its say."""
    alike: dict[Said, list[bytes]] = {}
    for key, said in again.items():
        alike.setdefault(said, []).append(key)
    for said, keys in alike.items():  # of a full exchange one for the page: its rows have no tokens
        changed = update(HeldRecord).where(*_inside(place, origin), HeldRecord.key.in_(keys))
        session.execute(
            changed.values(said_at=said.at, token=said.token), execution_options={"synchronize_session": False}
        )


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
            "changes": row.changes,
            "token": row.said.token,
            "said_at": row.said.at,
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
    statement = insert_into(HeldRecord, dialect_of(session))
    taken = ("subject", "payload", "content", "changes", "token", "said_at", "received_at", "message_id")
    return statement.on_conflict_do_update(
        index_elements=list(_TABLE.primary_key),
        set_={name: statement.excluded[name] for name in taken},
        # Another may have written the same record between our look and now.
        where=_TABLE.c.changes == statement.excluded.changes - 1,
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
