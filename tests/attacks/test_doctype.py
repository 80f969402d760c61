"""A document type declaration, and entities where something is signed (hazards, fact 1 and case 1)."""

import pytest

from adapter.security.names import SOAP11

DOCTYPES = {
    "empty": "<!DOCTYPE x>",
    "system": '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    "public": '<!DOCTYPE x PUBLIC "-//X" "http://127.0.0.1:9/x.dtd">',
    "entity": '<!DOCTYPE x [<!ENTITY z "000000">]>',
    "parameter-entity": '<!DOCTYPE x [<!ENTITY % z SYSTEM "http://127.0.0.1:9/"> %z;]>',
    "default-attribute": '<!DOCTYPE x [<!ATTLIST x id ID "y">]>',
    "bomb": '<!DOCTYPE x [<!ENTITY a "'
    + "a" * 99
    + '"><!ENTITY b "'
    + "&a;" * 99
    + '"><!ENTITY c "'
    + "&b;" * 99
    + '">]>',
}


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_any_doctype(way, doctype):
    way.refuses(lambda message: DOCTYPES[doctype].encode() + message.raw, "soap:Client")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_doctype_in_utf_16(way, encoding):
    def change(message):
        return ("\ufeff" + DOCTYPES["entity"] + message.raw.decode()).encode(encoding)

    way.refuses(change, "soap:Client")


@pytest.mark.parametrize("place", ["in-a-signed-attribute", "in-a-signed-text"])
def test_an_entity_that_canonicalisation_leaves_out(way, place):
    """The digest is over `petugas-uji`; a reader that expands entities would see more."""

    def change(message):
        message.body[0].set("pengguna", "petugas-uji")
        message.body[0].tail = "petugas-uji"
        raw = message.sign_again(way.signer).raw
        mark, changed = {
            "in-a-signed-attribute": (b'pengguna="petugas-uji', b'pengguna="petugas-uji&z;'),
            "in-a-signed-text": (b">petugas-uji</", b">petugas-uji&z;</"),
        }[place]
        assert mark in raw
        return DOCTYPES["entity"].encode() + raw.replace(mark, changed)

    way.refuses(change, "soap:Client")


def test_an_entity_that_nobody_declared(way):
    way.refuses(lambda message: message.raw.replace(b"</", b"&z;</", 1), "soap:Client")


def test_a_doctype_before_any_cryptography(door):
    """Nobody's message gets the same answer as a partner's."""
    door.refuses(f'<!DOCTYPE x><s:Envelope xmlns:s="{SOAP11}"/>'.encode(), "soap:Client")
