"""Messages that WSS4J, the library under Apache CXF, has signed; tests/interop/record.py made them."""

import pytest
from cryptography import x509

from adapter.security import SecurityError, TrustedCertificates, verify
from adapter.security.errors import FailedCheck, InvalidSecurity, UnsupportedAlgorithm, UnsupportedSecurityToken
from tests.interop.record import MESSAGES, SIGNED_AT

ACCEPTED = (
    "ed25519_direct",
    "p256_direct",
    "p256_issuer-serial",
    "p384_direct",
    "rsa_addressing",
    "rsa_direct",
    "rsa_issuer-serial",
    "rsa_issuer-serial-and-token",
    "rsa_issuer-serial-quoted",
    "rsa_pss",
    "rsa_sha384",
    "rsa_sha512",
    "rsa_signature-first",
    "rsa_ski",
    "rsa_soap12",
    "rsa_thumbprint",
    "rsa_thumbprint-and-token",
    "rsa_without-prefix-lists",
)
REFUSED: dict[str, type[SecurityError]] = {
    "rsa_refused-body-only": InvalidSecurity,
    "rsa_refused-chain": UnsupportedSecurityToken,
    "rsa_refused-embedded": UnsupportedSecurityToken,
    "rsa_refused-key-value": InvalidSecurity,
    "rsa_refused-no-timestamp": InvalidSecurity,
    "rsa_refused-sha1": UnsupportedAlgorithm,
    "rsa_refused-sha1-digests": UnsupportedAlgorithm,
    "rsa_refused-str-transform": UnsupportedAlgorithm,
}


def read(name: str) -> bytes:
    return (MESSAGES / f"{name}.xml").read_bytes()


def verify_recorded(name: str, raw: bytes):
    signer = x509.load_pem_x509_certificate((MESSAGES / f"{name.partition('_')[0]}.crt").read_bytes())
    trusted = TrustedCertificates.of([signer])
    return verify(raw, trusted.require, SIGNED_AT, find=trusted.find)


@pytest.mark.parametrize("name", ACCEPTED)
def test_it_is_accepted(name):
    assert verify_recorded(name, read(name)).body.tag.endswith("}cekStatusPerjanjian")


@pytest.mark.parametrize("name", ACCEPTED)
def test_it_is_not_accepted_when_changed(name):
    with pytest.raises(FailedCheck):
        verify_recorded(name, read(name).replace(b"petugas-uji", b"petugas-xxx"))


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_policy_does_not_allow_is_named(name):
    with pytest.raises(REFUSED[name]):
        verify_recorded(name, read(name))


def test_no_recorded_message_is_forgotten():
    assert sorted((*ACCEPTED, *REFUSED)) == sorted(path.stem for path in MESSAGES.glob("*.xml"))
