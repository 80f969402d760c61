"""Signature values that do not hold, and how they were made instead."""

from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from adapter.security import KeySigner
from adapter.security import names as n
from adapter.security.canonical import canonical
from adapter.security.diagnosis import signature_values
from tests.support import certificates, forge, slips
from tests.support.slips import pkcs1, pss


@pytest.fixture
def honest(now):
    return slips.message(now)


def named(message, algorithm):
    """Before it is signed, SignatureMethod names this algorithm."""
    message.signed_info.find(n.SIGNATURE_METHOD).set("Algorithm", algorithm)
    return message


def test_sha1_as_cxf_does_by_default(honest, now, proven):
    assert proven(slips.signed(named(honest, slips.RSA_SHA1), pkcs1(now, slips.HASH_SHA1))) == "TANDA_TANGAN_SHA1"


def test_hmac(honest, now, proven):
    assert proven(slips.signed(named(honest, f"{n.DS}hmac-sha1"), pkcs1(now))) == "ALGORITME_LAIN"


@pytest.mark.parametrize("kind", ["ec", "ec384"])
def test_ecdsa_in_der(now, proven, kind):
    message = slips.message(now, kind)
    hash_ = hashes.SHA256() if kind == "ec" else hashes.SHA384()
    key = slips.key(now, kind)
    assert proven(slips.signed(message, lambda data: key.sign(data, ec.ECDSA(hash_)))) == "ECDSA_DER"


@pytest.mark.parametrize(
    ("salt", "mask"),
    [(0, None), (20, None), (222, None), (32, slips.HASH_SHA1)],
    ids=["0", "20", "longest", "MGF1-SHA1"],
)
def test_pss_with_another_salt_or_mask(now, proven, salt, mask):
    message = slips.message(now, "rsa", n.PSS_SHA256)
    assert proven(slips.signed(message, pss(now, salt, mask))) == "PSS_GARAM"


def test_pss_where_pkcs1_is_named(honest, now, proven):
    assert proven(slips.signed(honest, pss(now, 32))) == "PADDING_TERTUKAR"


def test_pkcs1_where_pss_is_named(now, proven):
    assert proven(slips.signed(slips.message(now, "rsa", n.PSS_SHA256), pkcs1(now))) == "PADDING_TERTUKAR"


@pytest.mark.parametrize("made", [slips.HASH_SHA1, hashes.SHA512()], ids=lambda hash_: hash_.name)
def test_another_hash_than_named(honest, now, proven, made):
    assert proven(slips.signed(honest, pkcs1(now, made))) == "HASH_TERTUKAR"


def test_another_hash_than_named_with_ecdsa(now, proven):
    message, key = slips.message(now, "ec384"), slips.key(now, "ec384")

    def make(data):
        return plain(key.sign(data, ec.ECDSA(hashes.SHA256())), 48)

    assert proven(slips.signed(message, make)) == "HASH_TERTUKAR"


def plain(der, size):
    return b"".join(part.to_bytes(size) for part in decode_dss_signature(der))


def test_ecdsa_with_a_zero_too_many(now, proven):
    """As BigInteger.toByteArray gives r and s in Java."""
    key = slips.key(now, "ec")
    message = slips.signed(slips.message(now, "ec"), lambda data: plain(key.sign(data, ec.ECDSA(hashes.SHA256())), 33))
    assert proven(message) == "ECDSA_PANJANG"


def test_hashed_twice(honest, now, proven):
    assert proven(slips.signed(honest, lambda data: pkcs1(now)(sha256(data).digest()))) == "HASH_DUA_KALI"


def test_without_digest_info(honest, now, proven):
    def make(data):
        """RSA by hand: the padding of PKCS#1 v1.5 around the bare digest."""
        numbers = slips.key(now).private_numbers()
        padded = b"\x00\x01" + b"\xff" * (256 - 3 - 32) + b"\x00" + sha256(data).digest()
        return pow(int.from_bytes(padded), numbers.d, numbers.public_numbers.n).to_bytes(256)

    assert proven(slips.signed(honest, make)) == "TANPA_DIGESTINFO"


