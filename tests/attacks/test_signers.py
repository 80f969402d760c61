"""Certificates with which nobody may sign (hazards, case 5), and signatures that are not their certificate's."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.registry import enrolled
from adapter.security import KeySigner, key_signer
from adapter.security import names as n
from adapter.security.keys import Algorithm, Identity, issue, thumbprint
from tests.support import certificates, forge
from tests.support.ends import ends
from tests.support.world import World


@cache
def issued(begin: datetime, days: int, algorithm: Algorithm) -> Identity:
    return issue(certificates.authority(begin), "BPJS", begin, algorithm=algorithm, days=days)


def signer_of(identity: Identity) -> KeySigner:
    return key_signer(identity.key, identity.certificate)


def register(world: World, identity: Identity) -> None:
    """Register for BPJS, once in a world that many tests share."""
    with world.store() as session:
        if not enrolled.signing_for(session, thumbprint(identity.certificate)):
            enrolled.add_certificate(session, world.catalogue.agreement("BPJS"), identity.certificate, world.now)


def signed_by(door, signer):
    return forge.request(signer, door.world.now, door.version)


@pytest.mark.parametrize("name", ["STRANGER", "server"])
def test_somebody_who_is_no_partner(door, name):
    door.refuses(signed_by(door, door.world.signer(name)), "wsse:FailedAuthentication")


def test_the_partners_name_on_another_certificate(door):
    namesake = issued(door.world.now, 100, door.world.algorithm)
    assert namesake.certificate.subject == door.world.identities["BPJS"].certificate.subject
    door.refuses(signed_by(door, signer_of(namesake)), "wsse:FailedAuthentication")


def removed(door) -> Identity:
    """A certificate that was BPJS's until now."""
    gone = issued(door.world.now, 101, door.world.algorithm)
    with door.world.store() as session:
        agreement = door.world.catalogue.agreement("BPJS")
        known = [row.thumbprint for row in enrolled.certificates(session)]
        if thumbprint(gone.certificate) not in known:
            key = enrolled.add_certificate(session, agreement, gone.certificate, door.world.now)
            enrolled.remove_certificate(session, agreement, key.hex(), door.world.now)
    return gone


def test_a_certificate_that_was_removed(door):
    gone = removed(door)
    door.refuses(signed_by(door, signer_of(gone)), "wsse:FailedAuthentication")


@pytest.mark.parametrize("begin", [timedelta(days=-101), timedelta(days=1)], ids=["expired", "not-yet-valid"])
def test_a_registered_certificate_out_of_its_days(door, begin):
    identity = issued(door.world.now + begin, 100, door.world.algorithm)
    register(door.world, identity)
    door.refuses(signed_by(door, signer_of(identity)), "wsse:InvalidSecurityToken")


def test_a_registered_certificate_on_its_last_second(door):
    identity = issued(door.world.now - timedelta(days=100), 100, door.world.algorithm)
    register(door.world, identity)
    door.accepts(signed_by(door, signer_of(identity)))


@pytest.mark.parametrize("make", [certificates.without_digital_signature, certificates.without_key_usage])
def test_a_registered_certificate_that_is_not_for_signing(door, make):
    identity = make(door.world.now)
    register(door.world, identity)
    door.refuses(signed_by(door, signer_of(identity)), "wsse:InvalidSecurityToken")


def test_a_registered_rsa_key_that_is_too_short(door):
    identity = certificates.rsa_1024(door.world.now)
    register(door.world, identity)
    door.refuses(signed_by(door, signer_of(identity)), "wsse:UnsupportedAlgorithm")


