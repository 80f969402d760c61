"""Step 7 with more patience: how far the Timestamp is from the server's clock, and which slip makes such a distance."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from lxml import etree

from adapter.security.diagnosis.mistakes import cause, likely
from adapter.security.diagnosis.specimen import elements, local, text_of
from adapter.security.diagnosis.values import Cause
from adapter.security.names import CREATED, EXPIRES
from adapter.security.policy import SecurityPolicy

_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
_NEAR = timedelta(minutes=10)
"""A clock that is an hour's multiple ahead is this near to it, the time of writing and sending included."""


def look_at_time(timestamp: etree._Element, now: datetime, policy: SecurityPolicy) -> Iterator[Cause]:
    """Why a Timestamp is not accepted at `now`."""
    stamps = elements(timestamp)
    if [one.tag for one in stamps] not in ([CREATED], [CREATED, EXPIRES]):
        yield cause("TIMESTAMP_RUSAK")
        return
    instants = [_instant(text_of(one)) for one in stamps]
    for one, instant in zip(stamps, instants, strict=True):
        if instant is None:
            form = _INSTANT.fullmatch(text_of(one).strip())
            zoneless = form is not None and form[2] is None
            yield cause("TIMESTAMP_TANPA_ZONA", name=local(one)) if zoneless else cause("TIMESTAMP_RUSAK")
            return
    created, expires = instants[0], instants[-1]
    if created is not None and expires is not None:
        end = expires if len(instants) > 1 else created + policy.longest_lifetime
        yield from _distance(created, end, now, policy)


def _distance(created: datetime, expires: datetime, now: datetime, policy: SecurityPolicy) -> Iterator[Cause]:
    skew, ahead = policy.skew.total_seconds(), round((created - now).total_seconds())
    if created > now + policy.skew:
        hours = round((created - now) / timedelta(hours=1))
        if hours in _ZONES and abs(created - now - timedelta(hours=hours)) <= _NEAR:
            yield likely("JAM_LOKAL_SEBAGAI_UTC", seconds=ahead, hours=hours, zone=_ZONES[hours])
        else:
            yield cause("JAM_MENDAHULUI", seconds=ahead, skew=round(skew))
    if expires - created > policy.longest_lifetime:
        seconds = [round(span.total_seconds()) for span in (expires - created, policy.longest_lifetime)]
        yield cause("UMUR_TERLALU_PANJANG", seconds=seconds[0], longest=seconds[1])
    elif expires <= created:
        yield cause("EXPIRES_SEBELUM_CREATED")
    elif now > expires:
        late = round((now - expires).total_seconds())
        yield cause("TIMESTAMP_KEDALUWARSA", seconds=late, created=created.isoformat(timespec="seconds"))


def _instant(text: str) -> datetime | None:
    found = _INSTANT.fullmatch(text.strip())
    if found is None or found[2] is None:
        return None
    try:
        return datetime.fromisoformat(found[0]).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def told(timestamp: etree._Element, now: datetime) -> tuple[str, ...]:
    """What the Timestamp says beside the clock by which it was judged."""
    stamps = [f"{local(one)} {text_of(one).strip()[:40]}" for one in elements(timestamp)[:2]]
    clock = f"jam server {now.astimezone(UTC).isoformat(timespec='milliseconds').replace('+00:00', 'Z')}"
    created = _instant(text_of(elements(timestamp)[0])) if len(timestamp) else None
    apart = [] if created is None else [f"Created {_apart(round((created - now).total_seconds()))}"]
    return (*stamps, clock, *apart)


def _apart(seconds: int) -> str:
    if seconds == 0:
        return "tepat sama dengan jam server"
    return f"{abs(seconds)} s {'sesudah' if seconds > 0 else 'sebelum'} jam server"
