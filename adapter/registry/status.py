"""Whether an agreement is in force on a day, and if not, why: pure functions of what was signed and recorded.

What wins over what, from the strongest on:

  1 a void by law and an early end cut every period whose document is older; the earlier cut counts, and void first
  2 an extension that was recorded later stands beside the cut: it is a perjanjian pengganti
  3 of the periods that are left, one that covers the day keeps the agreement alive
  4 what is alive may be suspended

An early end that is only decided after the day does not count on it: what is recorded later never changes what held
earlier, unless it is itself dated earlier.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from adapter.agreements.terms import Agreement

# AKAN_BERAKHIR begins when the period in which an extension must be asked for begins.
_DAYS_PER_MONTH = 31
_BEGINNING = datetime.min.replace(tzinfo=UTC)

ENDED_EARLY, VOID = "DIHENTIKAN", "BATAL_DEMI_HUKUM"
ALIVE = ("BERLAKU", "AKAN_BERAKHIR", "DITANGGUHKAN")


@dataclass(frozen=True, slots=True)
class RecordedExtension:
    """A perpanjangan; days in WIB, inclusive. Without `recorded_at` it is older than anything that is recorded."""

    number: str
    first_day: date
    last_day: date
    note: str | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """That it ends before its time: `status` is DIHENTIKAN or BATAL_DEMI_HUKUM, `why` a sentence in Indonesian.

    `said_at`: what was signed after it, it does not touch. `known_on`: the first day on which it was decided.
    """

    status: str
    last_day: date
    said_at: datetime
    known_on: date
    why: str


@dataclass(frozen=True, slots=True)
class RecordedSuspension:
    """The exchange rests from `first_day` on; on `resumed_on` it goes on."""

    first_day: date
    resumed_on: date | None
    reason: str

    def holds(self, day: date) -> bool:
        """Whether the exchange rests on `day`."""
        return self.first_day <= day and (self.resumed_on is None or day < self.resumed_on)


@dataclass(frozen=True, slots=True)
class Status:
    """An agreement on one day. `last_day` is that of the period that covers it, or else of the last before it.

    `why` is a sentence in Indonesian where something recorded has made it so.
    """

    name: str
    last_day: date
    why: str | None = None


@dataclass(frozen=True, slots=True)
class _Period:
    first_day: date
    last_day: date
    signed_at: datetime
    cut: Ending | None = None

    def without(self, ending: Ending) -> "_Period":
        """What the ending leaves of it."""
        touched = ending.last_day < self.last_day and ending.said_at >= self.signed_at
        return _Period(self.first_day, ending.last_day, self.signed_at, ending) if touched else self

    @property
    def decided_from(self) -> date:
        """From this day on it says something: that it runs, or that it was cut before it could begin."""
        return min(self.first_day, self.last_day + timedelta(days=1))


def status_on(
    agreement: Agreement,
    day: date,
    extensions: Iterable[RecordedExtension] = (),
    endings: Iterable[Ending] = (),
    suspensions: Iterable[RecordedSuspension] = (),
) -> Status:
    """The status of `agreement` on `day`, given all that was ever recorded."""
    periods = _periods(agreement, day, extensions, endings)
    alive = [period for period in periods if period.first_day <= day <= period.last_day]
    if alive:
        last = max(period.last_day for period in alive)
        return _running(agreement, day, last, [one for one in suspensions if one.holds(day)])
    begun = [period for period in periods if period.decided_from <= day]
    if not begun:
        return Status("DRAF", agreement.term.last_day)
    final = max(begun, key=lambda period: (period.last_day, period.cut is not None))
    if final.cut is not None:
        return Status(final.cut.status, final.last_day, final.cut.why)
    return Status("BERAKHIR", final.last_day)


def in_force(
    agreement: Agreement, day: date, extensions: Iterable[RecordedExtension], endings: Iterable[Ending]
) -> tuple[tuple[date, date], ...]:
    """The first and last days of all periods in which it was or will be in force, as they are known on `day`."""
    left = _periods(agreement, day, extensions, endings)
    return tuple(sorted((one.first_day, one.last_day) for one in left if one.first_day <= one.last_day))


def _periods(
    agreement: Agreement, day: date, extensions: Iterable[RecordedExtension], endings: Iterable[Ending]
) -> list[_Period]:
    """What was signed, the term first, as far as the endings that are known on `day` leave it."""
    known = [ending for ending in endings if ending.last_day < day or ending.known_on <= day]
    term = _Period(agreement.term.first_day, agreement.term.last_day, _BEGINNING)
    signed = [term, *(_Period(e.first_day, e.last_day, e.recorded_at or _BEGINNING) for e in extensions)]
    # The earliest first: a later cut finds nothing left of what it would touch. Void comes before an end of its day.
    cuts = sorted(known, key=lambda ending: (ending.last_day, ending.status != VOID))
    return [_cut(period, cuts) for period in signed]


def _cut(period: _Period, cuts: Iterable[Ending]) -> _Period:
    for ending in cuts:
        period = period.without(ending)
    return period


def _running(agreement: Agreement, day: date, last: date, suspensions: list[RecordedSuspension]) -> Status:
    if suspensions:
        return Status("DITANGGUHKAN", last, suspensions[0].reason)
    notice = agreement.extension_notice
    warning = notice.months * _DAYS_PER_MONTH + notice.calendar_days if notice else _DAYS_PER_MONTH
    return Status("AKAN_BERAKHIR" if (last - day).days < warning else "BERLAKU", last)
