"""What is owed, when it falls due, and whether it was done: pure, from the terms, what happened, and the day.

A duty of both parties is done when either does it ("sendiri-sendiri atau bersama-sama": TASPEN Pasal 9 ayat (1), PANRB
Pasal 7). No text gives days of grace after a period; where Duty.grace has some, they are an assumption.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Protocol

from adapter.agreements.terms import Agreement, Anchor, Duty, Side
from adapter.duties.periods import Period, periods_of
from adapter.registry.working_days import after_period, before_period

EXTENSION = "PERPANJANGAN"
"""The code of the one date that is no duty: the last day to ask for an extension, for whoever wants one."""
SOON = timedelta(days=14)
"""Ours: so long before its due date, and on it, something is JATUH_TEMPO."""
_DAY = timedelta(days=1)


class State(Enum):
    """How something owed stands today."""

    AHEAD = "AKAN_DATANG"
    DUE = "JATUH_TEMPO"
    LATE = "TERLAMBAT"
    DONE = "DIPENUHI"
    PAUSED = "DITUNDA"


class Pause(Protocol):
    """Days on which duties rest because of keadaan kahar; no `duties` means all, no `last_day` that it lasts."""

    @property
    def first_day(self) -> date:
        """Its first day."""

    @property
    def last_day(self) -> date | None:
        """Its last day, inclusive."""

    @property
    def duties(self) -> tuple[str, ...]:
        """The codes of the duties that rest."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An operation carried out by one party on a day (WIB). `evidence` is the number of its result.

    `about` is what it tells of, where it says so: a report of the third quarter counts for that quarter, however late.
    """

    operation: str
    by: Side
    on: date
    evidence: str = ""
    about: Period | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A duty done outside of this system, as an operator recorded it."""

    duty: str
    period: str
    on: date
    evidence: str


