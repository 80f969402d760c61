"""The Timestamp: of now, and for a short while (WS-Security 1.1, 10; BSP 1.1, 3.x)."""

import re
from datetime import UTC, datetime, timedelta

from lxml import etree

from adapter.security.errors import InvalidSecurity, MessageExpired
from adapter.security.names import CREATED, EXPIRES
from adapter.security.policy import SecurityPolicy

# BSP 1.1 R3217 wants UTC; other offsets name the same instant and are accepted. Seconds may have fractions.
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def require_fresh(timestamp: etree._Element, now: datetime, policy: SecurityPolicy) -> tuple[datetime, datetime]:
    """Give Created and Expires of a Timestamp that is of now.

    Raises InvalidSecurity for one that is malformed or lives too long, MessageExpired for one of another time.
    Without Expires the longest lifetime counts.
    """
    if [child.tag for child in timestamp] not in ([CREATED], [CREATED, EXPIRES]):
        raise InvalidSecurity("a Timestamp is Created and then Expires, nothing else")
    created = _instant(timestamp[0])
    if created > now + policy.skew:
        raise MessageExpired(f"the Timestamp is {_seconds(created - now)} s ahead of our clock")
    expires = _instant(timestamp[1]) if len(timestamp) > 1 else created + policy.longest_lifetime
    if expires - created > policy.longest_lifetime:
        raise InvalidSecurity(f"a Timestamp of more than {_seconds(policy.longest_lifetime)} s")
    if expires <= created:
        raise MessageExpired("the Timestamp expires before it is created")
    if now > expires + policy.late:
        raise MessageExpired(f"the Timestamp expired {_seconds(now - expires)} s ago")
    return created, expires


def _instant(element: etree._Element) -> datetime:
    text = (element.text or "").strip()
    try:
        if not len(element) and _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise InvalidSecurity("a Timestamp that is no xs:dateTime with a zone")


def _seconds(span: timedelta) -> int:
    return round(span.total_seconds())
