import pytest

from adapter.clock import system_clock, wib_date
from adapter.records.aggregates import last_month_end
from tests.cli.conftest import one_line


def test_the_month_that_has_ended_is_counted_once_and_journalled(station):
    station("seed", "--count", "40")
    month = f"{last_month_end(wib_date(system_clock())):%Y-%m}"
    assert f"{month}: 3" in station("aggregate").stdout
    result = station("aggregate", "--month", month)
    assert result.exit_code == 1
    assert f"{month}: is counted already" in one_line(result)


def test_another_month_is_refused(station):
    result = station("aggregate", "--month", "2020-12")
    assert "2020-12: records hold the present only" in one_line(result)


@pytest.mark.parametrize("month", ["2020-13", "oktober", "20-10"])
def test_what_is_no_month_is_wrong_usage(station, month):
    assert station("aggregate", "--month", month).exit_code == 2
