"""A valid signature over less than must be signed (hazards, case 3). Only the sender's own key can make one."""

import pytest
from lxml import etree

from adapter.security.names import CONFIRMATION, WSA
from tests.attacks.ways import Way

PARTS = ("Body", "Timestamp", "BinarySecurityToken", "To", "Action", "MessageID")


def leaving_out(left_out: str, way: Way):
    """The sender's own signature, over everything but this."""

    def change(message):
        parts = [message.named(reference) for reference in message.references]
        signed = [part for part in parts if etree.QName(part).localname != left_out]
        assert len(signed) == len(parts) - 1
        return message.sign_again(way.signer, signed)

    return change


@pytest.mark.parametrize("left_out", PARTS)
def test_a_signature_that_leaves_out(way, left_out):
    way.refuses(leaving_out(left_out, way), "wsse:InvalidSecurity", addressing=True)


@pytest.mark.parametrize("left_out", ["RelatesTo", "SignatureConfirmation"])
def test_an_answer_whose_signature_leaves_out_what_ties_it_to_its_request(door, left_out):
    way = Way(door, "client")
    way.refuses(leaving_out(left_out, way), "wsse:InvalidSecurity", addressing=True)


def test_a_confirmation_in_a_request_that_nobody_signed(door):
    """It means nothing to a server; but what a reader may read is signed, or it does not stand there."""
    message = door.request()
    etree.SubElement(message.security, CONFIRMATION).set("Value", "AAAA")
    door.refuses(message, "wsse:InvalidSecurity")


def test_a_signature_over_nothing(way):
    way.refuses(lambda message: message.sign_again(way.signer, []), "wsse:InvalidSecurity")


@pytest.mark.parametrize("name", ["To", "Action", "ReplyTo", "MessageID", "RelatesTo"])
@pytest.mark.parametrize("addressing", [False, True], ids=["alone", "beside-signed-ones"])
def test_an_addressing_header_added_to_a_signed_message(way, name, addressing):
    def change(message):
        etree.SubElement(message.header, f"{{{WSA}}}{name}").text = "http://penyerang.test/"

    way.refuses(change, "wsse:InvalidSecurity", addressing=addressing)


@pytest.mark.parametrize("besides", [("timestamp", "token"), ("token",)])
def test_one_part_signed_twice(way, besides):
    """Each reference to a Body of 4 MB costs its canonicalisation; and one may stand in the place of another."""

    def change(message):
        return message.sign_again(way.signer, [getattr(message, part) for part in ("body", "body", *besides)])

    way.refuses(change, "wsse:InvalidSecurity")


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
def test_a_reference_to_something_else(way, uri, code):
    def change(message):
        reference = message.reference(message.body)
        if uri is None:
            del reference.attrib["URI"]
        else:
            reference.set("URI", uri)
        return message.sign_info(way.signer)

    way.refuses(change, code)


def test_no_security_header_at_all(way):
    way.refuses(lambda message: message.header.remove(message.security), "wsse:InvalidSecurity")


@pytest.mark.parametrize("part", ["timestamp", "signature"])
def test_a_security_header_without(way, part):
    way.refuses(lambda message: message.security.remove(getattr(message, part)), "wsse:InvalidSecurity")


def test_a_security_header_without_the_token_that_it_names(way):
    way.refuses(lambda message: message.security.remove(message.token), "wsse:SecurityTokenUnavailable")