@dataclass(frozen=True)
class P521Signer:
    identity: Identity
    algorithm: str = n.ECDSA_SHA256

    @property
    def certificate(self) -> bytes:
        return self.identity.certificate.public_bytes(Encoding.DER)

    def sign(self, data: bytes) -> bytes:
        r, s = decode_dss_signature(self.identity.key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(66) + s.to_bytes(66)


def test_a_registered_key_on_another_curve(door):
    identity = certificates.ec_p521(door.world.now)
    register(door.world, identity)
    door.refuses(signed_by(door, P521Signer(identity)), "wsse:UnsupportedAlgorithm")


def test_a_stranger_who_shows_the_partners_certificate(door):
    stranger = door.world.signer("STRANGER")
    impostor = KeySigner(door.signer.certificate, stranger.algorithm, stranger._key)
    door.refuses(signed_by(door, impostor), "wsse:FailedCheck")


def test_another_partners_certificate_under_the_partners_signature(door):
    message = door.request()
    message.token.text = b64encode(door.world.signer("SIGTK").certificate).decode()
    door.refuses(message, "wsse:FailedCheck")


TOKENS = {
    "empty": ("", "wsse:InvalidSecurityToken"),
    "no-base64": ("{sertifikat}", "wsse:InvalidSecurity"),
    "no-ascii": ("sértifikat", "wsse:InvalidSecurity"),
    "no-certificate": ("AAAA", "wsse:InvalidSecurityToken"),
    "a-megabyte": ("A" * 1_000_000, "wsse:InvalidSecurityToken"),
}


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_that_is_no_certificate(way, token):
    text, code = TOKENS[token]

    def change(message):
        message.token.text = text
        return message.sign_again(way.signer)

    way.refuses(change, code)


@pytest.mark.parametrize("end", [b"\x00", b"\x30\x00"])
def test_a_certificate_with_something_behind_it(way, end):
    def change(message):
        message.token.text = b64encode(way.signer.certificate + end).decode()
        return message.sign_again(way.signer)

    way.refuses(change, "wsse:InvalidSecurityToken")


@pytest.mark.parametrize("attribute", ["ValueType", "EncodingType"])
def test_a_token_of_another_kind(way, attribute):
    def change(message):
        message.token.set(attribute, message.token.get(attribute).replace("#", "#X"))
        return message.sign_again(way.signer)

    way.refuses(change, "wsse:UnsupportedSecurityToken")


def test_a_token_without_an_id(way):
    def change(message):
        message.signature[-1][0][0].set("URI", "#None")
        del message.token.attrib[n.ID]

    way.refuses(change, "wsse:SecurityTokenUnavailable")


@pytest.mark.parametrize("uri", [None, "", "#None", "#elsewhere"])
def test_key_info_that_names_no_token(way, uri):
    def change(message):
        link = message.signature[-1][0][0]
        link.set("URI", uri) if uri is not None else link.attrib.pop("URI")

    way.refuses(change, "wsse:SecurityTokenUnavailable")


@pytest.mark.parametrize("how", ["issuer-serial", "ski", "thumbprint"])
def test_key_info_that_names_another_than_the_token(way, how):
    other = way.door.world.identities["SIGTK"].certificate
    way.refuses(lambda message: forge.name_signer(message, how, other), "wsse:InvalidSecurityToken")


@pytest.mark.parametrize("how", ["issuer-serial", "ski", "thumbprint"])
def test_key_info_that_names_a_stranger_or_one_who_is_gone(door, how):
    for identity in (removed(door), door.world.identities["STRANGER"]):
        signer = signer_of(identity)
        message = forge.name_signer(signed_by(door, signer), how, identity.certificate)
        door.refuses(forge.without_token(message, signer), "wsse:FailedAuthentication")


@pytest.mark.parametrize("how", ["issuer-serial", "ski", "thumbprint"])
def test_key_info_that_names_the_signer_without_a_token_is_honest(door, how):
    message = forge.name_signer(door.request(), how, door.world.identities["BPJS"].certificate)
    door.accepts(forge.without_token(message, door.signer))


def test_an_issuers_name_that_is_made_to_cost(door):
    """It is read before anybody is trusted, and a regular expression holds up every other thread."""
    certificate = door.world.identities["BPJS"].certificate
    message = forge.name_signer(door.request(), "issuer-serial", certificate, "CN=" + " " * 1990 + '"')
    with ends():
        door.refuses(message, "wsse:InvalidSecurityToken")
