"""Failures of protection, told by one party to the other, and what was destroyed.

UU 27/2022 Pasal 46 gives the controller 3 x 24 hours to tell the people and the institution; the other party is told at
once, our aim being 24 hours (assumption), so that it can keep that time for the people whose data it gave.
All functions work inside the caller's transaction. What is said, and whom it is about, is sealed.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.clock import WIB
from adapter.errors import OperatorError
from adapter.journal.models import Access, Entry
from adapter.journal.papers import Incident
from adapter.journal.usage import Question
from adapter.records.models import Person
from adapter.records.people import identity_of
from adapter.records.vault import Vault

LEGAL_TIME = timedelta(hours=72)
"""UU 27/2022 Pasal 46: 3 x 24 hours from when it is known."""
AIM = timedelta(hours=24)
"""To tell the other party; assumption."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What happened: which data, how, what is done about it, and the numbers (NIP, NIK) of the people it touches."""

    happened_at: datetime
    known_at: datetime
    data: str
    how: str
    handling: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A person whose data were given to a party: by which NIP (None for one who is not stored), and since when."""

    number: str | None
    first: datetime
    last: datetime
    times: int


def code_of(agreement: Agreement, side: Side) -> str:
    """The kodeMitra of a side: the partner's, or BKN."""
    return agreement.partner_code if side is Side.PARTNER else "BKN"


def other(side: Side) -> Side:
    """The other party."""
    return Side.BKN if side is Side.PARTNER else Side.PARTNER


def tell(session: Session, vault: Vault, agreement: Agreement, side: Side, failure: Failure, now: datetime) -> Incident:
    """Keep what `side` tells the other party. Not checked: that the times are in order."""
    number = f"INS-{agreement.code}-{now.astimezone(WIB):%Y%m%d}-{uuid.uuid4().hex[:8].upper()}"
    said = {name: value for name, value in asdict(failure).items() if not name.endswith("_at")}
    incident = Incident(
        number=number,
        agreement=agreement.code,
        side=side.value,
        happened_at=failure.happened_at,
        known_at=failure.known_at,
        told_at=now,
        content=vault.seal(json.dumps(said, ensure_ascii=False).encode(), _binding(number)),
        subject_count=len(failure.subjects),
    )
    session.add(incident)
    session.flush()
    return incident


def failure_of(vault: Vault, incident: Incident) -> Failure:
    """What was told. Raises VaultError."""
    said = json.loads(vault.open(incident.content, _binding(incident.number)))
    return Failure(incident.happened_at, incident.known_at, **{**said, "subjects": tuple(said["subjects"])})


def deadline(incident: Incident) -> datetime:
    """Until when people and the institution must be told."""
    return incident.known_at + LEGAL_TIME


def told_late(incident: Incident) -> bool:
    """Whether the other party was told later than our aim."""
    return incident.told_at > incident.known_at + AIM


def told_to(session: Session, agreement: Agreement, side: Side, number: str | None = None) -> list[Incident]:
    """The 50 latest incidents that the other party has told `side` and that are not closed; or the one of `number`."""
    mine = [Incident.agreement == agreement.code, Incident.side == other(side).value, Incident.closed_at.is_(None)]
    if number is not None:
        mine.append(Incident.number == number)
    return list(session.scalars(select(Incident).where(*mine).order_by(Incident.id.desc()).limit(50)))


def listed(session: Session, agreement: Agreement | None = None) -> list[Incident]:
    """All of them, the latest first."""
    found = select(Incident).order_by(Incident.id.desc())
    return list(session.scalars(found.where(Incident.agreement == agreement.code) if agreement else found))


def find(session: Session, number: str) -> Incident:
    """The incident of that number. Raises OperatorError."""
    found = session.scalar(select(Incident).where(Incident.number == number))
    if found is None:
        raise OperatorError(f"{number}: no such incident; `jembatan incident list` names them")
    return found


def close(session: Session, number: str, *, by: str, reason: str, now: datetime) -> Incident:
    """Close an incident; it stays. Raises OperatorError."""
    incident = find(session, number)
    if incident.closed_at is not None:
        raise OperatorError(f"{number}: was closed on {incident.closed_at:%Y-%m-%d} by {incident.closed_by}")
    incident.closed_at, incident.closed_by, incident.close_reason = now, by[:100], reason[:250]
    session.flush()
    return incident


def affected(
    session: Session, vault: Vault, agreement: Agreement, receiver: Side, since: datetime, until: datetime
) -> Iterator[Given]:
    """Everybody whose data the other party gave to `receiver` in that time, by the access log (C19, C21).

    At BKN's host this is what the partner was given; `since` and `until` bound the calls, the end is exclusive.
    """
    given = Question(agreement, other(receiver)).operations
    calls = (
        Entry.agreement == agreement.code,
        Entry.operation.in_(given),
        Entry.outcome.in_(("BERHASIL", "ULANGAN")),
        Entry.received_at >= since,
        Entry.received_at < until,
    )
    times = func.min(Entry.received_at), func.max(Entry.received_at), func.count()
    accesses = select(Access.subject, *times).join(Entry, Entry.id == Access.entry_id).where(*calls)
    found = accesses.group_by(Access.subject).order_by(func.min(Entry.received_at), Access.subject)
    for rows in session.execute(found).partitions(500):
        numbers = _numbers(session, vault, [row[0] for row in rows])
        yield from (Given(numbers.get(subject), first, last, count) for subject, first, last, count in rows)


def _numbers(session: Session, vault: Vault, indexes: Iterable[bytes]) -> dict[bytes, str]:
    people = session.scalars(select(Person).where(Person.nip_index.in_(list(indexes))))
    return {person.nip_index: identity_of(person, vault).nip for person in people}


def _binding(number: str) -> bytes:
    return b"incident|content|" + number.encode()
