"""Transforms that compute, fetch or leave out, and canonicalisations that cost (hazards, cases 10 and 11)."""

from copy import deepcopy

import pytest
from lxml import etree

from adapter import limits
from adapter.security import names as n

DSIG = "http://www.w3.org/2000/09/xmldsig#"
TRANSFORMS = {
    "xslt": "http://www.w3.org/TR/1999/REC-xslt-19991116",
    "xpath": "http://www.w3.org/TR/1999/REC-xpath-19991116",
    "xpath-filter2": "http://www.w3.org/2002/06/xmldsig-filter2",
    "base64": f"{DSIG}base64",
    "enveloped-signature": f"{DSIG}enveloped-signature",
    "str-transform": "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform",
    "attachment": "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Content-Signature-Transform",
    "inclusive-c14n": "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "c14n-1.1": "http://www.w3.org/2006/12/xml-c14n11",
    "with-comments": "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    "unknown": "urn:test:unknown",
}
STYLESHEET = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/">
<xsl:value-of select="document('http://penyerang.test/')"/></xsl:template></xsl:stylesheet>"""
REFUSED = ("wsse:UnsupportedAlgorithm", "wsse:InvalidSecurity")


def transform_of(message) -> etree._Element:
    return next(message.references[0].iter(n.TRANSFORM))


@pytest.mark.parametrize("name", TRANSFORMS)
@pytest.mark.parametrize("where", ["instead", "before", "behind"])
def test_a_transform(way, name, where):
    def change(message):
        transform = transform_of(message)
        added = etree.Element(n.TRANSFORM, Algorithm=TRANSFORMS[name])
        if name == "xslt":
            added.append(etree.fromstring(STYLESHEET))
        if name == "xpath":
            etree.SubElement(added, f"{{{DSIG}}}XPath").text = "not(ancestor-or-self::*)"
        put = {"before": transform.addprevious, "behind": transform.addnext}
        put[where](added) if where in put else transform.getparent().replace(transform, added)
        return message.sign_info(way.signer)

    way.refuses(change, *REFUSED)


@pytest.mark.parametrize("name", ["inclusive-c14n", "c14n-1.1", "with-comments", "xslt", "unknown"])
def test_a_canonicalisation_of_signed_info(way, name):
    def change(message):
        message.signed_info[0].set("Algorithm", TRANSFORMS[name])
        return message.sign_info(way.signer)

    way.refuses(change, "wsse:UnsupportedAlgorithm")


URIS = [
    "http://penyerang.test/body",
    "file:///etc/passwd",
    "cid:lampiran",
    "#xpointer(/)",
    "#xpointer(id('x'))",
    "",
    "#",
    "body",
    None,
]


@pytest.mark.parametrize("uri", URIS)
def test_a_reference_to_something_else_than_an_id(way, uri):
    def change(message):
        reference = message.references[0]
        reference.attrib.pop("URI") if uri is None else reference.set("URI", uri)
        return message.sign_info(way.signer)

    way.refuses(change, "wsse:InvalidSecurity", "wsse:FailedCheck")


def test_a_key_to_be_fetched(way):
    def change(message):
        key_info = message.signature[-1]
        etree.SubElement(key_info, f"{{{DSIG}}}RetrievalMethod", URI="http://penyerang.test/key")

    way.refuses(change, "wsse:InvalidSecurity")


def test_a_key_in_the_message(way):
    def change(message):
        key_info = message.signature[-1]
        key_info[:] = [etree.Element(f"{{{DSIG}}}KeyValue")]

    way.refuses(change, "wsse:InvalidSecurity")


def test_too_many_references(way):
    def change(message):
        for index in range(limits.MAX_REFERENCES):
            again = deepcopy(message.references[0])
            again.set("URI", f"#id-{index}")
            message.signed_info.append(again)
        return message.sign_info(way.signer)

    way.refuses(change, "wsse:InvalidSecurity")


@pytest.mark.parametrize("where", ["reference", "signed-info"])
def test_a_long_prefix_list(way, where):
    def change(message):
        parent = transform_of(message) if where == "reference" else message.signed_info[0]
        listed = " ".join(f"p{index}" for index in range(500))
        etree.SubElement(parent, n.INCLUSIVE_NAMESPACES, PrefixList=listed)
        return message.sign_info(way.signer)

    way.refuses(change, "wsse:InvalidSecurity")


@pytest.mark.parametrize("signed", [False, True], ids=["unsigned", "signed"])
def test_many_namespaces_times_many_elements(way, signed):
    """1 000 namespaces and 10 000 elements: 21 s under inclusive C14N (hazards, fact 2)."""
    many = {f"p{index}": f"urn:p:{index}" for index in range(1000)}

    def change(message):
        where = message.body[0] if signed else message.header
        parent = etree.SubElement(where, "{urn:p:0}parent", nsmap=many)
        for index in range(10_000):
            etree.SubElement(parent, f"{{urn:p:{index % 1000}}}child")

    way.refuses(change, "soap:Client")
