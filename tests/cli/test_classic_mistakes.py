"""Twenty classic mistakes of partners' developers, from file to name: what `jembatan periksa-pesan` is for.

Each is told by its code, and as proven; tests/security/diagnosis has all that it knows.
"""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from adapter.security import names as n
from adapter.security.canonical import canonical
from tests.support import certificates, slips
from tests.support.forge import Message

Spoil = Callable[[Message, datetime], Message | bytes]


def indented(message: Message, _now: datetime) -> Message:
    etree.indent(message.body)
    return message


def prefix_renamed(message: Message, _now: datetime) -> bytes:
    return re.sub(rb"(</?|xmlns:)k([:=])", rb"\1ns1\2", message.raw)


def inclusive_computed(message: Message, now: datetime) -> Message:
    return slips.digested(message, message.body, now, slips.inclusive)


def inclusive_declared(message: Message, now: datetime) -> Message:
    for method in message.root.iter(n.TRANSFORM, n.C14N_METHOD):
        method.set("Algorithm", slips.INCLUSIVE)
    for part, reference in zip((message.body, message.token, message.timestamp), message.references, strict=True):
        reference.find(n.DIGEST_VALUE).text = slips.digest(slips.inclusive(part))
    return slips.signed(message, slips.pkcs1(now), read=slips.inclusive)


def clock_ahead(message: Message, now: datetime) -> Message:
    for element, seconds in zip(message.timestamp, (312, 612), strict=True):
        element.text = (now + timedelta(seconds=seconds)).astimezone(UTC).isoformat()
    return message.sign_again(certificates.signer(now, "rsa"))


def without_zone(message: Message, now: datetime) -> Message:
    message.timestamp[0].text = (message.timestamp[0].text or "").rstrip("Z")
    return message.sign_again(certificates.signer(now, "rsa"))


def token_missing(message: Message, _now: datetime) -> Message:
    message.security.remove(message.token)
    return message


def token_as_pem(message: Message, now: datetime) -> Message:
    message.token.text = certificates.good(now).certificate.public_bytes(Encoding.PEM).decode()
    return message.sign_again(certificates.signer(now, "rsa"))


def sha1_of_cxf(message: Message, now: datetime) -> Message:
    message.signed_info.find(n.SIGNATURE_METHOD).set("Algorithm", slips.RSA_SHA1)
    return slips.signed(message, slips.pkcs1(now, slips.HASH_SHA1))


def ecdsa_in_der(_message: Message, now: datetime) -> Message:
    return slips.signed(slips.message(now, "ec"), slips.der(now))


def pss_salt_of_twenty(_message: Message, now: datetime) -> Message:
    return slips.signed(slips.message(now, "rsa", n.PSS_SHA256), slips.pss(now, 20))


def pss_for_pkcs1(message: Message, now: datetime) -> Message:
    return slips.signed(message, slips.pss(now, 32))


def hashed_twice(message: Message, now: datetime) -> Message:
    return slips.signed(message, lambda data: slips.pkcs1(now)(sha256(data).digest()))


def another_hash(message: Message, now: datetime) -> Message:
    return slips.signed(message, slips.pkcs1(now, hashes.SHA512()))


def signed_as_written(message: Message, now: datetime) -> Message:
    return slips.signed(message, slips.pkcs1(now), read=slips.written)


def digest_in_hexadecimal(message: Message, now: datetime) -> Message:
    return slips.digested(message, message.body, now, canonical, write=lambda data: sha256(data).hexdigest())


def before_the_id(message: Message, now: datetime) -> Message:
    def read(part: etree._Element) -> bytes:
        return re.sub(rb' (xmlns:wsu|wsu:Id)="[^"]*"', b"", canonical(part))

    return slips.digested(message, message.body, now, read)


def child_of_the_body(message: Message, now: datetime) -> Message:
    return slips.digested(message, message.body, now, lambda part: canonical(part[0]))


def comments_computed(message: Message, now: datetime) -> Message:
    message.body[0].insert(0, etree.Comment("catatan"))
    return slips.digested(
        message, message.body, now, lambda part: etree.tostring(part, method="c14n", exclusive=True, with_comments=True)
    )


def value_in_hexadecimal(message: Message, now: datetime) -> Message:
    return slips.signed(message, slips.pkcs1(now), write=bytes.hex)


CLASSICS: dict[str, tuple[Spoil, str]] = {
    "the body was indented after signing": (indented, "DISUSUN_ULANG"),
    "an intermediary has renamed a prefix": (prefix_renamed, "AWALAN_DIGANTI"),
    "inclusive C14N computed where exclusive is declared": (inclusive_computed, "C14N_INKLUSIF_DIHITUNG"),
    "inclusive C14N declared": (inclusive_declared, "C14N_INKLUSIF_DINYATAKAN"),
    "a clock 312 s ahead": (clock_ahead, "JAM_MENDAHULUI"),
    "a Timestamp without a zone": (without_zone, "TIMESTAMP_TANPA_ZONA"),
    "the token is missing": (token_missing, "TOKEN_TIDAK_ADA"),
    "the token is PEM text": (token_as_pem, "TOKEN_PEM"),
    "SHA-1, as CXF has it by default": (sha1_of_cxf, "TANDA_TANGAN_SHA1"),
    "ECDSA in DER, as Java writes it": (ecdsa_in_der, "ECDSA_DER"),
    "PSS with a salt of 20 bytes": (pss_salt_of_twenty, "PSS_GARAM"),
    "PSS where PKCS#1 is named": (pss_for_pkcs1, "PADDING_TERTUKAR"),
    "the digest was hashed again": (hashed_twice, "HASH_DUA_KALI"),
    "another hash than named": (another_hash, "HASH_TERTUKAR"),
    "signed without canonicalisation": (signed_as_written, "TANPA_C14N"),
    "a digest in hexadecimal": (digest_in_hexadecimal, "DIGEST_HEX"),
    "a signature value in hexadecimal": (value_in_hexadecimal, "NILAI_TANDA_TANGAN_HEX"),
    "digested before the id was there": (before_the_id, "SEBELUM_ID"),
    "the Body's child was digested": (child_of_the_body, "ANAK_DIHITUNG"),
    "comments were digested": (comments_computed, "KOMENTAR_DIHITUNG"),
}


@pytest.mark.parametrize("mistake", CLASSICS)
def test_it_is_named(jembatan, now, mistake):
    spoil, code = CLASSICS[mistake]
    spoilt = spoil(slips.message(now), now)
    Path("pesan.xml").write_bytes(spoilt if isinstance(spoilt, bytes) else spoilt.raw)
    kind = "ec" if spoil is ecdsa_in_der else "rsa"
    Path("cert.pem").write_bytes(certificates.good(now, kind).certificate.public_bytes(Encoding.PEM))
    result = jembatan("periksa-pesan", "pesan.xml", "--sertifikat", "cert.pem", "--pada", now.isoformat(), "--json")
    assert result.exit_code == 1
    first = json.loads(result.stdout)["sebab"][0]
    assert (first["kode"], first["terbukti"]) == (code, True)
    assert first["tindakan"].endswith(".")
