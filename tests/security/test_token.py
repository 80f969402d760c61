"""The certificate in a message: parsed once, and never kept where it is too large to be one."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from adapter import limits
from adapter.security import names as n
from adapter.security.certificate import Certificate, parse_certificate
from adapter.security.errors import InvalidSecurityToken
from adapter.security.token import nobody, read_token
from tests.support import certificates


def read(der: bytes) -> Certificate:
    token = etree.Element(n.TOKEN, {"ValueType": n.X509V3, n.ID: "t"})
    token.text = b64encode(der).decode()
    key_info = etree.Element(n.KEY_INFO)
    etree.SubElement(etree.SubElement(key_info, n.TOKEN_REFERENCE), n.TOKEN_LINK, URI="#t")
    return read_token(token, key_info, nobody, datetime.now(UTC))


def der(identity) -> bytes:
    return identity.certificate.public_bytes(Encoding.DER)


def test_one_certificate_is_parsed_once(now):
    assert read(der(certificates.good(now))) is read(der(certificates.good(now)))


def test_what_is_too_large_is_not_kept(now):
    """Anybody may send certificates; 256 of 3 MB each would fill the memory."""
    kept = parse_certificate.cache_info().currsize
    with pytest.raises(InvalidSecurityToken, match="bytes"):
        read(b"\x30" * (limits.MAX_CERTIFICATE_BYTES + 1))
    assert parse_certificate.cache_info().currsize == kept


def test_a_certificate_is_usable_from_its_first_second_to_its_last(now):
    certificate = read(der(certificates.good(now)))
    second = timedelta(seconds=1)
    certificate.require_usable(certificate.not_before)
    certificate.require_usable(certificate.not_after)
    for moment in (certificate.not_before - second, certificate.not_after + second):
        with pytest.raises(InvalidSecurityToken):
            certificate.require_usable(moment)


@pytest.mark.parametrize("make", [certificates.without_digital_signature, certificates.without_key_usage])
def test_a_certificate_says_that_it_signs(now, make):
    with pytest.raises(InvalidSecurityToken, match="digitalSignature"):
        read(der(make(now))).require_usable(now)


def test_a_name_that_the_parser_reads_late_and_cannot(now):
    """Found by the fuzzer: the certificate is parsed, its signature is not looked at, and its issuer raises."""
    good = bytearray(der(certificates.good(now, "ec")))
    at = good.index(b"otoritas uji")
    good[at - 2] = 0x0C + 0x20  # the string's tag, made a constructed one
    with pytest.raises(InvalidSecurityToken, match="cannot be read"):
        read(bytes(good))


def test_any_bit_of_a_certificate_changed_makes_another_or_none(now):
    good = der(certificates.good(now, "ec"))
    for index in range(len(good)):
        changed = bytearray(good)
        changed[index] ^= 1
        try:
            assert read(bytes(changed)).thumbprint != read(good).thumbprint
        except InvalidSecurityToken:
            continue
