"""Signatures beside a document: second opinions on ours, ours on theirs, and what must not pass."""

import shutil
import subprocess
from base64 import b64encode
from datetime import date

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml import DigestAlgorithm, SignatureConfiguration, SignatureMethod, XMLVerifier
from signxml.algorithms import CanonicalizationMethod, SignatureConstructionMethod
from signxml.signer import SignatureReference, XMLSigner

from adapter.agreements.taspen.terms import AGREEMENT
from adapter.journal.counting import Counts
from adapter.journal.minutes import build
from adapter.journal.minutes_document import Basis, contain, read, write
from adapter.journal.periods import Period
from adapter.security import names as n
from adapter.security.canonical import canonical
from adapter.security.document import MAX_DOCUMENT_BYTES, open_document, sign_document, verify_document
from adapter.security.errors import FailedCheck, InvalidSecurity, MalformedMessage, SecurityError, UnsupportedAlgorithm
from adapter.security.keys import write_private_key
from tests.support import certificates
from tests.support.certificates import ALGORITHMS, name_of
from tests.support.opinions import LACKS, opinion_of

RSA_SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
each_way = pytest.mark.parametrize("way", ALGORITHMS, ids=name_of)


@pytest.fixture
def element() -> etree._Element:
    """A berita acara."""
    counts, basis = Counts.of(3, 1, 1), Basis("MITRA", "sesi S-1")
    said = build(AGREEMENT, "BA-1", "PEMADANAN", Period(2026, "Q", 3), counts, basis, date(2026, 10, 5))
    return read(contain(write(said))).element


def signed_twice(element, now, way):
    """The container with the signatures of two parties, and their certificates."""
    kind, algorithm = way
    identities = [certificates.good(now, kind, name) for name in ("TASPEN", "server")]
    signers = [certificates.key_signer(one.key, one.certificate, algorithm) for one in identities]
    signatures = [canonical(sign_document(element, signer)) for signer in signers]
    return contain(canonical(element), *signatures), identities


@each_way
def test_what_both_sign_holds_for_us(element, now, way):
    raw, identities = signed_twice(element, now, way)
    opened = read(raw)
    found = [verify_document(signature, opened.element) for signature in opened.signatures]
    assert [one.parsed for one in found] == [one.certificate for one in identities]


@each_way
def test_xmlsec1_accepts_each_signature_by_itself(element, now, way, tmp_path):
    if way[1] in LACKS["xmlsec1"]:
        pytest.skip(LACKS["xmlsec1"][way[1]])
    opinion_of("xmlsec1", tmp_path, now)  # skips, or fails, where the program is missing
    raw, identities = signed_twice(element, now, way)
    for place, identity in enumerate(identities):
        container = etree.fromstring(raw)
        container.remove(container[2 - place])
        (tmp_path / "ba.xml").write_bytes(etree.tostring(container))
        (tmp_path / "cert.pem").write_bytes(identity.certificate.public_bytes(Encoding.PEM))
        assert xmlsec1(tmp_path, "--verify", "--pubkey-cert-pem", "cert.pem").returncode == 0
        (tmp_path / "ba.xml").write_bytes(etree.tostring(container).replace(b">5<", b">6<"))
        assert xmlsec1(tmp_path, "--verify", "--pubkey-cert-pem", "cert.pem").returncode != 0


def xmlsec1(place, *words):
    name = etree.QName("urn:id:go:bkn:pks:berita-acara:v1", "beritaAcara")
    command = ["xmlsec1", *words, "--id-attr:Id", f"{name.namespace}:{name.localname}", "ba.xml"]
    return subprocess.run(command, cwd=place, capture_output=True, check=False)


@each_way
def test_signxml_accepts_each_signature(element, now, way):
    if way[1] in LACKS["signxml"]:
        pytest.skip(LACKS["signxml"][way[1]])
    raw, identities = signed_twice(element, now, way)
    expected = SignatureConfiguration(
        location="./",
        expect_references=1,
        signature_methods=frozenset({SignatureMethod(way[1])}),
        verification_time=now,
    )
    for place, identity in enumerate(identities):
        container = etree.fromstring(raw)
        container.remove(container[2 - place])
        found = XMLVerifier().verify(
            container, x509_cert=identity.certificate, id_attribute="Id", expect_config=expected
        )
        assert found.signed_xml.tag == element.tag


