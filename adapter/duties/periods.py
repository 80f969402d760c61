"""The periods of a duty: pure arithmetic with days in WIB. Together they cover exactly the time in force.

What the texts leave open, and we decide (asumsi): a period that begins or ends within a quarter, semester or year is
owed like a whole one; years of the agreement begin anew with an extension that comes after a gap.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from adapter.agreements.terms import Anchor, Duty
from adapter.registry.working_days import after_months

_DAY = timedelta(days=1)
_NAMES = {1: "{year}-{month:02}", 3: "{year}-Q{part}", 6: "{year}-S{part}", 12: "{year}"}
_MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `first_day` to `last_day`, both inclusive; `name` tells it from the other periods of its duty."""

    first_day: date
    last_day: date
    name: str = ""


def time_in_force(periods: Iterable[tuple[date, date]]) -> tuple[Period, ...]:
    """The stretches of days on which an agreement is in force, from the first and last days of its periods."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(periods):
        # An extension that follows without a gap continues the stretch, and its years.
        if found and first <= found[-1][1] + _DAY:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(Period(first, last) for first, last in found)


def periods_of(duty: Duty, in_force: Iterable[Period]) -> tuple[Period, ...]:
    """Every period of a duty, oldest first, while the agreement is in force."""
    stretches = tuple(in_force)
    if duty.anchor is Anchor.ONCE:
        # "Paling lambat n bulan sejak": that day still counts.
        return tuple(Period(one.first_day, after_months(one.first_day, duty.months), "SEKALI") for one in stretches[:1])
    if duty.anchor is Anchor.SIGNATURE:
        return tuple(_years(duty.months, stretches))
    return tuple(_named_apart(period for one in stretches for period in _calendar(duty.months, one)))


def _years(months: int, stretches: Iterable[Period]) -> Iterator[Period]:
    number = 0
    for stretch in stretches:
        turn, begins = 1, stretch.first_day
        while begins <= stretch.last_day:
            number += 1
            # Counted from the first day each time: from 31 January on, the 31st must not be lost in February.
            following = after_months(stretch.first_day, turn * months)
            yield Period(begins, min(following - _DAY, stretch.last_day), f"KE-{number}")
            turn, begins = turn + 1, following


def _calendar(months: int, stretch: Period) -> Iterator[Period]:
    begins = stretch.first_day
    while begins <= stretch.last_day:
        since_year = (begins.year * _MONTHS_PER_YEAR + begins.month - 1) // months * months
        block = date(since_year // _MONTHS_PER_YEAR, since_year % _MONTHS_PER_YEAR + 1, 1)
        following = after_months(block, months)
        yield Period(begins, min(following - _DAY, stretch.last_day), _name(months, block))
        begins = following


def _name(months: int, block: date) -> str:
    pattern = _NAMES.get(months, "{year}-{month:02}")
    return pattern.format(year=block.year, month=block.month, part=(block.month - 1) // months + 1)


def _named_apart(periods: Iterable[Period]) -> Iterator[Period]:
    """A gap inside a quarter leaves two periods of that quarter: the second is named -2."""
    seen: dict[str, int] = {}
    for period in periods:
        seen[period.name] = count = seen.get(period.name, 0) + 1
        yield period if count == 1 else Period(period.first_day, period.last_day, f"{period.name}-{count}")
