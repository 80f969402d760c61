"""Keeps the digests by which two parties compare a list without sending it.

Whoever changes a record says so in the same transaction (`mark_stale`); its digest is made when somebody compares. Both
position and digest are keyed by a secret of the two parties: who steals a database cannot try out numbers.
"""

import hmac
import secrets
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select, text
from sqlalchemy.orm import Session

from adapter.records.digest_models import ComparedList, ComparisonSalt, ListDigest, StaleDigest
from adapter.records.ranges import DIGEST_BYTES, POSITION_BITS, Range, Summary, summarise
from adapter.records.tables import dialect_of, insert_into
from adapter.records.vault import Vault

if TYPE_CHECKING:
    from adapter.records.offered import Place

SALT_BYTES = 32
_AT_A_TIME = 5000
_READ_AT_A_TIME = 20_000
_BEGINNING = b""


@dataclass(frozen=True, slots=True)
class State:
    """A record as it is compared: what names it as (kind of number, number), its content, and the giver's token."""

    key: tuple[str, str]
    content: bytes
    token: int | None = None


def salt_of(session: Session, vault: Vault, agreement: str) -> bytes | None:
    """The secret of this agreement, or None where there is none yet. Raises VaultError."""
    row = session.get(ComparisonSalt, agreement)
    return None if row is None else vault.open(row.salt, _binding(agreement))


def make_salt(session: Session, vault: Vault, agreement: str) -> bytes:
    """The secret of this agreement, made here where there is none: BKN's to do."""
    known = salt_of(session, vault, agreement)
    return known if known is not None else learn_salt(session, vault, agreement, secrets.token_bytes(SALT_BYTES))


def learn_salt(session: Session, vault: Vault, agreement: str, salt: bytes) -> bytes:
    """Keep the secret that the other party has made; gives it back. One that differs takes the old one's place."""
    if salt_of(session, vault, agreement) != salt:
        session.merge(ComparisonSalt(agreement=agreement, salt=vault.seal(salt, _binding(agreement))))
        session.flush()
    return salt


def _binding(agreement: str) -> bytes:
    return b"comparison_salt|salt|" + agreement.encode()


def opened(session: Session, place: "Place", store: str, basis: bytes) -> ComparedList:
    """The list as it is kept here, locked; a new one, or one made of something else (`basis`), begins from the start.

    From its commit on every change of `store` is marked, and nothing that was changed before can be missed.
    """
    known = select(ComparedList).where(
        ComparedList.agreement == place.agreement, ComparedList.list_name == place.list_name
    )
    found = session.scalar(known.with_for_update())
    if found is None:
        if session.get_bind().dialect.name == "postgresql":
            # Waits for every writer that has looked here and found nothing to mark for, and none begins meanwhile.
            session.execute(text("LOCK TABLE compared_list IN ACCESS EXCLUSIVE MODE"))
        found = session.scalar(known) or ComparedList(agreement=place.agreement, list_name=place.list_name)
        session.add(found)
    if found.basis != basis or found.store != store:
        found.store, found.basis, found.reached = store, basis, _BEGINNING
    session.flush()
    return found


def kept(session: Session, place: "Place") -> ComparedList:
    """The list as it is kept here. Raises NoResultFound where it was never opened."""
    known = select(ComparedList).where(
        ComparedList.agreement == place.agreement, ComparedList.list_name == place.list_name
    )
    return session.scalars(known).one()


def mark_stale(session: Session, store: str, row_keys: Collection[bytes]) -> None:
    """Say that these records of a store have changed, come or gone; nothing where nobody compares it."""
    lists = session.scalars(select(ComparedList.id).where(ComparedList.store == store)).all()
    if not lists or not row_keys:
        return
    statement = insert_into(StaleDigest, dialect_of(session))
    # A mark that stands is locked: whoever refreshes leaves it alone until this change can be seen.
    marked = statement.on_conflict_do_update(
        index_elements=["list_id", "row_key"], set_={"row_key": statement.excluded.row_key}
    )
    session.execute(marked, [{"list_id": one, "row_key": key} for one in lists for key in sorted({*row_keys})])


