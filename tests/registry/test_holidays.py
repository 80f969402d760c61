"""Recorded holidays."""

from datetime import date

import pytest

from adapter.errors import OperatorError
from adapter.records.database import writing
from adapter.registry.holidays import add_holiday, holidays, named_holidays, withdraw_holiday

NYEPI = date(2027, 3, 8)


def test_a_holiday_is_recorded_once_and_can_be_withdrawn(engine, now):
    with writing(engine) as session:
        add_holiday(session, NYEPI, "Hari Suci Nyepi", now)
        assert holidays(session) == {NYEPI}
        with pytest.raises(OperatorError, match="2027-03-08 is recorded"):
            add_holiday(session, NYEPI, "Nyepi", now)
        withdraw_holiday(session, NYEPI, now)
        assert holidays(session) == frozenset()
        add_holiday(session, NYEPI, "Nyepi", now)
        assert named_holidays(session) == [(NYEPI, "Nyepi")]


def test_what_is_not_recorded_cannot_be_withdrawn(engine, now):
    with writing(engine) as session, pytest.raises(OperatorError, match="is not recorded"):
        withdraw_holiday(session, NYEPI, now)


@pytest.mark.parametrize("name", ["", " Nyepi", "x" * 101, "a\nb"])
def test_its_name_is_one_line(engine, now, name):
    with writing(engine) as session, pytest.raises(OperatorError, match="1 to 100 characters"):
        add_holiday(session, NYEPI, name, now)
