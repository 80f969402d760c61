"""Any bit changed in what is signed, or in the signature (hazards, case 15)."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from adapter.security import SecurityError, VerifiedMessage, verify
from adapter.security.canonical import canonical
from adapter.security.names import SOAP11, SOAP12, WSA
from tests.attacks.conftest import honest_of

SIGNED = ("body", "timestamp", "token", "to", "signed_info")


def flipped(text: str, bit: int) -> str:
    """One bit of the text's middle character changed, to a character that XML allows."""
    middle = len(text) // 2
    return text[:middle] + chr(ord(text[middle]) ^ bit) + text[middle + 1 :]


@pytest.mark.parametrize("bit", [1, 2, 4, 8])
@pytest.mark.parametrize("part", ["body", "timestamp", "to"])
def test_in_every_text_that_is_signed(door, part, bit):
    honest = door.request(addressing=True)
    for index, element in enumerate(getattr(honest, part).iter()):
        if element.text:
            forged = honest.copy()
            changed = list(getattr(forged, part).iter())[index]
            changed.text = flipped(element.text, bit)
            door.refuses(forged, "wsse:FailedCheck")


@pytest.mark.parametrize("part", SIGNED)
def test_in_every_attribute_that_is_signed(door, part):
    honest = door.request(addressing=True)
    for index, element in enumerate(getattr(honest, part).iter()):
        for name, value in element.items():
            forged = honest.copy()
            list(getattr(forged, part).iter())[index].set(name, flipped(value, 1))
            door.refuses(forged, *ATTRIBUTE_CODES)


ATTRIBUTE_CODES = (
    "wsse:FailedCheck",
    "wsse:UnsupportedAlgorithm",
    "wsse:UnsupportedSecurityToken",
    "wsse:SecurityTokenUnavailable",
)


@pytest.mark.parametrize("part", SIGNED)
def test_in_the_name_of_every_element_that_is_signed(door, part):
    honest = door.request(addressing=True)
    for index in range(len(list(getattr(honest, part).iter()))):
        forged = honest.copy()
        changed = list(getattr(forged, part).iter())[index]
        changed.tag = flipped(str(changed.tag), 1)
        door.refuses(forged, "wsse:FailedCheck", "wsse:InvalidSecurity", "soap:Client")


@pytest.mark.parametrize("end", ["first", "middle", "last"])
def test_in_a_digest_the_signature_or_the_token(door, end):
    honest = door.request()
    for path in (".//{*}DigestValue", ".//{*}SignatureValue", ".//{*}BinarySecurityToken"):
        forged = honest.copy()
        element = forged.root.find(path)
        place = {"first": 0, "middle": len(element.text) // 2, "last": len(element.text.rstrip("=")) - 1}[end]
        text = element.text
        element.text = text[:place] + ("B" if text[place] == "A" else "A") + text[place + 1 :]
        codes = ["wsse:FailedCheck", "wsse:InvalidSecurity"]
        if "Token" in path:
            codes += ["wsse:InvalidSecurityToken", "wsse:FailedAuthentication"]
        door.refuses(forged, *codes)


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


@pytest.mark.parametrize("version", [SOAP11, SOAP12])
@pytest.mark.parametrize("algorithm", ["rsa", "ec"])
@settings(max_examples=300, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_in_any_bytes(worlds, algorithm, version, chance):
    """Whatever is done to the bytes: refused as a SecurityError, or exactly what was signed is read."""
    world = worlds(algorithm)
    honest = honest_of(world, version)
    try:
        read = verify(mutate(honest.raw, chance), lambda _: None, world.now)
    except SecurityError:
        return
    assert said(read) == said(verify(honest.raw, lambda _: None, world.now))
