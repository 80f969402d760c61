"""Timestamps that are not of now (hazards, case 8). All are signed by the true sender, as an old message is."""

from copy import deepcopy
from datetime import UTC, timedelta

import pytest
from lxml import etree

from adapter import limits
from adapter.security.names import CREATED, EXPIRES
from tests.support import forge

MOMENT = timedelta(milliseconds=1)
SKEW, LONGEST, USUAL = limits.CLOCK_SKEW, limits.MAX_TIMESTAMP_LIFETIME, limits.TIMESTAMP_LIFETIME
EXPIRED, INVALID = "wsu:MessageExpired", "wsse:InvalidSecurity"


def stamped(way, *distances):
    """Lets the Timestamp say these times, as distances from now: Created, and Expires if there is one."""

    def change(message):
        del message.timestamp[len(distances) :]
        for element, distance in zip(message.timestamp, distances, strict=True):
            element.text = (way.door.world.now + distance).astimezone(UTC).isoformat(timespec="milliseconds")
        return message.sign_again(way.signer)

    return change


@pytest.mark.parametrize(
    ("created", "expires", "code"),
    [
        pytest.param(-USUAL, -MOMENT, EXPIRED, id="expired"),
        pytest.param(timedelta(days=-365), timedelta(days=-365) + USUAL, EXPIRED, id="a-year-old"),
        pytest.param(SKEW + MOMENT, USUAL, EXPIRED, id="ahead"),
        pytest.param(timedelta(days=365), timedelta(days=365) + USUAL, EXPIRED, id="a-year-ahead"),
        pytest.param(MOMENT, timedelta(0), EXPIRED, id="expires-before-created"),
        pytest.param(timedelta(0), timedelta(0), EXPIRED, id="expires-when-created"),
        pytest.param(timedelta(0), LONGEST + MOMENT, INVALID, id="lives-too-long"),
        pytest.param(timedelta(0), timedelta(days=36500), INVALID, id="lives-for-a-century"),
    ],
)
def test_refused(way, created, expires, code):
    way.refuses(stamped(way, created, expires), code)


@pytest.mark.parametrize(
    ("created", "expires"),
    [(-USUAL, timedelta(0)), (SKEW, SKEW + USUAL), (timedelta(0), LONGEST), (timedelta(0), MOMENT)],
    ids=["last-moment", "ahead-by-the-skew", "longest-life", "shortest-life"],
)
def test_accepted_at_the_border(way, created, expires):
    way.accepts(stamped(way, created, expires))


MALFORMED = {
    "empty": "",
    "words": "kemarin",
    "day-only": "2026-11-20",
    "no-zone": "2026-11-20T02:00:00",
    "year-0": "0000-11-20T02:00:00Z",
    "year-1-far-east": "0001-01-01T00:00:00+14:00",
    "year-9999-far-west": "9999-12-31T23:59:59-14:00",
    "long-year": "12026-11-20T02:00:00Z",
    "month-13": "2026-13-20T02:00:00Z",
    "30-february": "2026-02-30T02:00:00Z",
    "hour-24": "2026-11-20T24:00:00Z",
    "leap-second": "2026-11-20T02:00:60Z",
    "zone-of-a-day": "2026-11-20T02:00:00+24:00",
    "other-digits": "２０２６-11-20T02:00:00Z",
    "ten-digits": "2026-11-20T02:00:00.1234567890Z",
    "two-times": "2026-11-20T02:00:00Z 2026-11-20T02:00:00Z",
}


@pytest.mark.parametrize("tag", [CREATED, EXPIRES])
@pytest.mark.parametrize("text", MALFORMED)
def test_malformed(way, text, tag):
    def change(message):
        message.timestamp.find(tag).text = MALFORMED[text]
        return message.sign_again(way.signer)

    way.refuses(change, INVALID)


def test_the_last_second_of_all_time_without_expires(way):
    def change(message):
        message.timestamp[0].text = "9999-12-31T23:59:59Z"
        message.timestamp.remove(message.timestamp[1])
        return message.sign_again(way.signer)

    way.refuses(change, EXPIRED)


@pytest.mark.parametrize("age", [timedelta(0), LONGEST])
def test_without_expires_the_longest_life_counts(way, age):
    way.accepts(stamped(way, -age))
    way.refuses(stamped(way, -LONGEST - MOMENT), EXPIRED)


def test_two_timestamps(way):
    def change(message):
        second = deepcopy(message.timestamp)
        second.set(forge.n.ID, "id-second")
        signed = [message.named(reference) for reference in message.references]
        message.security.append(second)
        return message.sign_again(way.signer, [*signed, second])

    way.refuses(change, INVALID)


@pytest.mark.parametrize("order", ["ECx", "CEE", "E", "CC", "CEx", ""])
def test_other_children(way, order):
    def change(message):
        kinds = {"C": message.timestamp[0], "E": message.timestamp[1], "x": etree.Element(forge.UNKNOWN)}
        message.timestamp[:] = [deepcopy(kinds[kind]) for kind in order]
        return message.sign_again(way.signer)

    way.refuses(change, INVALID)


def test_an_element_inside_of_a_time(way):
    def change(message):
        etree.SubElement(message.timestamp[0], forge.UNKNOWN)
        return message.sign_again(way.signer)

    way.refuses(change, INVALID)
