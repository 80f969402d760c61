"""The differences between what a party has of its own and what it was given: one row for an element of a record."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from adapter.records.held_models import HeldDifference
from adapter.records.offered import Place
from adapter.records.vault import Vault


@dataclass(frozen=True, slots=True)
class Difference:
    """An element on which the two differ: what names the record (kind and number), both values as texts, who decides.

    `declared_on` is the day of the holder's own declaration, where it counts.
    """

    key: bytes
    subject: bytes | None
    element: str
    decider: str
    named: tuple[str, str]
    own: str
    given: str
    declared_on: date | None = None


@dataclass(frozen=True, slots=True)
class Unreported:
    """A difference that the other party has not been told of, by its number."""

    id: int
    list_name: str
    difference: Difference


def note(
    session: Session,
    vault: Vault,
    place: Place,
    judged: Collection[bytes],
    found: Iterable[Difference],
    now: datetime,
    message_id: str,
) -> int:
    """Note what differs in the records `judged`, and forget what no longer does; gives how many are new.

    A difference that stands already stays as it is, reported or not.
    """
    inside = (HeldDifference.agreement == place.agreement, HeldDifference.list_name == place.list_name)
    look = select(HeldDifference.id, HeldDifference.key, HeldDifference.element, HeldDifference.value)
    standing = {
        (row.key, row.element): row for row in session.execute(look.where(*inside, HeldDifference.key.in_(judged)))
    }
    values = {}
    for one in found:
        value = vault.index("beda", f"{one.element}|{one.own}|{one.given}")
        before = standing.get((one.key, one.element))
        if before is not None and before.value == value:
            del standing[one.key, one.element]
            continue
        values[one.key, one.element] = _row(vault, place, one, value, now, message_id)
    if standing:
        session.execute(delete(HeldDifference).where(HeldDifference.id.in_([row.id for row in standing.values()])))
    if values:
        session.execute(insert(HeldDifference), list(values.values()))
    return len(values)


def _row(
    vault: Vault, place: Place, one: Difference, value: bytes, now: datetime, message_id: str
) -> dict[str, object]:
    declared = one.declared_on.isoformat() if one.declared_on is not None else None
    plain = json.dumps([*one.named, one.own, one.given, declared], ensure_ascii=False)
    return {
        "agreement": place.agreement,
        "list_name": place.list_name,
        "key": one.key,
        "subject": one.subject,
        "element": one.element,
        "decider": one.decider,
        "value": value,
        "values": vault.seal(plain.encode(), _binding(place.list_name, one.key, one.element)),
        "first_seen": now,
        "message_id": message_id,
    }


def unreported(session: Session, vault: Vault, agreement: str, size: int, after: int = 0) -> list[Unreported]:
    """The oldest differences, beyond a number, of which the other party has not been told. Raises VaultError."""
    waiting = (
        HeldDifference.agreement == agreement,
        HeldDifference.reported_at.is_(None),
        HeldDifference.id > after,
    )
    rows = session.scalars(select(HeldDifference).where(*waiting).order_by(HeldDifference.id).limit(size))
    return [Unreported(row.id, row.list_name, _opened(vault, row)) for row in rows]


def unreported_among(session: Session, vault: Vault, agreement: str, keys: Collection[bytes]) -> list[Unreported]:
    """The differences in these records of which the other party has not been told. Raises VaultError."""
    waiting = (HeldDifference.agreement == agreement, HeldDifference.reported_at.is_(None))
    rows = session.scalars(select(HeldDifference).where(*waiting, HeldDifference.key.in_(keys)))
    return [Unreported(row.id, row.list_name, _opened(vault, row)) for row in rows]


def newest_unreported(session: Session, agreement: str) -> int:
    """The largest number of a difference of which the other party has not been told; 0 where there is none."""
    waiting = (HeldDifference.agreement == agreement, HeldDifference.reported_at.is_(None))
    return session.scalar(select(func.max(HeldDifference.id)).where(*waiting)) or 0


def count_unreported(session: Session, agreement: str, first: int = 0, last: int | None = None) -> int:
    """How many there are beyond a number, up to and with `last`."""
    waiting = [
        HeldDifference.agreement == agreement,
        HeldDifference.reported_at.is_(None),
        HeldDifference.id > first,
    ]
    waiting += [HeldDifference.id <= last] if last is not None else []
    return session.scalar(select(func.count()).select_from(HeldDifference).where(*waiting)) or 0


def mark_reported(session: Session, told: Sequence[tuple[int, str, str | None]], now: datetime) -> None:
    """Write down the report of each (number, result, case at the other party); one that is gone meanwhile is not."""
    for number, result, case_id in told:
        changed = update(HeldDifference).where(HeldDifference.id == number)
        session.execute(changed.values(reported_at=now, result=result, case_id=case_id))


def differences(session: Session, vault: Vault, place: Place) -> list[Difference]:
    """Every difference of a list, the oldest first. Raises VaultError."""
    inside = (HeldDifference.agreement == place.agreement, HeldDifference.list_name == place.list_name)
    rows = session.scalars(select(HeldDifference).where(*inside).order_by(HeldDifference.id))
    return [_opened(vault, row) for row in rows]


def count_differences(session: Session, place: Place) -> int:
    """How many elements of a list's records differ."""
    inside = (HeldDifference.agreement == place.agreement, HeldDifference.list_name == place.list_name)
    return session.scalar(select(func.count()).select_from(HeldDifference).where(*inside)) or 0


def _opened(vault: Vault, row: HeldDifference) -> Difference:
    plain = json.loads(vault.open(row.values, _binding(row.list_name, row.key, row.element)))
    kind, number, own, given, declared = plain
    declared_on = date.fromisoformat(declared) if declared is not None else None
    return Difference(row.key, row.subject, row.element, row.decider, (kind, number), own, given, declared_on)


def _binding(list_name: str, key: bytes, element: str) -> bytes:
    return b"held_difference|values|" + f"{list_name}|{element}|".encode() + key
