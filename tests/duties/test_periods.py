"""Periods: they cover the time in force, all of it, once."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from adapter.agreements.terms import Anchor, Duty, Side
from adapter.duties.periods import Period, periods_of, time_in_force

DAY = timedelta(days=1)


def duty(months=3, anchor=Anchor.CALENDAR, **changes):
    return Duty("UJI", "uji", (Side.PARTNER,), 1, months, "uji", anchor, **changes)


def days(periods):
    found = []
    for one in periods:
        found += [one.first_day + DAY * number for number in range((one.last_day - one.first_day).days + 1)]
    return found


def found(months, anchor, first, last, *more):
    stretches = [Period(first, last), *(Period(*one) for one in more)]
    return [(one.name, str(one.first_day), str(one.last_day)) for one in periods_of(duty(months, anchor), stretches)]


LENGTHS = st.integers(0, 900)


@given(
    st.dates(date(1995, 1, 1), date(2060, 1, 1)),
    LENGTHS,
    st.lists(st.tuples(st.integers(1, 400), LENGTHS), max_size=4),
    st.sampled_from([1, 3, 6, 12]),
    st.sampled_from([Anchor.CALENDAR, Anchor.SIGNATURE]),
)
def test_periods_tile_the_time_in_force_over_extensions_with_gaps(first, length, extensions, months, anchor):
    last = first + length * DAY
    known, end = [(first, last)], last
    for gap, more in extensions:
        known.append((end + gap * DAY, end := end + gap * DAY + more * DAY))
    expected = sorted({day for one in known for day in days([Period(*one)])})
    periods = periods_of(duty(months, anchor), time_in_force(known))
    assert days(periods) == expected
    assert len({one.name for one in periods}) == len(periods)


def test_an_extension_without_a_gap_continues_the_years_one_with_a_gap_begins_anew():
    signed = (date(2022, 12, 7), date(2025, 12, 6))
    at_once = time_in_force([(date(2025, 12, 7), date(2026, 12, 6)), signed])
    assert at_once == (Period(date(2022, 12, 7), date(2026, 12, 6)),)
    later = time_in_force([signed, (date(2026, 3, 1), date(2027, 2, 28))])
    years = periods_of(duty(12, Anchor.SIGNATURE), later)
    assert [(one.name, str(one.first_day)) for one in years[2:]] == [("KE-3", "2024-12-07"), ("KE-4", "2026-03-01")]


def test_quarters_and_a_gap_inside_of_one():
    assert found(3, Anchor.CALENDAR, date(2024, 8, 2), date(2025, 1, 15), (date(2025, 3, 1), date(2025, 3, 31))) == [
        ("2024-Q3", "2024-08-02", "2024-09-30"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2025-Q1", "2025-01-01", "2025-01-15"),
        ("2025-Q1-2", "2025-03-01", "2025-03-31"),
    ]


def test_31_january_and_one_month_in_a_leap_year():
    assert found(1, Anchor.SIGNATURE, date(2024, 1, 31), date(2024, 5, 1)) == [
        ("KE-1", "2024-01-31", "2024-02-28"),
        ("KE-2", "2024-02-29", "2024-03-30"),
        ("KE-3", "2024-03-31", "2024-04-29"),
        ("KE-4", "2024-04-30", "2024-05-01"),
    ]


def test_a_year_from_29_february():
    assert found(12, Anchor.SIGNATURE, date(2024, 2, 29), date(2026, 2, 27)) == [
        ("KE-1", "2024-02-29", "2025-02-27"),
        ("KE-2", "2025-02-28", "2026-02-27"),
    ]


def test_once_is_owed_by_the_same_day_of_a_later_month_and_never_again():
    more = (date(2026, 1, 1), date(2026, 12, 31))
    assert found(1, Anchor.ONCE, date(2022, 9, 12), date(2024, 12, 31), more) == [
        ("SEKALI", "2022-09-12", "2022-10-12")
    ]
    assert found(1, Anchor.ONCE, date(2023, 1, 31), date(2024, 1, 30))[0][2] == "2023-02-28"
