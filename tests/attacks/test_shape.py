"""Signed messages of no SOAP shape: empty, stray, not understood (hazards, case 19)."""

from copy import deepcopy

import pytest
from lxml import etree

from adapter.security.names import SOAP11, SOAP12
from tests.support import forge
from tests.support.forge import UNKNOWN

NOTHING = "urn:test:nothing"
OTHER_VERSION = {SOAP11: SOAP12, SOAP12: SOAP11}


def test_no_body(way):
    way.refuses(lambda message: message.root.remove(message.body), "soap:Client")


def test_an_empty_body(way):
    def change(message):
        message.body.remove(message.body[0])
        return message.sign_again(way.signer)

    way.refuses(change, "soap:Client")


def test_a_body_of_text(way):
    def change(message):
        message.body[:] = []
        message.body.text = "cekStatusPerjanjian"
        return message.sign_again(way.signer)

    way.refuses(change, "soap:Client")


def test_two_elements_in_the_body(way):
    def change(message):
        message.body.append(deepcopy(message.body[0]))
        return message.sign_again(way.signer)

    way.refuses(change, "soap:Client")


def test_the_body_before_the_header(way):
    way.refuses(lambda message: message.root.append(message.header), "soap:Client", "wsse:FailedCheck")


def test_a_fault_as_request(door):
    message = door.request()
    message.body[:] = [etree.Element(message.soap("Fault"))]
    etree.SubElement(message.body[0], "faultcode").text = "soap:Server"
    door.refuses(message.sign_again(door.signer), "soap:Client")


def test_an_operation_of_no_service(door):
    message = door.request()
    message.body[:] = [etree.Element(UNKNOWN)]
    door.refuses(message.sign_again(door.signer), "soap:Client")


@pytest.mark.parametrize("namespace", ["relative", "../up", "#x", "?"])
def test_a_namespace_that_is_no_absolute_uri(way, namespace):
    """It has no canonical form, so there is nothing to compare a digest with."""

    def change(message):
        message.body[0].append(etree.Element(f"{{{namespace}}}x"))

    way.refuses(change, "soap:Client")


@pytest.mark.parametrize("version", [NOTHING, "", "http://www.w3.org/2001/12/soap-envelope"])
def test_an_envelope_of_no_soap_version(way, version):
    def change(message):
        return message.raw.replace(message.version.encode(), version.encode() or b"urn:x")

    way.refuses(change, "soap:VersionMismatch")


def test_another_root(door):
    door.refuses(b"<Envelope/>", "soap:VersionMismatch")
    door.refuses(f'<s:Body xmlns:s="{door.version}"/>'.encode(), "soap:VersionMismatch")


def test_an_envelope_of_the_other_version_than_the_content_type_promises(door):
    other = forge.request(door.signer, door.world.now, OTHER_VERSION[door.version])
    answer = door.knock(other)
    assert forge.fault_code(answer) == "soap:VersionMismatch"
    assert door.last_entry().outcome == "FORMAT_TIDAK_SAH"


def test_a_header_of_the_other_version(way):
    def change(message):
        message.header.tag = f"{{{OTHER_VERSION[message.version]}}}Header"

    way.refuses(change, "soap:Client", "wsse:FailedCheck")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_stray_element_in_the_envelope(way, place):
    way.refuses(lambda message: message.root.insert(place, etree.Element(UNKNOWN)), "soap:Client")


@pytest.mark.parametrize(
    "path", [".", "soap:Header", ".//wsse:Security", ".//ds:SignedInfo", "soap:Body", "soap:Body/*"]
)
def test_a_processing_instruction(way, path):
    def change(message):
        where = message.root.find(path, {"soap": message.version, **forge.n.PREFIXES})
        where.append(etree.ProcessingInstruction("php", "echo 1"))

    way.refuses(change, "soap:Client")


@pytest.mark.parametrize("beside", [b"<?php echo 1?>%s", b"%s<?php echo 1?>"])
def test_a_processing_instruction_beside_the_envelope(way, beside):
    way.refuses(lambda message: beside % message.raw, "soap:Client")


@pytest.mark.parametrize(
    "raw", [b" ", b"\n\n", b"null", b"{}", b"<", b"\x00", b"\xff\xfe", b"\xff\xfea", b"<a>\xff</a>"]
)
def test_bytes_that_are_no_xml(door, raw):
    door.refuses(raw, "soap:Client")


def unknown_header(must: str, whom: str | None = None):
    def change(message):
        element = etree.SubElement(message.header, UNKNOWN)
        element.set(message.soap("mustUnderstand"), must)
        if whom is not None:
            address_to(element, message, whom)

    return change


@pytest.mark.parametrize("word", ["1", "true", " 1 ", "ya"])
def test_an_unknown_mandatory_header(way, word):
    way.refuses(unknown_header(word), "soap:MustUnderstand")


@pytest.mark.parametrize("word", ["0", "false"])
def test_an_unknown_header_that_is_not_mandatory(way, word):
    way.accepts(unknown_header(word))


def address_to(element, message, whom):
    element.set(message.soap("actor" if message.version == SOAP11 else "role"), whom)


def test_an_unknown_mandatory_header_for_somebody_else(way):
    way.accepts(unknown_header("1", "urn:test:another"))


def test_the_security_header_is_for_somebody_else(way):
    way.refuses(lambda message: address_to(message.security, message, "urn:test:another"), "wsse:InvalidSecurity")


def test_two_security_headers_for_us(way):
    way.refuses(lambda message: message.header.append(etree.Element(message.security.tag)), "soap:Client")


def test_a_second_security_header_for_somebody_else(way):
    def change(message):
        address_to(etree.SubElement(message.header, message.security.tag), message, "urn:test:another")

    way.accepts(change)
