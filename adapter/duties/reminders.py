"""Reminders: what falls due or is overdue is told to both contacts, once for each threshold, whoever looks first.

A reminder is a notice of BKN's (PENGINGAT), one for each party; that its number is taken is how four processes know
that it was told. Thresholds are ours (asumsi). Nothing follows from a reminder but what a human decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from adapter.agreements.kerja_sama.parties import PARTIES
from adapter.agreements.terms import Agreement, Side
from adapter.clock import wib_date
from adapter.duties.calendar import EXTENSION, Item, State
from adapter.duties.known import calendar_of
from adapter.registry.notice_rules import REMINDER, Draft
from adapter.registry.notices import is_told, publish

BEFORE = (3, 14)
"""Days before a due date on which it is told."""
BEFORE_EXTENSION = (30, 90, 180)
"""The same before the last day to ask for an extension: negotiations take longer than a report."""
LATE = "LEWAT"
TELL_LATE_FOR = 30
"""Days after a due date on which being late is still news. Years of old arrears stand in the list, and flood nobody."""

_NAMES = {Side.BKN: "BKN", Side.PARTNER: "mitra"}


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to tell: `threshold` is H14 for fourteen days before, LEWAT for overdue."""

    agreement: Agreement
    item: Item
    due: date
    threshold: str

    def number(self, to: Side) -> str:
        """The notice's number, the same in every process. A due date that was postponed is told anew."""
        parts = (self.agreement.code, self.item.duty.code, f"{self.due:%Y%m%d}", self.threshold, PARTIES[to])
        return f"PENGINGAT-{'-'.join(parts)}"

    def sentence(self, today: date) -> str:
        """What is told, in Indonesian."""
        duty = self.item.duty
        who = " dan ".join(_NAMES[side] for side in duty.owed_by)
        what = f"{duty.sentence} (periode {self.item.period.name}, pada {who})"
        if self.threshold != LATE:
            left = (self.due - today).days
            return f"{what}: jatuh tempo {self.due}, {f'{left} hari lagi' if left else 'hari ini'}."
        proposal = f" Menurut perjanjian: {self.item.proposal}." if self.item.proposal else ""
        return f"{what}: jatuh tempo {self.due} terlewati dan belum tercatat dipenuhi.{proposal}"


def reminders(session: Session, agreement: Agreement, now: datetime) -> Iterator[Reminder]:
    """Everything that should have been told by the day of `now`, told or not."""
    today = wib_date(now)
    for item in calendar_of(session, agreement, now):
        if item.due is not None and (threshold := _threshold(item, item.due, today)) is not None:
            yield Reminder(agreement, item, item.due, threshold)


def _threshold(item: Item, due: date, today: date) -> str | None:
    left = (due - today).days
    if item.state is State.LATE:
        return LATE if -left <= TELL_LATE_FOR else None
    if item.state not in (State.AHEAD, State.DUE) or item.period.first_day > today:
        return None
    steps = BEFORE_EXTENSION if item.duty.code == EXTENSION else BEFORE
    return next((f"H{days}" for days in steps if left <= days), None)


def is_claimed(session: Session, reminder: Reminder) -> bool:
    """Whether a process has told it already."""
    return is_told(session, reminder.number(Side.BKN))


def claim(session: Session, reminder: Reminder, now: datetime) -> bool:
    """Tell both parties, unless that was done; IntegrityError where another process is just doing so."""
    if is_claimed(session, reminder):
        return False
    known = False
    for to in (Side.BKN, Side.PARTNER):
        draft = Draft(number=reminder.number(to), kind=REMINDER, text=reminder.sentence(wib_date(now)), starts_at=now)
        # Since the first look another process may have ended its transaction: then it has told.
        known |= publish(session, reminder.agreement, Side.BKN, draft, now, to=to)[1]
    return not known