def test_we_accept_what_signxml_signs(element, now):
    identity = certificates.good(now, "rsa", "TASPEN")
    signer = XMLSigner(
        method=SignatureConstructionMethod.detached,
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    signature = signer.sign(
        element, key=identity.key, cert=[identity.certificate], reference_uri=[SignatureReference("#isi")],
        id_attribute="Id",
    )  # fmt: skip
    opened = read(contain(canonical(element), etree.tostring(signature)))
    assert verify_document(opened.signatures[0], opened.element).parsed == identity.certificate


@pytest.mark.skipif(shutil.which("xmlsec1") is None, reason="no xmlsec1")
def test_we_accept_what_xmlsec1_signs(element, now, tmp_path):
    identity = certificates.good(now, "rsa", "TASPEN")
    signature = sign_document(element, certificates.key_signer(identity.key, identity.certificate))
    for emptied in (signature[1], signature.find(f".//{n.DIGEST_VALUE}")):
        emptied.text = None
    (tmp_path / "ba.xml").write_bytes(contain(canonical(element), canonical(signature)))
    write_private_key(tmp_path / "key.pem", identity.key)
    done = xmlsec1(tmp_path, "--sign", "--privkey-pem", "key.pem")
    assert done.returncode == 0, done.stderr.decode()
    opened = read(done.stdout)
    assert verify_document(opened.signatures[0], opened.element).parsed == identity.certificate


@pytest.fixture
def signature(element, now) -> etree._Element:
    return sign_document(element, certificates.signer(now, "ec", n.ECDSA_SHA256))


def change(xpath, attribute, value):
    def edit(signature, _element):
        found = signature.find(xpath)
        if attribute is None:
            found.text = value
        else:
            found.set(attribute, value)

    return edit


def twice(signature, _element):
    signature[0].append(etree.fromstring(etree.tostring(signature[0][2])))


def other_content(_signature, element):
    element[4 + 1].text = "6"


def prefixes(signature, _element):
    etree.SubElement(signature.find(f".//{n.TRANSFORM}"), n.INCLUSIVE_NAMESPACES, PrefixList="#default")


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (other_content, FailedCheck),
        (change(n.SIGNATURE_VALUE, None, "AAAA"), FailedCheck),
        (change(f".//{n.DIGEST_VALUE}", None, "AAAA"), FailedCheck),
        (change(f".//{n.REFERENCE}", "URI", ""), FailedCheck),
        (change(f".//{n.SIGNATURE_METHOD}", "Algorithm", RSA_SHA1), UnsupportedAlgorithm),
        (change(f".//{n.C14N_METHOD}", "Algorithm", C14N), UnsupportedAlgorithm),
        (twice, InvalidSecurity),
        (prefixes, FailedCheck),
    ],
)  # fmt: skip
def test_what_was_changed_is_refused(element, signature, edit, error):
    verify_document(signature, element)
    edit(signature, element)
    with pytest.raises(error):
        verify_document(signature, element)


@pytest.mark.parametrize("uri", ["", "#lain", "#xpointer(/)", "http://lain/isi"])
def test_a_signed_reference_to_something_else_is_refused(element, now, uri):
    """The signature holds; what it is over is not the document."""
    signer = certificates.signer(now, "ec", n.ECDSA_SHA256)
    signature = resigned(sign_document(element, signer), signer, lambda info: info[2].set("URI", uri))
    with pytest.raises(FailedCheck, match="does not lead to the document"):
        verify_document(signature, element)


def test_a_signed_transform_is_no_way_around(element, now):
    signer = certificates.signer(now, "ec", n.ECDSA_SHA256)
    enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
    signature = resigned(sign_document(element, signer), signer, lambda info: info[2][0][0].set("Algorithm", enveloped))
    with pytest.raises(UnsupportedAlgorithm, match="the only transform"):
        verify_document(signature, element)


def resigned(signature, signer, edit):
    edit(signature[0])
    signature[1].text = b64encode(signer.sign(canonical(signature[0]))).decode()
    return signature


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<a",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<?xml version='1.0' encoding='UTF-7'?>+ADw-a/+AD4-",
        "<a/>".encode("utf-16"),
        b"<a><?b c?></a>",
        b"<a>" + b" " * MAX_DOCUMENT_BYTES + b"</a>",
        b"\xff<a/>",
    ],
    ids=["empty", "broken", "doctype", "utf-7", "utf-16", "instruction", "large", "latin"],
)
def test_what_is_no_document_is_not_parsed(raw):
    with pytest.raises(MalformedMessage):
        open_document(raw)


def test_an_element_that_the_schema_does_not_know_is_refused(element):
    etree.SubElement(element, f"{{{etree.QName(element).namespace}}}jumlahLain").text = "1"
    with pytest.raises(ValueError, match="tidak menurut"):
        read(contain(canonical(element)))


def test_a_certificate_that_cannot_be_read(element, signature):
    signature.find(".//{*}X509Certificate").text = "AAAA"
    with pytest.raises(SecurityError):
        verify_document(signature, element)
