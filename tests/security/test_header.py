"""The Security header's inside: algorithms, transforms, and nothing where nothing may stand (hazards, 9, 10, 14)."""

from copy import deepcopy

import pytest
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA1
from lxml import etree

from adapter import limits
from adapter.security import names as n
from adapter.security import verify
from adapter.security.errors import FailedCheck, InvalidSecurity, SecurityError, UnsupportedAlgorithm
from tests.support import forge

HMAC_LENGTH = f"{{{n.DS}}}HMACOutputLength"
SIGNATURES = (
    "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
    "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
    "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
    "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
    "http://www.w3.org/2007/05/xmldsig-more#rsa-pss",
    "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
    "urn:test:unknown",
    "",
)
DIGESTS = (
    "http://www.w3.org/2000/09/xmldsig#sha1",
    "http://www.w3.org/2001/04/xmldsig-more#md5",
    "urn:test:unknown",
    "",
)
CANONICALS = (
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/2006/12/xml-c14n11",
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    "http://www.w3.org/TR/1999/REC-xslt-19991116",
    "http://www.w3.org/TR/1999/REC-xpath-19991116",
    "http://www.w3.org/2000/09/xmldsig#base64",
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform",
    "",
)


@pytest.fixture
def refused(signer, trust, now):
    """Signs a changed message again, and gives the error that it is refused with."""

    def refuse(change) -> SecurityError:
        message = forge.request(signer, now)
        change(message)
        message.sign_again(signer)
        with pytest.raises(SecurityError) as caught:
            verify(message.raw, trust, now)
        return caught.value

    return refuse


def find(message, path):
    return message.signed_info.find(path, {"ds": n.DS})


@pytest.mark.parametrize(
    ("path", "algorithms"),
    [
        ("ds:SignatureMethod", SIGNATURES),
        ("ds:CanonicalizationMethod", CANONICALS),
        (".//ds:Transform", CANONICALS),
        (".//ds:DigestMethod", DIGESTS),
    ],
)
def test_another_algorithm(refused, path, algorithms):
    for algorithm in algorithms:
        error = refused(lambda message, algorithm=algorithm: find(message, path).set("Algorithm", algorithm))
        assert isinstance(error, UnsupportedAlgorithm), algorithm


@pytest.mark.parametrize(
    "path", ["ds:SignatureMethod", "ds:CanonicalizationMethod", ".//ds:Transform", ".//ds:DigestMethod"]
)
def test_no_algorithm_at_all(refused, path):
    assert isinstance(refused(lambda message: find(message, path).attrib.pop("Algorithm")), UnsupportedAlgorithm)


def test_a_signature_that_really_is_rsa_sha1(rsa, trust, now):
    message = forge.request(rsa, now)
    find(message, "ds:SignatureMethod").set("Algorithm", SIGNATURES[0])

    class Sha1Signer:
        sign = staticmethod(lambda data: rsa._key.sign(data, padding.PKCS1v15(), SHA1()))  # noqa: S303 - it must be refused

    with pytest.raises(UnsupportedAlgorithm):
        verify(message.sign_again(Sha1Signer).raw, trust, now)


@pytest.mark.parametrize("path", ["ds:SignatureMethod", ".//ds:DigestMethod"])
def test_a_parameter_of_an_algorithm(refused, path):
    def change(message):
        etree.SubElement(find(message, path), HMAC_LENGTH).text = "1"

    assert isinstance(refused(change), UnsupportedAlgorithm)


@pytest.mark.parametrize("count", [0, 2, 6])
def test_not_exactly_one_transform(refused, count):
    def change(message):
        transforms = find(message, ".//ds:Transforms")
        transforms[:] = [deepcopy(transforms[0]) for _ in range(count)]

    assert isinstance(refused(change), UnsupportedAlgorithm)


def prefix_list(message, path, *lists):
    for listed in lists:
        etree.SubElement(find(message, path), n.INCLUSIVE_NAMESPACES).set("PrefixList", listed)


@pytest.mark.parametrize("path", ["ds:CanonicalizationMethod", ".//ds:Transform"])
def test_a_prefix_list_that_is_too_long(refused, path):
    listed = " ".join(f"p{index}" for index in range(limits.MAX_PREFIX_LIST + 1))
    assert isinstance(refused(lambda message: prefix_list(message, path, listed)), InvalidSecurity)


@pytest.mark.parametrize("path", ["ds:CanonicalizationMethod", ".//ds:Transform"])
def test_two_prefix_lists(refused, path):
    assert isinstance(refused(lambda message: prefix_list(message, path, "soap", "wsse")), InvalidSecurity)


@pytest.mark.parametrize(
    "listed", ["", " ", "soap", "soap soap", "unknown", "é 𝒳 a:b", "#default", "#default soap xml", "\t\n"]
)
def test_any_other_prefix_list_is_honest(signer, trust, now, listed):
    message = forge.request(signer, now)
    prefix_list(message, "ds:CanonicalizationMethod", listed)
    prefix_list(message, ".//ds:Transform", listed)
    verify(message.sign_again(signer).raw, trust, now)


def test_too_many_references(refused):
    def change(message):
        message.signed_info.extend(deepcopy(message.references[0]) for _ in range(limits.MAX_REFERENCES - 2))

    error = refused(change)
    assert isinstance(error, InvalidSecurity)
    assert f"{limits.MAX_REFERENCES + 1} references" in str(error)


OUTSIDE_SIGNED_INFO = (
    ".//wsse:Security",
    ".//wsse:BinarySecurityToken",
    ".//ds:Signature",
    ".//ds:SignatureValue",
    ".//ds:KeyInfo",
    ".//ds:KeyInfo/*",
)


@pytest.mark.parametrize("path", OUTSIDE_SIGNED_INFO)
@pytest.mark.parametrize("tag", [forge.OBJECT, forge.UNKNOWN, n.SIGNED_INFO, n.SIGNATURE_VALUE, n.KEY_INFO])
def test_something_more(refused, path, tag):
    def change(message, **attributes):
        etree.SubElement(message.root.find(path, n.PREFIXES), tag, attributes)

    assert isinstance(refused(change), InvalidSecurity)
    if tag in (forge.OBJECT, forge.UNKNOWN):
        assert isinstance(refused(lambda message: change(message, Id="hidden")), FailedCheck)


@pytest.mark.parametrize("path", [".", "ds:Reference", ".//ds:Transforms", ".//ds:Transform", ".//ds:DigestValue"])
def test_something_more_in_signed_info(refused, path):
    error = refused(lambda message: find(message, path).insert(0, etree.Element(forge.UNKNOWN)))
    assert isinstance(error, (InvalidSecurity, UnsupportedAlgorithm))


def test_two_signatures(refused):
    assert isinstance(refused(lambda message: message.security.append(deepcopy(message.signature))), InvalidSecurity)


def test_a_comment_in_a_digest_value(signer, trust, now):
    """lxml gives no text behind a comment (hazards, fact 11); what is read is what was signed, whole."""
    raw = forge.request(signer, now).raw
    verify(raw.replace(b"<ds:DigestValue>", b"<ds:DigestValue><!-- x -->"), trust, now)
    with pytest.raises(FailedCheck):
        verify(raw.replace(b"<ds:DigestValue>", b"<ds:DigestValue><!-- x -->AAAA"), trust, now)
