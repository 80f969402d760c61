"""XML signature wrapping: what was signed is still in the message, but not where it is read (hazards, case 2)."""

from collections.abc import Iterator
from itertools import product

import pytest
from lxml import etree

from adapter.security import SecurityError, sign, verify, wrap
from adapter.security.names import DS, SOAP11, SOAP12, WSA
from tests.support import forge
from tests.support.forge import IDS, PLACES, Message, move, take

PARTS = ("body", "timestamp", "token", "to")
WRAPPERS = (None, forge.UNKNOWN, f"{{{DS}}}Object", f"{{{WSA}}}RelatesTo")
BESIDE_THE_BODY = ("before-the-header", "before-the-body", "behind-the-body")


def expected(part: str, place: str, ids: str) -> set[str]:
    if ids == "same-id":
        return {"wsse:FailedCheck"}
    if place == "in-the-body" or (part == "body" and place in BESIDE_THE_BODY):
        return {"soap:Client"}  # two elements in the Body, or two Bodies
    if (part in ("timestamp", "token") and "in-security" in place) or (part == "to" and "in-header" in place):
        return {"wsse:InvalidSecurity"}  # both stand where they are read; one of them is not signed
    return {"wsse:FailedCheck", "wsse:SecurityTokenUnavailable"} if part == "token" else {"wsse:FailedCheck"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("part", PARTS)
def test_a_fake_stands_where_the_signed_part_is_read(door, part, place):
    for ids in IDS:
        door.refuses(move(door.request(addressing=True), part, place, ids), *expected(part, place, ids))


def everywhere(message: Message, part: str) -> Iterator[Message]:
    """The signed `part` first and last in every element there is, bare and wrapped, with every kind of fake."""
    for ids, wrapper, last in product(IDS, WRAPPERS, (False, True)):
        for index in range(len(list(message.root.iter()))):
            forged = message.copy()
            original = take(forged, part, ids)
            place = list(forged.root.iter())[index]
            if wrapper is not None:
                original, inner = etree.Element(wrapper), original
                original.append(inner)
            place.insert(len(place) if last else 0, original)
            yield forged


@pytest.mark.parametrize("version", [SOAP11, SOAP12])
@pytest.mark.parametrize("part", ["body", "timestamp", "token", "confirmation"])
def test_no_place_in_an_answer_lets_a_fake_be_read(worlds, part, version):
    """As a client verifies it: the answer to this very request."""
    world, confirms = worlds("ec"), "UkVRVUVTVA=="
    envelope = wrap(version, forge.question(world.now))
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
