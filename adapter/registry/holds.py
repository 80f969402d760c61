"""Suspension of the exchange under an agreement, and its nullity by law, as BKN records them.

registry.suspensions stops who signs; this stops what is exchanged: reports, notices and closing duties go on.
All functions work inside the caller's transaction; those that record raise OperatorError.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.clock import wib_date
from adapter.errors import OperatorError
from adapter.registry.status import VOID, Ending, RecordedSuspension
from adapter.registry.term_models import Hold

_SUSPENDED, _VOID = "TANGGUH", "BATAL"
_REASON_LENGTH = 250
_NAME_LENGTH = 100


def holds(session: Session, agreement: Agreement) -> list[Hold]:
    """Every suspension and nullity ever recorded, oldest first."""
    return list(session.scalars(select(Hold).where(Hold.agreement == agreement.code).order_by(Hold.id)))


def suspensions(rows: Sequence[Hold]) -> list[RecordedSuspension]:
    """The suspensions among them."""
    return [RecordedSuspension(row.first_day, row.resumed_on, row.reason) for row in rows if row.kind == _SUSPENDED]


def endings(rows: Sequence[Hold]) -> list[Ending]:
    """The nullities among them."""
    return [
        Ending(VOID, row.first_day - timedelta(days=1), row.recorded_at, wib_date(row.recorded_at), row.reason)
        for row in rows
        if row.kind == _VOID
    ]


def suspend(session: Session, agreement: Agreement, *, first_day: date, reason: str, by: str, now: datetime) -> None:
    """Let the exchange rest from `first_day` on, which is not past: what was exchanged cannot be taken back."""
    _require_words(reason, by)
    if first_day < wib_date(now):
        raise OperatorError(f"{agreement.code}: the exchange cannot rest from {first_day} on, which is past")
    if _resting(session, agreement):
        raise OperatorError(f"{agreement.code} is suspended already; nothing was changed")
    _record(session, agreement, _SUSPENDED, first_day, reason, by, now)


def resume(session: Session, agreement: Agreement, *, first_day: date, reason: str, by: str, now: datetime) -> None:
    """Let the exchange go on from `first_day` on, which is not past."""
    _require_words(reason, by)
    row = _resting(session, agreement)
    if row is None:
        raise OperatorError(f"{agreement.code} is not suspended; nothing was changed")
    if first_day < wib_date(now):
        raise OperatorError(f"{agreement.code}: the exchange cannot go on from {first_day} on, which is past")
    row.resumed_on, row.resumed_at, row.resumed_by, row.resume_reason = first_day, now, by, reason
    session.flush()


def void(session: Session, agreement: Agreement, *, first_day: date, reason: str, by: str, now: datetime) -> None:
    """Record that law or policy has made the agreement void from `first_day` on, which may be past."""
    _require_words(reason, by)
    if first_day < agreement.term.first_day:
        raise OperatorError(f"{agreement.code}: {first_day} is before its first day, {agreement.term.first_day}")
    if any(row.kind == _VOID and row.first_day == first_day for row in holds(session, agreement)):
        raise OperatorError(f"{agreement.code} is recorded as void from {first_day} on already; nothing was changed")
    _record(session, agreement, _VOID, first_day, reason, by, now)


def _resting(session: Session, agreement: Agreement) -> Hold | None:
    found = (row for row in holds(session, agreement) if row.kind == _SUSPENDED and row.resumed_on is None)
    return next(found, None)


def _record(
    session: Session, agreement: Agreement, kind: str, first_day: date, reason: str, by: str, now: datetime
) -> None:
    row = Hold(agreement=agreement.code, kind=kind, first_day=first_day, reason=reason, recorded_at=now, recorded_by=by)
    session.add(row)
    session.flush()


def _require_words(reason: str, by: str) -> None:
    for what, text, longest in (("reason", reason, _REASON_LENGTH), ("name of who does it", by, _NAME_LENGTH)):
        if text != text.strip() or not text.isprintable() or not 1 <= len(text) <= longest:
            raise OperatorError(f"the {what} has 1 to {longest} characters, on one line")
