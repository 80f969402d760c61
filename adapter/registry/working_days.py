"""Working days (hari kerja), and the periods that agreements count: pure, no clock and no storage.

Saturdays, Sundays and national holidays do not count. The day from which a period runs is never counted itself.
"""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta

from adapter.agreements.terms import NoticePeriod

_SATURDAY = 5
# Presidential decrees fix these by the calendar; the others move with the moon and are recorded (registry.holidays).
_FIXED = frozenset({(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)})


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether `day` is neither at the weekend, nor a fixed holiday, nor in `holidays`."""
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _FIXED and day not in holidays


def after_working_days(start: date, count: int, holidays: Collection[date] = ()) -> date:
    """The working day that is the `count`-th after `start`; `start` itself for 0. Raises ValueError if negative."""
    if count < 0:
        raise ValueError(f"working days are counted forward, not {count}")
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def after_months(start: date, count: int) -> date:
    """The same day `count` months later, or the last of that month where it has no such day."""
    years, month = divmod(start.month - 1 + count, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def after_period(start: date, period: NoticePeriod, holidays: Collection[date] = ()) -> date:
    """The day on which `period`, running from `start`, is over."""
    day = after_months(start, period.months) + timedelta(days=period.calendar_days)
    return after_working_days(day, period.working_days, holidays)


def before_period(end: date, period: NoticePeriod, holidays: Collection[date] = ()) -> date:
    """The last day on which a notice is still `period` before `end`."""
    day = end
    while after_period(day, period, holidays) > end:
        day -= timedelta(days=1)
    return day
