"""Reads what the calendar is made from: the registry, the journal, and what operators recorded. Nothing is kept twice.

All functions work inside the caller's transaction.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.clock import wib_date
from adapter.duties.calendar import EXTENSION, Item, Known, Recorded, calendar
from adapter.duties.deeds import deeds
from adapter.duties.models import DutyDone
from adapter.duties.periods import time_in_force
from adapter.errors import OperatorError
from adapter.registry.postponement import pauses
from adapter.registry.store import standing

_OTHER = {Side.BKN: Side.PARTNER, Side.PARTNER: Side.BKN}
_LONGEST_EVIDENCE = 250


def calendar_of(session: Session, agreement: Agreement, now: datetime, host: Side = Side.BKN) -> tuple[Item, ...]:
    """The calendar of an agreement on the day of `now`; in the host's journal it is the other party that called."""
    today = wib_date(now)
    known = Known(
        in_force=time_in_force(standing(session, agreement, today).in_force),
        deeds=deeds(session, agreement, _OTHER[host]),
        recorded=_recorded(session, agreement),
        pauses=pauses(session, agreement.code, today),
    )
    return calendar(agreement, known, today)


def _recorded(session: Session, agreement: Agreement) -> tuple[Recorded, ...]:
    rows = session.scalars(select(DutyDone).where(DutyDone.agreement == agreement.code))
    return tuple(Recorded(row.duty, row.period, row.done_on, row.evidence) for row in rows)


def record_done(
    session: Session,
    agreement: Agreement,
    duty: str,
    period: str,
    *,
    on: date,
    evidence: str,
    by: str,
    now: datetime,
) -> Item:
    """Record that a duty was carried out; gives the period as it stands then. Raises OperatorError."""
    items = {(item.duty.code, item.period.name): item for item in calendar_of(session, agreement, now)}
    item = items.get((duty, period))
    if item is None:
        raise OperatorError(_unknown(agreement, duty, period, items))
    if evidence != evidence.strip() or not evidence.isprintable() or not 1 <= len(evidence) <= _LONGEST_EVIDENCE:
        raise OperatorError(f"the evidence has 1 to {_LONGEST_EVIDENCE} characters, on one line")
    if not item.period.first_day <= on <= wib_date(now):
        raise OperatorError(f"{duty} {period}: it was done between {item.period.first_day} and today, not on {on}")
    if item.done_on is not None:
        raise OperatorError(f"{duty} {period}: done on {item.done_on} already ({item.evidence}); nothing was changed")
    session.add(
        DutyDone(
            agreement=agreement.code, duty=duty, period=period, done_on=on, evidence=evidence, recorded_at=now,
            recorded_by=by,
        )
    )  # fmt: skip
    session.flush()
    return next(
        one for one in calendar_of(session, agreement, now) if (one.duty.code, one.period.name) == (duty, period)
    )


def _unknown(agreement: Agreement, duty: str, period: str, items: dict[tuple[str, str], Item]) -> str:
    codes = sorted({code for code, _ in items} - {EXTENSION})
    if duty not in codes:
        return f"{agreement.code} has no duty {duty!r}; it has {', '.join(codes) or 'none'}"
    names = [name for code, name in items if code == duty]
    return f"{duty} has no period {period!r}; it has {', '.join(names[-6:])}, see `jembatan agreement duties`"
