"""Comments, instructions, CDATA and character references in what is signed; a doubled SignedInfo (hazards, case 14)."""

from base64 import b64encode
from copy import deepcopy
from hashlib import sha256

import pytest
from lxml import etree

from adapter.security import names as n
from adapter.security.canonical import canonical
from tests.support import forge


def first_text(message) -> bytes:
    """A text in the Body that stands nowhere else."""
    return next(element.text for element in message.body.iter() if element.text and len(element.text) > 20).encode()


@pytest.mark.parametrize("comment", [b"<!-- x -->", b"<!---->", b"<!-- </soap:Body> -->"])
def test_a_comment_inside_a_text_changes_nothing(way, comment):
    """Exclusive C14N leaves it out; a reader that stops at it would read half a value (CVE-2018-0489 and its kin)."""

    def change(message):
        text = first_text(message)
        return message.raw.replace(text, text[:5] + comment + text[5:])

    way.accepts(change)


def test_a_processing_instruction_inside_a_text(way):
    def change(message):
        text = first_text(message)
        return message.raw.replace(text, text[:5] + b"<?x y?>" + text[5:])

    way.refuses(change, "soap:Client")


@pytest.mark.parametrize("form", ["cdata", "decimal", "hexadecimal"])
def test_another_way_to_write_the_same_text_changes_nothing(way, form):
    def change(message):
        text = first_text(message)
        written = {
            "cdata": b"<![CDATA[" + text + b"]]>",
            "decimal": b"".join(b"&#%d;" % octet for octet in text),
            "hexadecimal": b"".join(b"&#x%X;" % octet for octet in text),
        }
        return message.raw.replace(text, written[form])

    way.accepts(change)


@pytest.mark.parametrize("tag", ["DigestValue", "SignatureValue"])
def test_a_comment_in_front_of_a_value_hides_nothing(way, tag):
    """lxml's .text is None behind a comment: two empty digests would be equal (hazards, fact 11)."""

    def change(message):
        opened = f"<ds:{tag}>".encode()
        return message.raw.replace(opened, opened + b"<!-- x -->AAAA")

    way.refuses(change, "wsse:FailedCheck", "wsse:InvalidSecurity")


@pytest.mark.parametrize("where", ["before", "behind", "inside"])
def test_two_signed_infos(way, where):
    """One is verified, the other's references are checked (CVE-2025-29775 and its kin)."""

    def change(message):
        other = deepcopy(message.signed_info)
        put = {"before": message.signed_info.addprevious, "behind": message.signed_info.addnext}
        put.get(where, message.signed_info.append)(other)

    way.refuses(change, "wsse:InvalidSecurity")


def test_a_second_digest_value(way):
    def change(message):
        value = message.references[0].find(n.DIGEST_VALUE)
        value.addnext(deepcopy(value))
        return message.sign_info(way.signer)

    way.refuses(change, "wsse:InvalidSecurity")


def test_the_digest_of_nothing_for_what_has_no_canonical_form(way):
    """Where canonicalisation fails, some stacks go on with no bytes at all (CVE-2025-66568 and its kin)."""

    def change(message):
        etree.SubElement(message.body[0], "{relatif}x")
        empty = b64encode(sha256(b"").digest()).decode()
        message.reference(message.body).find(n.DIGEST_VALUE).text = empty
        return message.sign_info(way.signer)

    way.refuses(change, "soap:Client")


@pytest.mark.parametrize("attribute", [f"{{{n.SOAP11}}}Id", "{urn:test:unknown}Id", "{urn:test:unknown}id"])
def test_an_id_of_a_foreign_namespace_names_nothing(way, attribute):
    """What goes by local names alone finds the fake (CVE-2025-66567 and its kin)."""

    def change(message):
        fake = etree.SubElement(message.header, message.soap("Body"))
        fake.set(attribute, message.body.get(n.ID))
        message.body.attrib.pop(n.ID)

    way.refuses(change, "wsse:FailedCheck")


def test_an_element_inside_a_digest_value(way):
    def change(message):
        etree.SubElement(message.references[0].find(n.DIGEST_VALUE), "x").text = "AAAA"
        return message.sign_info(way.signer)

    way.refuses(change, "wsse:InvalidSecurity")


@pytest.mark.parametrize("attribute", [{}, {"Id": "tersembunyi"}])
def test_an_extra_object(way, attribute):
    def change(message):
        found = etree.SubElement(message.signature, forge.OBJECT, attribute)
        found.append(deepcopy(message.body))
        del found[0].attrib[n.ID]

    way.refuses(change, "wsse:FailedCheck", "wsse:InvalidSecurity")


def test_a_manifest_instead_of_references(way):
    """What only a Manifest names is not checked by a verifier, so it is not signed."""

    def change(message):
        manifest = etree.SubElement(etree.SubElement(message.signature, forge.OBJECT), f"{{{n.DS}}}Manifest")
        manifest.extend(message.references)

    way.refuses(change, "wsse:InvalidSecurity", "wsse:FailedCheck")


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "utf-16-le", "latin-1", "cp037"])
def test_another_encoding_of_the_whole(way, encoding):
    """What a declaration or HTTP says of the bytes is signed by nobody (hazards, fact 4; case 12)."""

    def change(message):
        text = message.raw.decode().replace("41/K/KS", "41/K/KS\u00e9")
        return f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)

    way.refuses(change, "soap:Client")


@pytest.mark.parametrize("version", ["1.1", "1.9", "2.0", ""])
def test_another_version_of_xml(way, version):
    """In XML 1.1 U+0085 and U+2028 are line ends: a reader that knows it reads other texts from the same bytes."""
    way.refuses(lambda message: f'<?xml version="{version}"?>'.encode() + message.raw, "soap:Client")


def test_white_space_inside_what_is_signed(way):
    def change(message):
        assert canonical(message.body[0])
        message.body[0].tail = "\n"

    way.refuses(change, "wsse:FailedCheck")
