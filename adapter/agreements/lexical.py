"""Texts as XSD reads them, where Python or spyne would read something else.

Spyne takes -03:30 for -02:30, and stumbles over white space and over midnight written as 24:00:00.
"""

import re
from datetime import UTC, date, datetime, timedelta

SPACE = " \t\r\n"
"""XML's white space. Python's own is wider: a no-break space is a letter to XSD."""

_DAY_AT_EDGE = timedelta(days=1)
# A day inside of what Python has: whatever is told in WIB, or in any other zone, must still have a year.
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC) + _DAY_AT_EDGE, datetime.max.replace(tzinfo=UTC) - _DAY_AT_EDGE
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ZONE = r"Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00"
_INTEGER = re.compile(r"([+-]?)0*([0-9]+)")
_DATE = re.compile(rf"({_DAY})(?:{_ZONE})?")
_RUN = re.compile(f"[{SPACE}]{{2,}}|[\t\r\n]")
_INSTANT = re.compile(rf"({_DAY})T([0-9:]{{8}})(\.[0-9]+)?({_ZONE})")


def collapsed(text: str) -> str:
    """`text` with its white space collapsed, as a token and a number have it."""
    # Single spaces are left alone: four million of them would be four million pieces.
    return _RUN.sub(" ", text).strip(" ")


def read_integer(text: str) -> int:
    """An xs:integer, with as many zeros before it as there are. Raises ValueError."""
    found = _INTEGER.fullmatch(text)
    if found is None:
        raise ValueError("no integer")
    return int(found[1] + found[2])


def read_date(text: str) -> date:
    """The day of an xs:date; its zone says nothing here. Raises ValueError, also for years that Python has not."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError("no date")
    return date.fromisoformat(found[1])


def read_instant(text: str) -> datetime:
    """The instant of an xs:dateTime with a zone, in UTC. Raises ValueError, also for years that Python has not.

    The first day and the last one that there are count as the second and the last but one.
    """
    instant, more = _instant(text)
    try:
        return max(_FIRST, min((instant + more).astimezone(UTC), _LAST))
    except OverflowError:
        # Hours before the year 1 or after 9999 in UTC: nobody was, or will be, changed then.
        return _FIRST if instant.year == 1 else _LAST


def read_zoned_instant(text: str) -> datetime:
    """As `read_instant`, but in the zone in which it is written."""
    instant, more = _instant(text)
    return instant + more if _FIRST < instant < _LAST else read_instant(text)


def _instant(text: str) -> tuple[datetime, timedelta]:
    """The instant as it is written, and the day that is to be added where it is written as 24:00."""
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise ValueError("no instant with a zone")
    day, clock, fraction, zone = found.groups(default="")
    midnight = clock == "24:00:00" and not fraction.strip(".0")
    instant = datetime.fromisoformat(f"{day}T{'00:00:00' if midnight else clock}{fraction}{zone}")
    return instant, timedelta(days=midnight)
