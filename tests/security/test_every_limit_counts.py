"""The limits inside the steps and the parts of the policy: none of them is dead code.

As in test_every_step_counts.py: with that one loosened, a message gets through that is refused with it.
"""

from base64 import b64encode
from dataclasses import replace
from hashlib import sha1

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from adapter import limits
from adapter.security import POLICY, SecurityError, key_signer, verify
from adapter.security import names as n
from adapter.security.algorithms import DIGESTS, RSA, SIGNATURES, SignatureAlgorithm
from adapter.security.canonical import canonical
from tests.support import certificates, forge

RSA_SHA1 = f"{n.DS}rsa-sha1"


def nothing(*_arguments, **_options):
    return None


def many_references(signer, now):
    message = forge.request(signer, now)
    more = [etree.SubElement(message.header, forge.UNKNOWN) for _ in range(limits.MAX_REFERENCES)]
    return message.sign_again(signer, [message.body, message.timestamp, message.token, *more]).raw


def many_prefixes(signer, now):
    message = forge.request(signer, now)
    listed = " ".join(f"p{number}" for number in range(limits.MAX_PREFIX_LIST + 1))
    etree.SubElement(message.signed_info[0], n.INCLUSIVE_NAMESPACES, PrefixList=listed)
    return message.sign_info(signer).raw


def a_long_signature_value(signer, now):
    message = forge.request(signer, now)
    message.signature_value.text += " " * (2 * limits.MAX_SIGNATURE_TEXT)
    return message.raw


def a_long_token(signer, now):
    message = forge.request(signer, now)
    message.token.text += " " * (2 * limits.MAX_CERTIFICATE_BYTES)
    return message.sign_again(signer).raw


def many_attributes(signer, now):
    message = forge.request(signer, now)
    stranger = etree.SubElement(message.header, forge.UNKNOWN)
    stranger.attrib.update({f"a{number}": "" for number in range(limits.MAX_ATTRIBUTES + 1)})
    return message.raw


def many_namespaces(signer, now):
    message = forge.request(signer, now)
    crowd = {f"p{number}": f"urn:p:{number}" for number in range(limits.MAX_NAMESPACES + 1)}
    etree.SubElement(message.header, forge.UNKNOWN, nsmap=crowd)
    return message.raw


@pytest.mark.parametrize(
    ("limit", "attack"),
    [
        ("MAX_REFERENCES", many_references),
        ("MAX_PREFIX_LIST", many_prefixes),
        ("MAX_SIGNATURE_TEXT", a_long_signature_value),
        ("MAX_CERTIFICATE_BYTES", a_long_token),
        ("MAX_ATTRIBUTES", many_attributes),
        ("MAX_NAMESPACES", many_namespaces),
    ],
)
def test_without_the_limit(monkeypatch, rsa, now, limit, attack):
    raw = attack(rsa, now)
    with pytest.raises(SecurityError):
        verify(raw, nothing, now)
    monkeypatch.setattr(limits, limit, 10**6)
    verify(raw, nothing, now)


def rsa_sha1() -> SignatureAlgorithm:
    def check(key, value, data):
        key.verify(value, data, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 - it must be refused

    def make(key, data):
        return key.sign(data, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 - it must be refused

    return SignatureAlgorithm(RSA_SHA1, "RSA-SHA1", RSA, check, make)


def signed_by_sha1(_signer, now):
    identity = certificates.good(now)

    class Signer:
        certificate = certificates.signer(now, "rsa").certificate
        algorithm = RSA_SHA1

        def sign(self, data):
            return rsa_sha1().sign(identity.key, data)

    return forge.request(Signer(), now).raw


def a_digest_by_sha1(signer, now):
    message = forge.request(signer, now)
    reference = message.reference(message.body)
    reference.find(n.DIGEST_METHOD).set("Algorithm", f"{n.DS}sha1")
    digest = sha1(canonical(message.body)).digest()  # noqa: S324 - it must be refused
    reference.find(n.DIGEST_VALUE).text = b64encode(digest).decode()
    return message.sign_info(signer).raw


def signed_by_a_short_key(_signer, now):
    identity = certificates.rsa_1024(now)
    return forge.request(key_signer(identity.key, identity.certificate), now).raw


LOOSER = {
    "signatures": ({**SIGNATURES, RSA_SHA1: rsa_sha1()}, signed_by_sha1),
    "digests": ({**DIGESTS, f"{n.DS}sha1": sha1}, a_digest_by_sha1),
    "min_rsa_bits": (1024, signed_by_a_short_key),
}


@pytest.mark.parametrize("part", LOOSER)
def test_without_a_part_of_the_policy(rsa, now, part):
    looser, attack = LOOSER[part]
    raw = attack(rsa, now)
    with pytest.raises(SecurityError):
        verify(raw, nothing, now)
    verify(raw, nothing, now, policy=replace(POLICY, **{part: looser}))
