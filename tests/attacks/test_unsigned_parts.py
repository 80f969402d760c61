"""A valid signature over less than must be signed (hazards, case 3). Only a partner's own key can make one."""

import pytest
from lxml import etree

from tests.support.forge import TO

PARTS = ("body", "timestamp", "token", "to")


@pytest.mark.parametrize("left_out", PARTS)
def test_a_signature_that_leaves_out(door, left_out):
    message = door.request(addressing=True)
    signed = [getattr(message, part) for part in PARTS if part != left_out]
    door.refuses(message.sign_again(door.signer, signed), "wsse:InvalidSecurity")


def test_a_signature_over_nothing(door):
    message = door.request()
    door.refuses(message.sign_again(door.signer, []), "wsse:InvalidSecurity")


@pytest.mark.parametrize("name", ["To", "Action", "ReplyTo", "MessageID"])
def test_an_addressing_header_added_to_a_signed_message(door, name):
    message = door.request(addressing=True)
    etree.SubElement(message.header, TO.replace("To", name)).text = "http://penyerang.test/"
    door.refuses(message, "wsse:InvalidSecurity")


@pytest.mark.parametrize("besides", [("timestamp", "token"), ("token",)])
def test_one_part_signed_twice(door, besides):
    """Each reference to a Body of 4 MB costs its canonicalisation; and one may stand in the place of another."""
    message = door.request()
    signed = [getattr(message, part) for part in ("body", "body", *besides)]
    door.refuses(message.sign_again(door.signer, signed), "wsse:InvalidSecurity")


NO_PART, NO_ID = "wsse:FailedCheck", "wsse:InvalidSecurity"


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("#xpointer(/)", NO_PART),
        ("#nothing", NO_PART),
        (None, NO_ID),
        ("", NO_ID),
        ("#", NO_ID),
        ("cid:1", NO_ID),
        ("http://127.0.0.1:9/", NO_ID),
        ("file:///etc/passwd", NO_ID),
    ],
)
def test_a_reference_to_something_else(door, uri, code):
    message = door.request()
    reference = message.reference(message.body)
    if uri is None:
        del reference.attrib["URI"]
    else:
        reference.set("URI", uri)
    door.refuses(message.sign_info(door.signer), code)


def test_no_security_header_at_all(door):
    message = door.request()
    message.header.remove(message.security)
    door.refuses(message, "wsse:InvalidSecurity")


@pytest.mark.parametrize("part", ["timestamp", "signature"])
def test_a_security_header_without(door, part):
    message = door.request()
    message.security.remove(getattr(message, part))
    door.refuses(message, "wsse:InvalidSecurity")


def test_a_security_header_without_the_token_that_it_names(door):
    message = door.request()
    message.security.remove(message.token)
    door.refuses(message, "wsse:SecurityTokenUnavailable")
