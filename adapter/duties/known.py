"""Reads what the calendar is made from: the registry, the journal, and what operators recorded. Nothing is kept twice.

All functions work inside the caller's transaction.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.clock import wib_date
from adapter.duties.calendar import EXTENSION, Deed, Item, Known, Recorded, calendar
from adapter.duties.models import DutyDone
from adapter.duties.periods import time_in_force
from adapter.errors import OperatorError
from adapter.journal.acts import DONE
from adapter.journal.models import Entry
from adapter.registry.store import standing

_OTHER = {Side.BKN: Side.PARTNER, Side.PARTNER: Side.BKN}
_ENDED_EARLY = ("DIHENTIKAN", "BATAL_DEMI_HUKUM")
_LONGEST_EVIDENCE = 250


def calendar_of(session: Session, agreement: Agreement, now: datetime, host: Side = Side.BKN) -> tuple[Item, ...]:
    """The calendar of an agreement on the day of `now`; in the host's journal it is the other party that called."""
    today = wib_date(now)
    held = standing(session, agreement, today)
    ended_on = held.last_day if held.status in _ENDED_EARLY else None
    known = Known(
        in_force=time_in_force(agreement, held.extensions, ended_on),
        deeds=_deeds(session, agreement, _OTHER[host]),
        recorded=_recorded(session, agreement),
    )
    return calendar(agreement, known, today)


def _deeds(session: Session, agreement: Agreement, by: Side) -> tuple[Deed, ...]:
    """What was carried out for a duty: one row a day and operation is enough."""
    named = {name for duty in agreement.duties for name in (*duty.fulfilled_by, *duty.arises_from)}
    statement = (
        select(Entry.operation, Entry.received_at, Entry.result_number)
        .where(Entry.agreement == agreement.code, Entry.operation.in_(sorted({*named, "ajukanPerpanjangan"})))
        .where(Entry.outcome == DONE)
        .order_by(Entry.id)
    )
    found: dict[tuple[str, date], Deed] = {}
    for operation, received_at, number in session.execute(statement):
        day, name = wib_date(received_at), operation or ""
        found.setdefault((name, day), Deed(name, by, day, number or ""))
    return tuple(found.values())


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