def take_stale(session: Session, one: ComparedList, most: int) -> list[bytes]:
    """At most `most` records that have changed; their marks are gone with the commit."""
    keys = select(StaleDigest.row_key).where(StaleDigest.list_id == one.id).limit(most)
    found = list(session.scalars(keys.with_for_update(skip_locked=True)))
    if found:
        session.execute(delete(StaleDigest).where(StaleDigest.list_id == one.id, StaleDigest.row_key.in_(found)))
    return found


def put(session: Session, one: ComparedList, salt: bytes, states: Mapping[bytes, State | None]) -> None:
    """Make the digests of these records, by their keys in the store; None has gone."""
    rows = [
        {
            "list_id": one.id,
            "row_key": row_key,
            "position": position_of(salt, one.list_name, state.key),
            "digest": digest_of(salt, state.content),
            "token": state.token,
        }
        for row_key, state in states.items()
        if state is not None
    ]
    gone = [row_key for row_key, state in states.items() if state is None]
    if gone:
        session.execute(delete(ListDigest).where(ListDigest.list_id == one.id, ListDigest.row_key.in_(gone)))
    if rows:
        statement = insert_into(ListDigest, dialect_of(session))
        new = {name: statement.excluded[name] for name in ("position", "digest", "token")}
        session.execute(statement.on_conflict_do_update(index_elements=["list_id", "row_key"], set_=new), rows)


def position_of(salt: bytes, list_name: str, key: tuple[str, str]) -> int:
    """Where a record stands between the two parties: 63 bits, the same at both, and nothing without the secret."""
    mac = hmac.digest(salt, "\0".join(("position", list_name, *key)).encode(), "sha256")
    return int.from_bytes(mac[:8], "big") >> (64 - POSITION_BITS)


def digest_of(salt: bytes, content: bytes) -> bytes:
    """What stands for a record's content."""
    return hmac.digest(salt, b"content\0" + content, "sha256")[:DIGEST_BYTES]


def summaries(session: Session, one: ComparedList, ranges: Collection[Range]) -> Iterator[Summary]:
    """What is in each range, in their order; each is read when it is taken."""
    for wanted in ranges:
        yield summarise(wanted, _rows(session, one, wanted))


def _rows(session: Session, one: ComparedList, wanted: Range) -> Iterator[tuple[int, bytes]]:
    """Position and digest, in their order; so many at a time, that memory stays flat."""
    first, size = wanted.first, _READ_AT_A_TIME
    while len(rows := _piece(session, one, first, wanted.last, size)) == size:
        # What has the last one's position may go on in the next piece, and is read with that.
        whole = bisect_left(rows, rows[-1][0], key=itemgetter(0))
        yield from rows[:whole]
        first, size = rows[-1][0], size if whole else size * 2
    yield from rows


def _piece(session: Session, one: ComparedList, first: int, last: int, size: int) -> list[tuple[int, bytes]]:
    statement = (
        select(ListDigest.position, ListDigest.digest)
        .where(ListDigest.list_id == one.id, ListDigest.position.between(first, last))
        .order_by(ListDigest.position, ListDigest.digest)
        .limit(size)
    )
    found = session.connection().execute(statement)
    # The driver's own rows, an integer and bytes: SQLAlchemy's would cost three times as much, a million times.
    rows = found.cursor.fetchall() if found.cursor is not None else []
    found.close()
    return list(rows)


def at_positions(session: Session, one: ComparedList, positions: Collection[int]) -> dict[int, ListDigest]:
    """Our own records at these positions."""
    statement = select(ListDigest).where(
        ListDigest.list_id == one.id, ListDigest.position.in_(bindparam("at", expanding=True))
    )
    wanted = sorted(positions)
    found: dict[int, ListDigest] = {}
    for start in range(0, len(wanted), _AT_A_TIME):
        rows = session.scalars(statement, {"at": wanted[start : start + _AT_A_TIME]})
        found |= {row.position: row for row in rows.unique()}
    return found
