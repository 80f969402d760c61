"""The one place that asks for the time.

Agreements run in Western Indonesian Time (WIB, UTC+7, no daylight saving): a day of an agreement
begins and ends at midnight WIB wherever the server stands.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")

Clock = Callable[[], datetime]
"""Gives the current instant, always with a zone. Tests pass their own."""


def system_clock() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


def wib_minute(instant: datetime) -> str:
    """The instant as people are told it, in WIB."""
    return f"{instant.astimezone(WIB):%Y-%m-%d %H:%M}"


def wib_date(instant: datetime) -> date:
    """The calendar day in WIB on which `instant` falls; this is the day that terms are judged by."""
    try:
        return instant.astimezone(WIB).date()
    except OverflowError:
        return instant.date()  # 31 December 9999: how a certificate says that it has no end (RFC 5280, 4.1.2.5)
