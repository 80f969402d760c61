"""Days as BKN counts them."""

from datetime import UTC, date, datetime

import pytest

from adapter.clock import wib_date, wib_minute


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 20, 16, 59, 59, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 17, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), date(9999, 12, 31)),
    ],
    ids=["evening", "past-midnight-in-jakarta", "without-an-end"],
)
def test_the_day_of_an_instant(instant, day):
    assert wib_date(instant) == day


def test_the_minute_that_people_are_told():
    assert wib_minute(datetime(2026, 11, 20, 17, 5, 59, tzinfo=UTC)) == "2026-11-21 00:05"
