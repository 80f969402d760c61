"""Anything at all done to a signed message: refused, or exactly what was signed is read (hazards, cases 2 and 15).

500 mutations of each kind; with JEMBATAN_TEST_PROFILE=nightly 10 000.
"""

import random
from copy import deepcopy
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from adapter.security import SecurityError, VerifiedMessage, sign, verify, wrap
from adapter.security.canonical import canonical
from adapter.security.names import SOAP11, SOAP12, WSA
from tests.attacks.conftest import honest_of
from tests.support import forge
from tests.support.forge import Message

CONFIRMED = "UkVRVUVTVA=="


def said(message: VerifiedMessage) -> list[object]:
    """All that a reader reads, and what keeps it from being read twice."""
    headers = [child for child in message.envelope.header if etree.QName(child).namespace == WSA]
    read = [canonical(element) for element in (message.body, *headers)]
    return [message.signer, message.created, message.expires, message.replay_key, *read]


def mutate(raw: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, left out, doubled or swapped with others of the message."""
    changed = bytearray(raw)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        start, length = chance.randrange(len(changed)), chance.choice((1, 1, 1, 4, 40, 400))
        piece = changed[start : start + length]
        other = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                changed[start] ^= 1 << chance.randrange(8)
            case 1:
                changed[start] = chance.choice(b"<>&\"'/:=# \x00\xc3AZ09")
            case 2:
                del changed[start : start + length]
            case 3:
                changed[other:other] = piece
            case _:
                changed[start : start + length] = changed[other : other + length]
    return bytes(changed)


def shuffle(raw: bytes, chance: random.Random) -> bytes:
    """A few elements moved, copied, wrapped, renamed, or stripped of an attribute; the tree stays a tree."""
    root = Message(raw).root
    for _ in range(chance.choice((1, 1, 2, 3))):
        elements = list(root.iter())
        moved, other = chance.choice(elements[1:]), chance.choice(elements)
        if other in moved.iter():
            continue
        match chance.randrange(6):
            case 0:
                other.insert(chance.randrange(len(other) + 1), moved)
            case 1:
                other.insert(chance.randrange(len(other) + 1), deepcopy(moved))
            case 2:
                moved.getparent().replace(moved, wrapper := etree.Element(chance.choice((forge.UNKNOWN, forge.OBJECT))))
                wrapper.append(moved)
            case 3:
                moved.tag = other.tag
            case 4:
                moved.attrib.pop(chance.choice(moved.keys()), None) if moved.attrib else None
            case _:
                moved.attrib.update(other.attrib)
    return etree.tostring(root)


@cache
def answer_of(world, version) -> bytes:
    return sign(wrap(version, forge.question(world.now)), world.signer("server"), world.now, confirms=CONFIRMED).raw


@pytest.mark.parametrize("confirms", [None, CONFIRMED], ids=["request", "answer"])
@pytest.mark.parametrize("change", [mutate, shuffle])
@pytest.mark.parametrize("version", [SOAP11, SOAP12])
@pytest.mark.parametrize("algorithm", ["rsa", "ec"])
@given(chance=st.randoms(use_true_random=False))
def test_what_is_read_is_what_was_signed(worlds, confirms, algorithm, version, change, chance):
    world = worlds(algorithm)
    honest = honest_of(world, version).raw if confirms is None else answer_of(world, version)
    try:
        read = verify(change(honest, chance), lambda _: None, world.now, confirms=confirms)
    except SecurityError:
        return
    assert said(read) == said(verify(honest, lambda _: None, world.now, confirms=confirms))