@pytest.mark.parametrize(
    ("write", "code"),
    [
        (bytes.hex, "NILAI_TANDA_TANGAN_HEX"),
        (lambda value: slips.b64(value.hex().encode()), "NILAI_TANDA_TANGAN_HEX"),
        (lambda value: urlsafe_b64encode(value).decode().rstrip("="), "NILAI_TANDA_TANGAN_BASE64"),
        (lambda value: slips.b64(value[::-1]), "NILAI_TANDA_TANGAN_TERBALIK"),
    ],
    ids=["hex", "base64-of-hex", "base64url", "little-endian"],
)
def test_value_written_otherwise(honest, now, proven, write, code):
    assert proven(slips.signed(honest, pkcs1(now), write=write)) == code


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (slips.written, "TANPA_C14N"),
        (slips.inclusive, "C14N_INKLUSIF_DIHITUNG"),
        (lambda signed_info: canonical(signed_info, ["soap", "wsse"]), "DAFTAR_AWALAN"),
        (lambda signed_info: canonical(signed_info.getroottree().getroot()[1]), "BUKAN_SIGNEDINFO"),
    ],
    ids=["as-written", "inclusive", "prefix-list", "the-body"],
)
@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_over_other_bytes_of_signed_info(now, proven, kind, read, code):
    message, signer = slips.message(now, kind), certificates.signer(now, kind)
    assert proven(slips.signed(message, signer.sign, read=read)) == code


def test_signed_info_indented_after_signing(honest, proven):
    etree.indent(honest.signed_info, level=4)
    assert proven(honest) == "DISUSUN_ULANG"


def test_signed_info_under_another_prefix(honest, proven):
    raw = honest.raw.replace(b"<ds:", b"<dsig:").replace(b"</ds:", b"</dsig:").replace(b"xmlns:ds=", b"xmlns:dsig=")
    assert proven(raw) == "AWALAN_DIGANTI"


def test_unused_bits_in_the_value(now, proven):
    def write(value):
        text = slips.b64(value)
        return text[:-3] + chr(ord(text[-3]) + 1) + "=="

    assert proven(slips.signed(slips.message(now), pkcs1(now), write=write)) == "NILAI_TANDA_TANGAN_BASE64"


@pytest.mark.parametrize("make", ["sha224", "pss"])
def test_the_right_key_is_not_called_wrong(now, told, make):
    """Over other bytes, and in a way that is not tried: nothing is claimed that is not so."""
    message, key = slips.message(now), slips.key(now)
    way = padding.PKCS1v15() if make == "sha224" else padding.PSS(padding.MGF1(hashes.SHA256()), 32)
    hash_ = hashes.SHA224() if make == "sha224" else hashes.SHA256()
    codes = told(slips.signed(message, lambda _: key.sign(b"lain", way, hash_)))
    assert codes == (["SIGNEDINFO_BERUBAH"] if make == "sha224" else ["KUNCI_BUKAN_PASANGAN", "SIGNEDINFO_BERUBAH"])


def test_the_search_ends(now, told, monkeypatch):
    monkeypatch.setattr(signature_values, "_MOST_TRIES", 100)
    raw = slips.message(now, "ec").raw.replace(b"<ds:", b"<q:").replace(b"</ds:", b"</q:").replace(b"s:ds=", b"s:q=")
    assert told(raw) == ["KUNCI_BUKAN_PASANGAN", "SIGNEDINFO_BERUBAH"]


def test_key_of_another_certificate(now, proven):
    other = certificates.good(now, "rsa", "STRANGER")
    shown = certificates.signer(now, "rsa")
    message = forge.request(KeySigner(shown.certificate, shown.algorithm, other.key), now)
    assert proven(message) == "KUNCI_BUKAN_PASANGAN"


def test_key_of_another_certificate_cannot_be_proven_of_a_curve(now, told):
    other, shown = certificates.good(now, "ec", "STRANGER"), certificates.signer(now, "ec")
    message = forge.request(KeySigner(shown.certificate, shown.algorithm, other.key), now)
    assert told(message) == ["KUNCI_BUKAN_PASANGAN", "SIGNEDINFO_BERUBAH"]


def test_digest_value_changed_after_signing(honest, told):
    honest.references[0].find(n.DIGEST_VALUE).text = slips.digest(b"lain")
    assert told(honest) == ["SIGNEDINFO_BERUBAH", "ISI_BERUBAH"]


def test_short_key(now, proven):
    identity = certificates.rsa_1024(now)
    message = forge.request(KeySigner(identity.certificate.public_bytes(Encoding.DER), n.RSA_SHA256, identity.key), now)
    assert proven(message, trust=lambda _: None) == "KUNCI_PENDEK"


def test_algorithm_of_another_kind_of_key(now, proven):
    message = slips.message(now, "ec")
    assert proven(slips.signed(named(message, n.RSA_SHA256), slips.der(now))) == "ALGORITME_BUKAN_KUNCI"
