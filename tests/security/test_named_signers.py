"""A signer whom KeyInfo calls by a name: issuer and serial number, key identifier, thumbprint (hazards, 16 and 5)."""

from datetime import timedelta

import pytest

from adapter.security import names as n
from adapter.security import verify
from adapter.security.errors import (
    FailedAuthentication,
    InvalidSecurity,
    InvalidSecurityToken,
    UnsupportedSecurityToken,
)
from adapter.security.keys import Identity, issue
from adapter.security.trusted import TrustedCertificates
from tests.support import certificates, forge

NAMES = ["issuer-serial", "ski", "thumbprint"]


def good(now) -> Identity:
    return certificates.good(now, "rsa")


@pytest.mark.parametrize("kept", ["with-token", "without-token"])
@pytest.mark.parametrize("how", NAMES)
def test_the_signer_is_found(rsa, trusted, now, how, kept):
    message = forge.name_signer(forge.request(rsa, now), how, good(now).certificate)
    if kept == "without-token":
        forge.without_token(message, rsa)
    read = verify(message.raw, trusted.require, now, find=trusted.find)
    assert read.signer == trusted.certificates[0].thumbprint


@pytest.mark.parametrize("how", NAMES)
def test_a_token_of_somebody_else_than_named(rsa, trusted, now, how):
    other = certificates.good(now, "rsa", "STRANGER").certificate
    message = forge.name_signer(forge.request(rsa, now), how, other)
    with pytest.raises(InvalidSecurityToken, match="another than KeyInfo names"):
        verify(message.raw, trusted.require, now, find=trusted.find)


@pytest.mark.parametrize("how", NAMES)
def test_a_name_that_nobody_bears(rsa, trusted, now, how):
    other = certificates.good(now, "rsa", "STRANGER").certificate
    message = forge.without_token(forge.name_signer(forge.request(rsa, now), how, other), rsa)
    with pytest.raises(FailedAuthentication):
        verify(message.raw, trusted.require, now, find=trusted.find)
    with pytest.raises(FailedAuthentication):
        verify(message.raw, trusted.require, now)


def test_what_is_found_must_be_trusted_all_the_same(rsa, trusted, now):
    nobody = TrustedCertificates(())
    message = forge.without_token(forge.name_signer(forge.request(rsa, now), "ski", good(now).certificate), rsa)
    with pytest.raises(FailedAuthentication):
        verify(message.raw, nobody.require, now, find=trusted.find)


def renewed(now) -> Identity:
    """A certificate for the key of the good one, from tomorrow on."""
    fresh = issue(certificates.authority(now), certificates.NAME, now + timedelta(days=1), key=good(now).key)
    assert fresh.certificate.public_key() == good(now).certificate.public_key()
    return fresh


@pytest.mark.parametrize("days", [0, 2], ids=["before", "after"])
def test_a_key_identifier_that_two_certificates_of_one_key_bear(rsa, now, days):
    """After a renewal with the old key; the one is taken whose days these are."""
    both = TrustedCertificates.of([renewed(now).certificate, good(now).certificate])
    then = now + timedelta(days=days)
    message = forge.without_token(forge.name_signer(forge.request(rsa, then), "ski", good(now).certificate), rsa)
    assert verify(message.raw, both.require, then, find=both.find)


def test_a_name_that_fits_two_keys(rsa, trusted, now, monkeypatch):
    monkeypatch.setattr("adapter.security.certificate.Certificate.is_named", lambda *_: True)
    message = forge.without_token(forge.name_signer(forge.request(rsa, now), "ski", good(now).certificate), rsa)
    with pytest.raises(InvalidSecurityToken, match="different keys"):
        verify(message.raw, trusted.require, now, find=trusted.find)


def change_text(tag):
    def change(message, text):
        next(message.signature[-1].iter(tag)).text = text

    return change


@pytest.mark.parametrize("number", ["", "-1", "0x1", "1" * 50, "satu", "\u0661", "1e3"])
def test_a_serial_number_that_is_none(rsa, trusted, now, number):
    message = forge.name_signer(forge.request(rsa, now), "issuer-serial", good(now).certificate)
    change_text(n.X509_SERIAL_NUMBER)(message, number)
    with pytest.raises(InvalidSecurity):
        verify(message.raw, trusted.require, now, find=trusted.find)


@pytest.mark.parametrize("attribute", ["ValueType", "EncodingType"])
def test_a_key_identifier_of_another_kind(rsa, trusted, now, attribute):
    message = forge.name_signer(forge.request(rsa, now), "ski", good(now).certificate)
    next(message.signature[-1].iter(n.KEY_IDENTIFIER)).set(attribute, "urn:test:unknown")
    with pytest.raises(UnsupportedSecurityToken):
        verify(message.raw, trusted.require, now, find=trusted.find)
