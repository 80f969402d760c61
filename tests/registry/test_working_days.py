"""Working days and periods of notice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.agreements.terms import NoticePeriod
from adapter.registry.working_days import after_months, after_period, after_working_days, before_period, is_working_day

DAYS = st.dates(date(2016, 1, 1), date(2040, 12, 31))
PERIODS = st.one_of(
    st.builds(NoticePeriod, st.just(""), months=st.integers(1, 12)),
    st.builds(NoticePeriod, st.just(""), calendar_days=st.integers(1, 60)),
    st.builds(NoticePeriod, st.just(""), working_days=st.integers(1, 30)),
)


@pytest.mark.parametrize(
    ("start", "count", "holidays", "expected"),
    [
        (date(2026, 11, 20), 0, (), date(2026, 11, 20)),
        (date(2026, 11, 20), 1, (), date(2026, 11, 23)),
        (date(2026, 11, 20), 14, (), date(2026, 12, 10)),
        (date(2026, 11, 20), 14, (date(2026, 12, 9),), date(2026, 12, 11)),
        (date(2026, 11, 20), 14, (date(2026, 12, 5),), date(2026, 12, 10)),  # a Saturday counts once as no day
        (date(2026, 12, 24), 1, (), date(2026, 12, 28)),  # Christmas, then the weekend
        (date(2026, 12, 31), 1, (), date(2027, 1, 4)),
        (date(2026, 4, 30), 1, (), date(2026, 5, 4)),
        (date(2026, 5, 29), 1, (), date(2026, 6, 2)),
        (date(2026, 8, 14), 1, (), date(2026, 8, 18)),
    ],
)
def test_neither_weekends_nor_holidays_count(start, count, holidays, expected):
    assert after_working_days(start, count, holidays) == expected


def test_working_days_are_not_counted_backward():
    with pytest.raises(ValueError, match="forward"):
        after_working_days(date(2026, 1, 1), -1)


@given(DAYS, st.integers(1, 40), st.frozensets(DAYS, max_size=20))
def test_so_many_working_days_lie_between(start, count, holidays):
    end = after_working_days(start, count, holidays)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day, holidays) for day in between) == count
    assert is_working_day(end, holidays)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 11, 20), 3, date(2027, 2, 20)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_end_where_the_calendar_does(start, months, expected):
    assert after_months(start, months) == expected


def test_three_months_before_taspens_end():
    assert before_period(date(2027, 8, 1), NoticePeriod("", months=3)) == date(2027, 5, 1)


@given(DAYS, PERIODS, st.frozensets(DAYS, max_size=10))
def test_the_last_day_for_a_notice_is_the_last(end, period, holidays):
    last = before_period(end, period, holidays)
    assert after_period(last, period, holidays) <= end < after_period(last + timedelta(days=1), period, holidays)
