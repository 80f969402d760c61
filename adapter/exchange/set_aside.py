"""Records that could not be applied here, or that the other party did not take: kept with the reason, not in the way.

One row for each record: the same one coming again counts an attempt, one that is applied at last goes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from adapter.agreements.lines import from_line, to_line
from adapter.exchange.sync_models import SetAside
from adapter.records.vault import Vault

Record = TypeVar("Record")
PULL, PUSH = "pull", "push"


@dataclass(frozen=True, slots=True)
class Place:
    """Where records are set aside: an agreement's leg, its direction, and the run under way."""

    agreement: str
    leg: str
    direction: str
    run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Stuck:
    """A record that is set aside now: blind indexes of its key and its person, the record, the reason."""

    key: bytes
    subject: bytes | None
    record: Any
    reason: str


def put(session: Session, vault: Vault, place: Place, stuck: Sequence[Stuck], now: datetime) -> None:
    """Set records aside; what is aside already gets the new content and reason, and another attempt."""
    known = {row.key: row for row in _rows(session, place, {one.key for one in stuck})}
    for one in stuck:
        row = known.get(one.key)
        if row is None:
            row = SetAside(agreement=place.agreement, leg=place.leg, key=one.key, attempts=0, first_at=now)
            known[one.key] = row
            session.add(row)
        row.direction, row.subject, row.reason, row.run_id = place.direction, one.subject, one.reason, place.run_id
        row.payload = vault.seal(to_line(one.record).encode(), _binding(place.agreement, place.leg, one.key))
        row.attempts, row.last_at = row.attempts + 1, now
    session.flush()


def clear(session: Session, place: Place, keys: Collection[bytes]) -> int:
    """Take away those that are applied now; gives how many there were."""
    # Mostly nothing is aside, and a statement with a thousand keys would tell no more.
    if not count(session, place.agreement, place.leg):
        return 0
    mine = (SetAside.agreement == place.agreement, SetAside.leg == place.leg, SetAside.key.in_(keys))
    return int(session.execute(delete(SetAside).where(*mine)).rowcount)  # type: ignore[attr-defined] # a cursor's result


def count(session: Session, agreement: str, leg: str | None = None) -> int:
    """How many are aside."""
    mine = [SetAside.agreement == agreement, *([SetAside.leg == leg] if leg is not None else [])]
    return session.scalar(select(func.count()).select_from(SetAside).where(*mine)) or 0


@dataclass(frozen=True, slots=True)
class Group:
    """Those of a leg that are aside for one reason: how many, and since when the oldest."""

    leg: str
    direction: str
    reason: str
    count: int
    oldest: datetime


def groups(session: Session, agreement: str) -> list[Group]:
    """What is aside under an agreement, by leg and reason."""
    by = (SetAside.leg, SetAside.direction, SetAside.reason)
    statement = select(*by, func.count(), func.min(SetAside.first_at)).where(SetAside.agreement == agreement)
    return [Group(*row) for row in session.execute(statement.group_by(*by).order_by(*by))]


def waiting(
    session: Session, agreement: str, leg: str, after: int, size: int, *, last: int | None = None, lock: bool = False
) -> list[SetAside]:
    """Those of a leg whose number is beyond `after` and not beyond `last`, oldest first; `lock`: until the commit."""
    mine = [SetAside.agreement == agreement, SetAside.leg == leg, SetAside.id > after]
    mine += [SetAside.id <= last] if last is not None else []
    statement = select(SetAside).where(*mine).order_by(SetAside.id).limit(size)
    return list(session.scalars(statement.with_for_update() if lock else statement))


def newest(session: Session, agreement: str, leg: str) -> int:
    """The number of the last one of a leg; 0 where none is aside."""
    mine = (SetAside.agreement == agreement, SetAside.leg == leg)
    return session.scalar(select(func.max(SetAside.id)).where(*mine)) or 0


def record_of(vault: Vault, row: SetAside, record: type[Record]) -> Record:
    """The record, opened. Raises VaultError."""
    return from_line(vault.open(row.payload, _binding(row.agreement, row.leg, row.key)), record)


def _rows(session: Session, place: Place, keys: Collection[bytes]) -> Sequence[SetAside]:
    mine = (SetAside.agreement == place.agreement, SetAside.leg == place.leg, SetAside.key.in_(keys))
    return session.scalars(select(SetAside).where(*mine)).all()


def _binding(agreement: str, leg: str, key: bytes) -> bytes:
    return b"set_aside|payload|" + f"{agreement}|{leg}|".encode() + key
