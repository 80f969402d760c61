"""XML signature wrapping: what was signed is still in the message, but not where it is read (hazards, case 2)."""

from collections.abc import Iterator
from itertools import islice, product

import pytest
from lxml import etree

from adapter.security import SecurityError, sign, verify, wrap
from adapter.security.addressing import add_addressing
from adapter.security.names import SECURITY, SOAP11, SOAP12, TIMESTAMP, WSA
from tests.support import forge
from tests.support.forge import IDS, OBJECT, PLACES, Message, move, take

PARTS = ("body", "timestamp", "token", "to", "action", "message_id")
ADDRESSING = PARTS[3:]
WRAPPERS = (None, forge.UNKNOWN, OBJECT, f"{{{WSA}}}RelatesTo", SECURITY, TIMESTAMP, "Header", "Body")
"""Around what was moved; the last two are of the message's own SOAP version."""
BESIDE_THE_BODY = ("before-the-header", "before-the-body", "behind-the-body")


def expected(part: str, place: str, ids: str) -> set[str]:
    if ids == "same-id":
        return {"wsse:FailedCheck"}
    if place == "in-the-body" or (part == "body" and place in BESIDE_THE_BODY):
        return {"soap:Client"}  # two elements in the Body, or two Bodies
    if (part in ("timestamp", "token") and "in-security" in place) or (part in ADDRESSING and "in-header" in place):
        return {"wsse:InvalidSecurity"}  # both stand where they are read; one of them is not signed
    return {"wsse:FailedCheck", "wsse:SecurityTokenUnavailable"} if part == "token" else {"wsse:FailedCheck"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("part", PARTS)
def test_a_fake_stands_where_the_signed_part_is_read(door, part, place):
    for ids in IDS:
        door.refuses(move(door.request(addressing=True), part, place, ids), *expected(part, place, ids))


def everywhere(message: Message, part: str) -> Iterator[Message]:
    """The signed `part` at every place between, before and behind the children of every element there is.

    Bare and wrapped, with every kind of fake where it stood.
    """
    for ids, wrapper in product(IDS, WRAPPERS):
        places = taken(message, part, ids)[0].root.iter()
        for index, gaps in enumerate([len(element) + 1 for element in places]):
            for gap in range(gaps):
                forged, moved = taken(message, part, ids)
                if wrapper is not None:
                    outer = etree.Element(wrapper if "{" in wrapper else forged.soap(wrapper))
                    outer.append(moved)
                    moved = outer
                next(islice(forged.root.iter(), index, None)).insert(gap, moved)
                yield forged


def taken(message: Message, part: str, ids: str) -> tuple[Message, etree._Element]:
    """A copy with a fake in the place of `part`, and the part."""
    forged = message.copy()
    return forged, take(forged, part, ids)


@pytest.mark.parametrize("version", [SOAP11, SOAP12])
@pytest.mark.parametrize("part", [*PARTS, "confirmation", "relates_to"])
def test_no_place_in_an_answer_lets_a_fake_be_read(worlds, part, version):
    """As a client verifies it: the answer to this very request."""
    world, confirms = worlds("ec"), "UkVRVUVTVA=="
    envelope = wrap(version, forge.question(world.now))
    add_addressing(envelope, action=forge.ACTION, to=forge.ENDPOINT, relates_to="urn:uuid:permintaan")
    honest = Message(sign(envelope, world.signer("server"), world.now, confirms=confirms).raw)
    verify(honest.raw, world.trusted.require, world.now, confirms=confirms)
    for forged in everywhere(honest, part):
        with pytest.raises(SecurityError):
            verify(forged.raw, world.trusted.require, world.now, confirms=confirms)


@pytest.mark.parametrize("version", [SOAP11, SOAP12])
@pytest.mark.parametrize("part", PARTS)
def test_no_place_in_the_tree_lets_a_fake_be_read(worlds, part, version):
    world = worlds("ec")
    honest = forge.request(world.signer("BPJS"), world.now, version, addressing=True)
    verify(honest.raw, lambda _: None, world.now)
    for forged in everywhere(honest, part):
        with pytest.raises(SecurityError):
            verify(forged.raw, lambda _: None, world.now)
