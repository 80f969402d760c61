"""Canonicalisation as a weapon (hazards, fact 2 and case 11): refused before it, or by limits that make it cheap."""

import pytest
from lxml import etree

from adapter import limits
from adapter.security import names as n
from tests.support.bombs import PAYLOADS, in_body, in_header
from tests.support.ends import ends

WEAPONS = ["a-thousand-namespaces-ten-thousand-children", "as-many-namespaces-and-children-as-may-be"]
WEAPONS += ["namespaces-level-by-level", "other-namespaces-on-each", "a-namespace-on-each"]


def cheaply(door, raw: bytes, *codes: str) -> None:
    with ends():
        door.refuses(raw, *codes)


@pytest.mark.parametrize("weapon", WEAPONS)
def test_in_an_unsigned_header(door, weapon):
    honest = door.request()
    door.accepts(honest)
    cheaply(door, in_header(honest, PAYLOADS[weapon]()), "soap:Client", "wsse:InvalidSecurity")


@pytest.mark.parametrize("weapon", WEAPONS)
def test_in_the_signed_body(door, weapon):
    cheaply(door, in_body(door.request(), PAYLOADS[weapon]()), "soap:Client", "wsse:FailedCheck")


def with_prefixes(door, count: int, *, of_signed_info: bool) -> bytes:
    """A message whose signature holds: its signer is a registered partner."""
    message = door.request()
    place = message.signed_info[0] if of_signed_info else message.reference(message.body)[0][0]
    listed = etree.SubElement(place, n.INCLUSIVE_NAMESPACES)
    listed.set("PrefixList", " ".join(f"p{number}" for number in range(count)))
    return message.sign_again(door.signer).raw


@pytest.mark.parametrize("of_signed_info", [True, False], ids=["of-signed-info", "of-a-reference"])
def test_a_prefix_list_that_is_too_long(door, of_signed_info):
    door.accepts(with_prefixes(door, limits.MAX_PREFIX_LIST, of_signed_info=of_signed_info))
    for count in (limits.MAX_PREFIX_LIST + 1, 500):
        cheaply(door, with_prefixes(door, count, of_signed_info=of_signed_info), "wsse:InvalidSecurity")
