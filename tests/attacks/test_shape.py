"""Signed messages that are no requests: empty, faults, too much of everything (hazards, case 19)."""

import pytest
from lxml import etree

from adapter.security.names import SOAP11, SOAP12
from tests.support import forge
from tests.support.forge import UNKNOWN

NOTHING = "urn:test:nothing"
OTHER_VERSION = {SOAP11: SOAP12, SOAP12: SOAP11}


def test_no_body(door):
    message = door.request()
    message.root.remove(message.body)
    door.refuses(message, "soap:Client")


def test_an_empty_body(door):
    message = door.request()
    message.body.remove(message.body[0])
    door.refuses(message.sign_again(door.signer), "soap:Client")


def test_a_body_of_text(door):
    message = door.request()
    message.body[:] = []
    message.body.text = "cekStatusPerjanjian"
    door.refuses(message.sign_again(door.signer), "soap:Client")


def test_two_elements_in_the_body(door):
    message = door.request()
    message.body.append(forge.question(door.world.now))
    door.refuses(message.sign_again(door.signer), "soap:Client")


def test_the_body_before_the_header(door):
    message = door.request()
    message.root.append(message.header)
    door.refuses(message, "soap:Client", "wsse:FailedCheck")


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
def test_a_namespace_that_is_no_absolute_uri(door, namespace):
    """It has no canonical form, so there is nothing to compare a digest with."""
    message = door.request()
    message.body[0].append(etree.Element(f"{{{namespace}}}x"))
    door.refuses(message, "soap:Client")


@pytest.mark.parametrize("version", [NOTHING, "", "http://www.w3.org/2001/12/soap-envelope"])
def test_an_envelope_of_no_soap_version(door, version):
    raw = door.request().raw.replace(door.version.encode(), version.encode() or b"urn:x")
    door.refuses(raw, "soap:VersionMismatch")


def test_another_root(door):
    door.refuses(b"<Envelope/>", "soap:VersionMismatch")
    door.refuses(f'<s:Body xmlns:s="{door.version}"/>'.encode(), "soap:VersionMismatch")


def test_an_envelope_of_the_other_version_than_the_content_type_promises(door):
    other = forge.request(door.signer, door.world.now, OTHER_VERSION[door.version])
    answer = door.knock(other)
    assert forge.fault_code(answer) == "soap:VersionMismatch"
    assert door.last_entry().outcome == "FORMAT_TIDAK_SAH"


def test_a_header_of_the_other_version(door):
    message = door.request()
    message.header.tag = f"{{{OTHER_VERSION[door.version]}}}Header"
    door.refuses(message, "soap:Client", "wsse:FailedCheck")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_stray_element_in_the_envelope(door, place):
    message = door.request()
    message.root.insert(place, etree.Element(UNKNOWN))
    door.refuses(message, "soap:Client")


@pytest.mark.parametrize(
    "path", [".", "soap:Header", ".//wsse:Security", ".//ds:SignedInfo", "soap:Body", "soap:Body/*"]
)
def test_a_processing_instruction(door, path):
    message = door.request()
    where = message.root.find(path, {"soap": door.version, **forge.n.PREFIXES})
    where.append(etree.ProcessingInstruction("php", "echo 1"))
    door.refuses(message, "soap:Client")


@pytest.mark.parametrize("beside", [b"<?php echo 1?>%s", b"%s<?php echo 1?>"])
def test_a_processing_instruction_beside_the_envelope(door, beside):
    door.refuses(beside % door.request().raw, "soap:Client")


@pytest.mark.parametrize(
    "raw", [b" ", b"\n\n", b"null", b"{}", b"<", b"\x00", b"\xff\xfe", b"\xff\xfea", b"<a>\xff</a>"]
)
def test_bytes_that_are_no_xml(door, raw):
    door.refuses(raw, "soap:Client")


@pytest.mark.parametrize("word", ["1", "true", " 1 ", "ya"])
def test_an_unknown_mandatory_header(door, word):
    message = door.request()
    etree.SubElement(message.header, UNKNOWN).set(message.soap("mustUnderstand"), word)
    door.refuses(message, "soap:MustUnderstand")


@pytest.mark.parametrize("word", ["0", "false"])
def test_an_unknown_header_that_is_not_mandatory(door, word):
    message = door.request()
    etree.SubElement(message.header, UNKNOWN).set(message.soap("mustUnderstand"), word)
    door.accepts(message)


def address_to(element, door, whom):
    element.set(f"{{{door.version}}}{'actor' if door.version == SOAP11 else 'role'}", whom)


def test_an_unknown_mandatory_header_for_somebody_else(door):
    message = door.request()
    element = etree.SubElement(message.header, UNKNOWN)
    element.set(message.soap("mustUnderstand"), "1")
    address_to(element, door, "urn:test:another")
    door.accepts(message)


def test_the_security_header_is_for_somebody_else(door):
    message = door.request()
    address_to(message.security, door, "urn:test:another")
    door.refuses(message, "wsse:InvalidSecurity")


def test_two_security_headers_for_us(door):
    message = door.request()
    message.header.append(etree.Element(message.security.tag))
    door.refuses(message, "soap:Client")


def test_a_second_security_header_for_somebody_else(door):
    message = door.request()
    address_to(etree.SubElement(message.header, message.security.tag), door, "urn:test:another")
    door.accepts(message)