@dataclass(frozen=True, slots=True)
class Known:
    """All that has happened under one agreement so far."""

    in_force: tuple[Period, ...]
    deeds: tuple[Deed, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One period of one duty. `due` is None while a pause without an end holds it; `evidence` says what it was."""

    duty: Duty
    period: Period
    due: date | None
    state: State
    done_on: date | None = None
    evidence: str | None = None

    @property
    def proposal(self) -> str | None:
        """What the agreement says follows from being late, for a human to decide (BPUM Pasal 13 ayat (1))."""
        return self.duty.consequence or None if self.state is State.LATE else None


def calendar(agreement: Agreement, known: Known, today: date) -> tuple[Item, ...]:
    """Every period of every duty in the time in force, by due date; what is held back without an end comes last."""
    found = [item for duty in agreement.duties for item in _items(duty, periods_of(duty, known.in_force), known, today)]
    found += _extension(agreement, known, today)
    return tuple(sorted(found, key=lambda item: (item.due or date.max, item.duty.code, item.period.first_day)))


def _items(duty: Duty, periods: Sequence[Period], known: Known, today: date) -> list[Item]:
    deeds = sorted(
        (deed for deed in known.deeds if deed.operation in duty.fulfilled_by and deed.by in duty.owed_by),
        key=lambda deed: deed.on,
    )
    found = []
    for period in periods:
        if _arises(duty, period, known):
            due = _due(duty, period, known.pauses)
            mine = [deed for deed in deeds if _counts_for(deed, period, due, periods)]
            done = _done(duty, period, mine, known.recorded)
            if done is not None:
                deeds = [deed for deed in deeds if deed not in mine[: duty.times]]
            found.append(_item(duty, period, due, done, known.pauses, today))
    return found


def _arises(duty: Duty, period: Period, known: Known) -> bool:
    """Whether there is anything to owe: data balikan, for one, only for a month in which data were accessed."""
    if not duty.arises_from:
        return True
    return any(
        deed.operation in duty.arises_from and period.first_day <= deed.on <= period.last_day for deed in known.deeds
    )


def _counts_for(deed: Deed, period: Period, due: date | None, periods: Sequence[Period]) -> bool:
    if deed.about is not None:
        about = deed.about
        return _common_days(about, period) > 0 and period == max(periods, key=lambda one: _common_days(about, one))
    return period.first_day <= deed.on <= (due or date.max)


def _common_days(one: Period, other: Period) -> int:
    return (min(one.last_day, other.last_day) - max(one.first_day, other.first_day)).days + 1


def _done(duty: Duty, period: Period, deeds: Sequence[Deed], recorded: Sequence[Recorded]) -> tuple[date, str] | None:
    """When it was done, and by what: as an operator recorded it, or by so many deeds as are owed."""
    by_hand = next((one for one in recorded if (one.duty, one.period) == (duty.code, period.name)), None)
    if by_hand is not None:
        return by_hand.on, by_hand.evidence
    if len(deeds) < duty.times:
        return None
    last = deeds[duty.times - 1]
    return last.on, last.evidence


def _item(
    duty: Duty, period: Period, due: date | None, done: tuple[date, str] | None, pauses: Iterable[Pause], today: date
) -> Item:
    if done is not None:
        return Item(duty, period, due, State.DONE, *done)
    if due is None or any(_rests(pause, duty, today) for pause in pauses):
        # What was late before it began stays late: it postpones nothing that was due already.
        late = due is not None and due < today
        return Item(duty, period, due, State.LATE if late else State.PAUSED if _begun(period, today) else State.AHEAD)
    if today > due:
        return Item(duty, period, due, State.LATE)
    return Item(duty, period, due, State.DUE if due - today <= SOON and _begun(period, today) else State.AHEAD)


def _begun(period: Period, today: date) -> bool:
    return period.first_day <= today


def _rests(pause: Pause, duty: Duty, day: date) -> bool:
    concerned = not pause.duties or duty.code in pause.duties
    return concerned and pause.first_day <= day <= (pause.last_day or date.max)


def _due(duty: Duty, period: Period, pauses: Iterable[Pause]) -> date | None:
    """The end of the period and its grace, later by each day on which the duty rested before it; None while it rests.

    Two pauses on one day count once. A pause that begins after the due date postpones nothing.
    """
    due = period.last_day if duty.grace is None else after_period(period.last_day, duty.grace)
    counted_to = period.first_day - _DAY
    for pause in sorted(pauses, key=lambda one: one.first_day):
        if (pause.duties and duty.code not in pause.duties) or pause.first_day > due:
            continue
        if pause.last_day is None:
            return None
        begins = max(pause.first_day, counted_to + _DAY)
        if begins <= pause.last_day:
            due += pause.last_day - begins + _DAY
            counted_to = pause.last_day
    return due


def _extension(agreement: Agreement, known: Known, today: date) -> list[Item]:
    """The last day to ask for an extension of the stretch that runs today, or comes next."""
    stretch = next((one for one in known.in_force if today <= one.last_day), None)
    if stretch is None:
        return []
    notice = agreement.extension_notice
    last_day = before_period(stretch.last_day, notice) if notice is not None else stretch.last_day
    duty = Duty(
        EXTENSION,
        "Hari terakhir untuk mengajukan perpanjangan, bila dikehendaki",
        (Side.PARTNER, Side.BKN),
        1,
        0,
        notice.source if notice is not None else "asumsi: perjanjian tidak menyebut jangka waktu",
        anchor=Anchor.ONCE,
        fulfilled_by=("ajukanPerpanjangan",),
        consequence=f"Tanpa perpanjangan, perjanjian berakhir pada {stretch.last_day}",
    )
    period = Period(stretch.first_day, max(last_day, stretch.first_day), str(stretch.last_day))
    asked = [
        deed
        for deed in known.deeds
        if deed.operation in duty.fulfilled_by and _counts_for(deed, period, period.last_day, ())
    ]
    done = _done(duty, period, asked, known.recorded)
    return [_item(duty, period, period.last_day, done, (), today)]
