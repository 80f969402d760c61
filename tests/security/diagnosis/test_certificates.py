"""Certificates that are not shown, cannot be read, or may not be used."""

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from adapter.security import key_signer
from adapter.security import names as n
from adapter.security.diagnosis import diagnose
from tests.support import certificates, forge, slips


def everybody(_certificate):
    """Trusts all."""


@pytest.fixture
def honest(now):
    return slips.message(now)


@pytest.fixture
def pem(now):
    return certificates.good(now).certificate.public_bytes(Encoding.PEM).decode()


def test_token_missing(honest, now, told):
    honest.security.remove(honest.token)
    assert told(honest) == ["TOKEN_TIDAK_ADA", "ID_TIDAK_ADA"]


def test_key_info_names_another_id(honest, proven):
    next(honest.root.iter(n.TOKEN_LINK)).set("URI", "#X509-1")
    assert proven(honest) == "TOKEN_ID_BEDA"


@pytest.mark.parametrize("kind", ["X509PKIPathv1", "PKCS7", "X509v1"])
def test_wrong_value_type(honest, now, proven, kind):
    honest.token.set("ValueType", n.X509V3.replace("X509v3", kind))
    assert proven(honest.sign_again(certificates.signer(now, "rsa"))) == "VALUETYPE_TOKEN"


@pytest.mark.parametrize("wrap", [str, lambda pem: b64encode(pem.encode()).decode()], ids=["pem", "base64-of-pem"])
def test_pem_lines_in_the_token(honest, now, pem, proven, wrap):
    honest.token.text = wrap(pem)
    assert proven(honest.sign_again(certificates.signer(now, "rsa"))) == "TOKEN_PEM"


@pytest.mark.parametrize("text", ["", "bukan sertifikat", b64encode(b"x" * 600).decode()])
def test_no_certificate_in_the_token(honest, now, proven, text):
    honest.token.text = text
    assert proven(honest.sign_again(certificates.signer(now, "rsa"))) == "TOKEN_RUSAK"


def test_named_and_not_known(honest, now, proven):
    link = next(honest.root.iter(n.TOKEN_LINK))
    identifier = etree.Element(n.KEY_IDENTIFIER, ValueType=n.X509_THUMBPRINT)
    identifier.text = slips.b64(b"x" * 20)
    link.getparent().replace(link, identifier)
    honest.security.remove(honest.token)
    assert proven(honest.sign_again(certificates.signer(now, "rsa"), [honest.body, honest.timestamp])) == (
        "SERTIFIKAT_TIDAK_DIKENAL"
    )


def test_token_is_another_than_named(honest, now, proven):
    link = next(honest.root.iter(n.TOKEN_LINK))
    identifier = etree.Element(n.KEY_IDENTIFIER, ValueType=n.X509_THUMBPRINT)
    identifier.text = slips.b64(b"x" * 20)
    link.getparent().replace(link, identifier)
    assert proven(honest) == "TOKEN_BUKAN_YANG_DISEBUT"


def test_not_registered(now, trusted):
    stranger = certificates.good(now, "rsa", "STRANGER")
    raw = forge.request(key_signer(stranger.key, stranger.certificate), now).raw
    diagnosis = diagnose(raw, trust=trusted.require, now=now)
    (cause,) = diagnosis.causes
    assert (cause.code, diagnosis.fault) == ("SERTIFIKAT_TIDAK_TERDAFTAR", "wsse:FailedAuthentication")
    assert sha256(stranger.certificate.public_bytes(Encoding.DER)).hexdigest() in cause.sentence
    assert "jembatan partner add" in cause.action
    assert [step.verdict for step in diagnosis.steps[4:7]] == ["LULUS"] * 3, "the rest is looked at all the same"


@pytest.mark.parametrize(
    ("identity", "code"),
    [
        (certificates.expired, "SERTIFIKAT_KEDALUWARSA"),
        (certificates.not_yet_valid, "SERTIFIKAT_BELUM_BERLAKU"),
        (certificates.without_digital_signature, "SERTIFIKAT_BUKAN_TANDA_TANGAN"),
        (certificates.without_key_usage, "SERTIFIKAT_BUKAN_TANDA_TANGAN"),
    ],
)
def test_certificate_that_may_not_sign_today(now, proven, identity, code):
    found = identity(now)
    raw = forge.request(key_signer(found.key, found.certificate), now).raw
    assert proven(raw, trust=everybody) == code
