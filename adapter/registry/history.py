"""What decided, over time, who may sign: for an auditor, and for whoever asks why a call of last month was answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from adapter.registry.authorities import authorities
from adapter.registry.enrolled import certificates
from adapter.registry.models import Suspension
from adapter.registry.suspensions import suspensions


@dataclass(frozen=True, slots=True)
class Event:
    """One decision. `thumbprint` is a whole SHA-256 in hexadecimal; empty where an agreement itself is meant."""

    at: datetime
    what: str
    agreement: str = ""
    thumbprint: str = ""
    by: str = ""
    note: str = ""


def events(session: Session) -> list[Event]:
    """Every decision ever recorded, oldest first."""
    found = [*_registrations(session), *(event for row in suspensions(session) for event in _of(row))]
    return sorted(found, key=lambda event: event.at)


def _registrations(session: Session) -> Iterator[Event]:
    for row in certificates(session):
        yield Event(row.added_at, "added", row.agreement, row.thumbprint.hex())
        if row.removed_at is not None:
            yield Event(row.removed_at, "removed", row.agreement, row.thumbprint.hex())
    for authority in authorities(session):
        key, subject = (
            authority.thumbprint.hex(),
            ("subject " if authority.exact else "attributes ") + authority.subject,
        )
        yield Event(authority.added_at, "authority trusted", authority.agreement, key, note=subject)
        if authority.removed_at is not None:
            yield Event(authority.removed_at, "authority removed", authority.agreement, key, note=subject)


def _of(row: Suspension) -> Iterator[Event]:
    agreement, key = row.agreement or "", (row.thumbprint or b"").hex()
    yield Event(row.suspended_at, "suspended", agreement, key, row.suspended_by, row.reason)
    if row.resumed_at is not None:
        yield Event(row.resumed_at, "resumed", agreement, key, row.resumed_by or "", row.resume_reason or "")
