"""What a party offers for pulling: states of records in the order of a token, the newest of each key standing."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from adapter.records.digests import mark_stale
from adapter.records.models import Person
from adapter.records.mutations import CHANGED, NEW, REMOVED
from adapter.records.offered_counts import count_after, note_counts
from adapter.records.offered_models import OfferCounter, OfferedRecord
from adapter.records.tables import dialect_of, insert_into
from adapter.records.vault import Vault


@dataclass(frozen=True, slots=True)
class Place:
    """A list of an agreement."""

    agreement: str
    list_name: str


@dataclass(frozen=True, slots=True)
class Offering:
    """A record to offer: blind indexes of its key and of its person, if any; its content, or None to take it out.

    `token` is the giver's, where the record is received.
    """

    key: bytes
    subject: bytes | None
    payload: bytes | None
    token: int | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What stands after a token: a page of it, how much there is in all, and the token to go on from."""

    rows: tuple[OfferedRecord, ...]
    total: int
    reached: int
    more: bool


def offer(session: Session, vault: Vault, place: Place, records: Sequence[Offering], now: datetime) -> dict[str, int]:
    """Add what is new, changed or gone, and count it by BARU, UBAH and HAPUS; what stands already adds nothing.

    It takes the agreement's counter first and holds its lock until the commit: tokens appear in their order.
    """
    last = _lock_counter(session, place.agreement)
    standing = newest(session, place, {record.key for record in records})
    rows: list[OfferedRecord] = []
    replaced: list[int] = []
    for record in records:
        before = standing.get(record.key)
        change = _change(before, _open(vault, before), record.payload)
        if change is None:
            continue
        last += 1
        content = record.payload if record.payload is not None else _open(vault, before) or b""
        row = OfferedRecord(
            agreement=place.agreement,
            token=last,
            change_id=str(uuid.uuid4()),
            list_name=place.list_name,
            key=record.key,
            subject=record.subject,
            change=change,
            payload=vault.seal(content, _binding(place.agreement, place.list_name, record.key)),
            changed_at=now,
            replaced=False,
        )
        if before is not None:
            before.replaced = True
            replaced.append(before.token)
        standing[record.key] = row
        rows.append(row)
    session.add_all(rows)
    session.execute(update(OfferCounter).where(OfferCounter.agreement == place.agreement).values(last_token=last))
    session.flush()
    note_counts(session, place.agreement, place.list_name, [row.token for row in rows], replaced)
    mark_stale(session, offered_store(place), [row.key for row in rows])
    return {kind: sum(row.change == kind for row in rows) for kind in (NEW, CHANGED, REMOVED)}


def _lock_counter(session: Session, agreement: str) -> int:
    new = insert_into(OfferCounter, dialect_of(session)).values(agreement=agreement, last_token=0)
    session.execute(new.on_conflict_do_nothing())
    # An update that changes nothing: it waits for whoever holds the row, and then sees what that one wrote.
    taken = update(OfferCounter).where(OfferCounter.agreement == agreement).values(last_token=OfferCounter.last_token)
    return session.execute(taken.returning(OfferCounter.last_token)).scalar_one()


def newest(session: Session, place: Place, keys: Collection[bytes]) -> dict[bytes, OfferedRecord]:
    """The newest state of each of these records; who was taken out has one too."""
    statement = select(OfferedRecord).where(
        OfferedRecord.agreement == place.agreement,
        OfferedRecord.list_name == place.list_name,
        OfferedRecord.key.in_(keys),
        ~OfferedRecord.replaced,
    )
    return {row.key: row for row in session.scalars(statement)}


def _change(before: OfferedRecord | None, held: bytes | None, payload: bytes | None) -> str | None:
    stands = before is not None and before.change != REMOVED
    if payload is None:
        return REMOVED if stands else None
    if not stands:
        return NEW
    return CHANGED if held != payload else None


def _open(vault: Vault, row: OfferedRecord | None) -> bytes | None:
    return content_of(vault, row) if row is not None else None


def offered_store(place: Place) -> str:
    """What the list is called where it is compared (records.digests)."""
    return f"offered|{place.agreement}|{place.list_name}"


def content_of(vault: Vault, row: OfferedRecord) -> bytes:
    """The record's JSON. Raises VaultError."""
    return vault.open(row.payload, _binding(row.agreement, row.list_name, row.key))


def _binding(agreement: str, list_name: str, key: bytes) -> bytes:
    return b"offered_record|payload|" + f"{agreement}|{list_name}|".encode() + key


def last_token(session: Session, agreement: str) -> int:
    """The newest token; 0 where nothing was ever offered."""
    found = session.scalar(select(OfferCounter.last_token).where(OfferCounter.agreement == agreement))
    return found or 0


def count_standing(session: Session, agreement: str, list_name: str, first: int, last: int | None) -> int:
    """How many records stand after `first`, up to and with `last`; those of restricted people are left out."""
    inside = [
        OfferedRecord.agreement == agreement,
        OfferedRecord.list_name == list_name,
        OfferedRecord.token > first,
        ~OfferedRecord.replaced,
        OfferedRecord.change != REMOVED,
    ]
    if last is not None:
        inside.append(OfferedRecord.token <= last)
    restricted = select(Person.nip_index).where(Person.restricted.is_(True))
    open_to_all = or_(OfferedRecord.subject.is_(None), OfferedRecord.subject.not_in(restricted))
    return session.scalar(select(func.count()).select_from(OfferedRecord).where(*inside, open_to_all)) or 0


def after_token(
    session: Session, agreement: str, lists: Sequence[str], token: int, size: int, *, every_state: bool = False
) -> Feed:
    """What stands in these lists after `token`: the newest state of each record, or with `every_state` all of them."""
    newest = last_token(session, agreement)
    # List by list, so that an index gives the order; none beyond `newest`, which another list may not show yet.
    found = [row for name in lists for row in _page(session, (agreement, name), (token, newest), size + 1, every_state)]
    rows = tuple(sorted(found, key=lambda row: row.token)[:size])
    more, total = len(found) > len(rows), len(rows)
    if more:
        # Not less than was seen, whatever a writer has replaced since.
        total = max(len(rows) + 1, count_after(session, agreement, lists, token, every_state=every_state))
    return Feed(rows, total, rows[-1].token if rows else token, more)


def _page(
    session: Session,
    listed: tuple[str, str],
    beyond: tuple[int, int],
    limit: int,
    every_state: bool,  # noqa: FBT001 - the caller's
) -> Sequence[OfferedRecord]:
    statement = select(OfferedRecord).where(
        OfferedRecord.agreement == listed[0],
        OfferedRecord.list_name == listed[1],
        OfferedRecord.token > beyond[0],
        OfferedRecord.token <= beyond[1],
    )
    if not every_state:
        statement = statement.where(~OfferedRecord.replaced)
    return session.scalars(statement.order_by(OfferedRecord.token).limit(limit)).all()
