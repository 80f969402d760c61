"""Algorithms that are not agreed, or that are carried out laxly (hazards, cases 9 and 23)."""

import hashlib
import hmac
from base64 import b64encode
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from lxml import etree

from adapter.security import names as n
from adapter.security.algorithms import SIGNATURES as AGREED
from adapter.security.canonical import canonical
from tests.support.forge import Message

DSIG = "http://www.w3.org/2000/09/xmldsig#"
MORE = "http://www.w3.org/2001/04/xmldsig-more#"
SIGNATURES = [
    f"{DSIG}rsa-sha1",
    f"{DSIG}dsa-sha1",
    f"{DSIG}hmac-sha1",
    f"{MORE}rsa-md5",
    f"{MORE}rsa-ripemd160",
    f"{MORE}ecdsa-sha1",
    f"{MORE}hmac-sha256",
    "http://www.w3.org/2007/05/xmldsig-more#rsa-pss",
    "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1",
    "http://www.w3.org/2009/xmldsig11#dsa-sha256",
    "urn:test:unknown",
    "",
]
DIGESTS = [f"{DSIG}sha1", f"{MORE}md5", f"{MORE}sha224", "http://www.w3.org/2001/04/xmlenc#ripemd160", "urn:test:x", ""]
UNSUPPORTED = "wsse:UnsupportedAlgorithm"


def method(message: Message) -> etree._Element:
    return next(message.signed_info.iter(n.SIGNATURE_METHOD))


@dataclass(frozen=True)
class Other:
    """Signs otherwise than its certificate's owner would."""

    make: object

    def sign(self, data: bytes) -> bytes:
        return self.make(data)


@pytest.mark.parametrize("uri", SIGNATURES)
def test_a_signature_algorithm_that_is_not_agreed(way, uri):
    def change(message):
        method(message).set("Algorithm", uri)
        return message.sign_info(way.signer)

    way.refuses(change, UNSUPPORTED)


@pytest.mark.parametrize("uri", DIGESTS)
def test_a_digest_that_is_not_agreed(way, uri):
    def change(message):
        for reference in message.references:
            reference.find(n.DIGEST_METHOD).set("Algorithm", uri)
        return message.sign_info(way.signer)

    way.refuses(change, UNSUPPORTED)


def test_a_real_sha1_digest(way):
    def change(message):
        for reference, part in zip(message.references, (message.body, message.token), strict=False):
            reference.set("URI", f"#{part.get(n.ID)}")
            reference.find(n.DIGEST_METHOD).set("Algorithm", f"{DSIG}sha1")
            digest = hashlib.sha1(canonical(part)).digest()  # noqa: S324 - it must be refused
            reference.find(n.DIGEST_VALUE).text = b64encode(digest).decode()
        return message.sign_info(way.signer)

    way.refuses(change, UNSUPPORTED)


def public_material(way) -> bytes:
    return way.signer._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize("key", ["public-key", "certificate", "empty"])
def test_a_mac_under_what_everybody_knows(way, key):
    """A verifier that hands the public key to whatever algorithm the message names takes this for a signature."""
    material = {"public-key": public_material(way), "certificate": way.signer.certificate, "empty": b""}[key]

    def change(message):
        method(message).set("Algorithm", f"{MORE}hmac-sha256")
        return message.sign_info(Other(lambda data: hmac.digest(material, data, "sha256")))

    way.refuses(change, UNSUPPORTED)


@pytest.mark.parametrize("parameter", ["HMACOutputLength", "RSAPSSParams"])
def test_a_parameter_of_the_algorithm(way, parameter):
    def change(message):
        etree.SubElement(method(message), f"{{{DSIG}}}{parameter}").text = "8"
        return message.sign_info(way.signer)

    way.refuses(change, UNSUPPORTED)


def test_the_algorithm_of_another_kind_of_key(way):
    def change(message):
        of_rsa = way.door.world.algorithm == "rsa"
        method(message).set("Algorithm", n.ECDSA_SHA256 if of_rsa else n.RSA_SHA256)
        return message.sign_info(way.signer)

    way.refuses(change, UNSUPPORTED)


def test_no_signature_at_all_under_a_known_algorithm(way):
    def change(message):
        message.signature_value.text = ""

    way.refuses(change, "wsse:FailedCheck")


def lax(way) -> dict[str, object]:
    """Ways to sign that a lax verifier takes for the algorithm that the message names."""
    key = way.signer._key
    sha256, pss = hashes.SHA256(), padding.PSS
    if way.door.world.algorithm == "ec":
        return {
            "der": (n.ECDSA_SHA256, lambda data: key.sign(data, ec.ECDSA(sha256))),
            "zeros": (n.ECDSA_SHA256, lambda _: bytes(64)),
            "sha384-as-sha256": (n.ECDSA_SHA256, lambda data: way.signer.sign(hashlib.sha384(data).digest())),
            "half": (n.ECDSA_SHA256, lambda data: way.signer.sign(data)[:32]),
        }
    mgf1_sha1 = padding.MGF1(hashes.SHA1())  # noqa: S303 - it must be refused
    return {
        "pss-without-salt": (n.PSS_SHA256, lambda data: key.sign(data, pss(padding.MGF1(sha256), 0), sha256)),
        "pss-mgf1-sha1": (n.PSS_SHA256, lambda data: key.sign(data, pss(mgf1_sha1, 32), sha256)),
        "pss-longest-salt": (
            n.PSS_SHA256,
            lambda data: key.sign(data, pss(padding.MGF1(sha256), pss.MAX_LENGTH), sha256),
        ),
        "pkcs1-as-pss": (n.PSS_SHA256, lambda data: key.sign(data, padding.PKCS1v15(), sha256)),
        "pss-as-pkcs1": (n.RSA_SHA256, lambda data: key.sign(data, pss(padding.MGF1(sha256), 32), sha256)),
        "sha512-as-sha256": (n.RSA_SHA256, lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA512())),
        "one": (n.RSA_SHA256, lambda _: b"\x00" * 255 + b"\x01"),
    }


@pytest.mark.parametrize("index", range(7))
def test_a_value_that_only_a_lax_verifier_takes(way, index):
    cases = list(lax(way).values())
    uri, make = cases[index % len(cases)]

    def change(message):
        method(message).set("Algorithm", uri)
        return message.sign_info(Other(make))

    way.refuses(change, "wsse:FailedCheck")


def test_every_other_algorithm_of_the_key_is_honest(way):
    of_key = {"rsa": (n.RSA_SHA384, n.RSA_SHA512, n.PSS_SHA256, n.PSS_SHA384, n.PSS_SHA512), "ec": (n.ECDSA_SHA512,)}
    for uri in of_key[way.door.world.algorithm]:

        def change(message, uri=uri):
            method(message).set("Algorithm", uri)
            return message.sign_info(Other(lambda data: AGREED[uri].sign(way.signer._key, data)))

        way.accepts(change)
