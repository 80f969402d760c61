"""Certificates that are not shown, cannot be read, or may not be used."""

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from adapter.security import Certificate, key_signer
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


def named(now, how, write=None, *, token=False):
    """KeyInfo names the signer by `how`; `write` changes the text of that name."""
    identity = certificates.good(now)
    message = forge.name_signer(slips.message(now), how, identity.certificate)
    tag = n.X509_SERIAL_NUMBER if how == "issuer-serial" else n.KEY_IDENTIFIER
    place = next(message.root.iter(tag))
    place.text = place.text if write is None else write(Certificate(identity.certificate))
    signer = certificates.signer(now, "rsa")
    return message.sign_again(signer) if token else forge.without_token(message, signer)


@pytest.mark.parametrize("token", [False, True], ids=["without-token", "with-token"])
@pytest.mark.parametrize("form", ["{:x}", "{:X}", "0x{:x}"])
def test_a_serial_number_in_hexadecimal(now, proven, form, token):
    """As .NET's X509Certificate2.SerialNumber gives it."""
    found = named(now, "issuer-serial", lambda certificate: form.format(certificate.serial), token=token)
    assert proven(found) == "NOMOR_SERI_HEKSADESIMAL"


def test_a_serial_number_that_is_nobodys(now, proven):
    assert proven(named(now, "issuer-serial", lambda _: "1234")) == "SERTIFIKAT_TIDAK_DIKENAL"


@pytest.mark.parametrize(
    ("how", "write"),
    [
        ("thumbprint", lambda certificate: certificate.sha1.hex()),
        ("thumbprint", lambda certificate: certificate.sha1.hex(":").upper()),
        ("thumbprint", lambda certificate: slips.b64(certificate.sha1.hex().encode())),
        ("ski", lambda certificate: slips.b64(b"\x04\x14" + certificate.ski)),
        ("ski", lambda certificate: certificate.ski.hex()),
        ("ski", lambda certificate: slips.b64(certificate.sha1)),
    ],
    ids=["hex", "hex-with-colons", "base64-of-hex", "der", "ski-in-hex", "thumbprint-as-ski"],
)
def test_an_identifier_in_another_form(now, proven, how, write):
    assert proven(named(now, how, write)) == "PENGENAL_SERTIFIKAT_SALAH_TULIS"


def test_a_certificate_in_key_info_itself(now, proven, told):
    """SoapUI's `X509 Certificate`, and .NET's KeyInfoX509Data put into a SecurityTokenReference."""
    soapui = named(now, "ski", lambda certificate: slips.b64(certificate.parsed.public_bytes(Encoding.DER)))
    next(soapui.root.iter(n.KEY_IDENTIFIER)).set("ValueType", n.X509V3)
    assert proven(soapui) == "SERTIFIKAT_DI_KEYINFO"
    dotnet = slips.message(now)
    reference = dotnet.signature[-1][0]
    data = etree.SubElement(reference, n.X509_DATA)
    reference.remove(reference[0])
    etree.SubElement(data, f"{{{n.DS}}}X509Certificate").text = dotnet.token.text
    assert told(dotnet) == ["SERTIFIKAT_DI_KEYINFO"]


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
