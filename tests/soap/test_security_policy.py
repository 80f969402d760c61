"""The second contract. That CXF configures itself from it is shown by tests/interop/test_cxf.py."""

import pytest
from lxml import etree

from adapter.registry.catalogue import load_agreements
from adapter.soap.security_policy import BINDING_ID, MESSAGE_ID, with_security_policy
from adapter.soap.wsdl import document
from tests.support.world import ADDRESS

SERVICE = load_agreements().services[0]
PLAIN = document(SERVICE, ADDRESS)
NAMESPACES = {
    "wsdl": "http://schemas.xmlsoap.org/wsdl/",
    "wsp": "http://www.w3.org/ns/ws-policy",
    "sp": "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702",
    "cxf": "http://cxf.apache.org/custom/security-policy",
}


@pytest.fixture(scope="module")
def root():
    return etree.fromstring(with_security_policy(PLAIN))


def names(root, path):
    return [etree.QName(element).localname for element in root.xpath(path, namespaces=NAMESPACES)]


def test_every_binding_and_every_message_of_it_has_its_policy(root):
    def policies(path):
        return [
            [*node.xpath("wsp:PolicyReference/@URI", namespaces=NAMESPACES)] for node in root.findall(path, NAMESPACES)
        ]

    assert policies("wsdl:binding") == [[f"#{BINDING_ID}"]] * 2
    messages = policies("wsdl:binding/wsdl:operation/*")
    assert [found for found in messages if found] == [[f"#{MESSAGE_ID}"]] * (2 * 3 * len(SERVICE.operations))
    ids = root.xpath("wsp:Policy/@*[local-name()='Id']", namespaces=NAMESPACES)
    assert ids == [BINDING_ID, MESSAGE_ID]


def test_without_the_policy_it_is_the_plain_contract(root):
    for element in root.xpath("//wsp:PolicyReference | wsp:Policy", namespaces=NAMESPACES):
        element.getparent().remove(element)

    def canonical(tree):
        etree.cleanup_namespaces(tree, keep_ns_prefixes=["xs", "tns", "pks"])
        etree.indent(tree)
        return etree.tostring(tree, method="c14n", exclusive=True)

    assert canonical(root) == canonical(etree.fromstring(PLAIN))


@pytest.mark.parametrize(("encrypt", "suite"), [(False, "Basic256Sha256"), (True, "CustomAlgorithmSuite")])
def test_what_is_asked_for(encrypt, suite):
    root = etree.fromstring(with_security_policy(PLAIN, encrypt_body=encrypt))
    assert names(root, "//sp:AsymmetricBinding/wsp:Policy/*") == [
        "InitiatorToken",
        "RecipientToken",
        "AlgorithmSuite",
        "Layout",
        "IncludeTimestamp",
        "ProtectTokens",
        "OnlySignEntireHeadersAndBody",
    ]
    assert names(root, "//sp:AlgorithmSuite/wsp:Policy/*") == [suite]
    assert names(root, "//sp:SignedParts/*") == ["Body", "Header"]
    assert names(root, "//sp:EncryptedParts/*") == ["Body"] * encrypt
    assert names(root, "//sp:Wss11/wsp:Policy/*")[-1] == "RequireSignatureConfirmation"
