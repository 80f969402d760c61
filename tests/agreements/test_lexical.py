"""Days, instants and numbers as XSD writes them, where spyne or Python would read something else."""

from datetime import UTC, date, datetime, timedelta

import pytest

from adapter.agreements.lexical import collapsed, read_date, read_instant, read_integer

EARLIEST = datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
LATEST = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)


@pytest.mark.parametrize("text", ["2025-08-01", "2025-08-01Z", "2025-08-01+07:00", "2025-08-01-14:00"])
def test_a_day_with_and_without_a_zone(text):
    assert read_date(text) == date(2025, 8, 1)


@pytest.mark.parametrize(
    "text", ["20250801", "2025-W31-5", "2025-08-01T00:00:00", "2025-02-29", "12025-08-01", "-2025-08-01", "0000-01-01"]
)
def test_no_day(text):
    with pytest.raises(ValueError, match=r".+"):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-20T09:00:00-03:30", datetime(2026, 11, 20, 12, 30, tzinfo=UTC)),
        ("2026-11-20T24:00:00+07:00", datetime(2026, 11, 20, 17, tzinfo=UTC)),
        ("2026-11-20T09:00:00.123456789Z", datetime(2026, 11, 20, 9, 0, 0, 123456, tzinfo=UTC)),
        ("0001-01-01T00:00:00+07:00", EARLIEST),
        ("0001-01-01T00:00:00Z", EARLIEST),
        ("9999-12-31T23:59:59-07:00", LATEST),
        ("9999-12-31T23:59:59Z", LATEST),
    ],
)
def test_an_instant(text, instant):
    assert read_instant(text) == instant


@pytest.mark.parametrize(
    "text",
    ["2026-11-20T09:00:00", "2026-11-20 09:00:00Z", "2026-11-20T09:00Z", "20261120T090000Z", "2026-11-20T24:00:01Z",
     "2026-11-20T09:00:00+14:01", "2026-11-20T09:00:00.Z"],
)  # fmt: skip
def test_no_instant(text):
    with pytest.raises(ValueError, match=r".+"):
        read_instant(text)


def test_a_number_with_thousands_of_zeros():
    assert read_integer("+" + "0" * 5000 + "12") == 12


def test_a_no_break_space_is_no_white_space():
    assert collapsed(" \t a\r\n  b\u00a0 ") == "a b\u00a0"
