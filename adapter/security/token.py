"""Who signs: the certificate that the signature's KeyInfo names (X.509 token profile 1.1, 3.2).

By a reference to the BinarySecurityToken in the message; or by issuer and serial number, subject key identifier or
thumbprint, which must find a certificate that is known here. A token in the message must be the one that is named.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from lxml import etree

from adapter import limits
from adapter.security.canonical import decode_base64, without_space
from adapter.security.certificate import (
    Certificate,
    CertificateName,
    IssuerSerial,
    SubjectKeyIdentifier,
    Thumbprint,
    parse_certificate,
)
from adapter.security.errors import (
    FailedAuthentication,
    InvalidSecurity,
    InvalidSecurityToken,
    SecurityTokenUnavailable,
    UnsupportedSecurityToken,
)
from adapter.security.header import refuse_others, sequence
from adapter.security.names import (
    BASE64,
    ID,
    KEY_IDENTIFIER,
    TOKEN_LINK,
    TOKEN_REFERENCE,
    X509_DATA,
    X509_ISSUER_NAME,
    X509_ISSUER_SERIAL,
    X509_SERIAL_NUMBER,
    X509_SKI,
    X509_THUMBPRINT,
    X509V3,
)

Find = Callable[[CertificateName], Sequence[Certificate]]
"""The certificates known here that a message may mean by a name. What is found is put before Trust like any other."""

_IDENTIFIERS: dict[str, Callable[[bytes], CertificateName]] = {
    X509_SKI: SubjectKeyIdentifier,
    X509_THUMBPRINT: Thumbprint,
}
# RFC 5280, 4.1.2.2: at most 20 octets.
_SERIAL = re.compile(r"\d{1,49}", re.ASCII)


def nobody(_name: CertificateName) -> Sequence[Certificate]:
    """Find for those who know no certificate beforehand: every message must bring its own."""
    return ()


def read_token(token: etree._Element | None, key_info: etree._Element, find: Find, now: datetime) -> Certificate:
    """The signer's certificate: the one in `token`, or one that `find` knows.

    Raises UnsupportedSecurityToken, SecurityTokenUnavailable, InvalidSecurity, InvalidSecurityToken, or
    FailedAuthentication for a name that nobody bears. Not checked: whether anybody trusts it.
    """
    (reference,) = sequence(key_info, TOKEN_REFERENCE)
    refuse_others(reference, (TOKEN_LINK, KEY_IDENTIFIER, X509_DATA))
    if [child.tag for child in reference] == [TOKEN_LINK]:
        (link,) = reference
        sequence(link)
        if token is None or token.get(ID) is None or link.get("URI") != f"#{token.get(ID)}":
            raise SecurityTokenUnavailable("KeyInfo names a token that is not in the Security header")
        return _certificate_in(token)
    name = _name(reference)
    if token is None:
        return _found(name, find, now)
    own = _certificate_in(token)
    if not own.is_named(name):
        raise InvalidSecurityToken("the certificate in the message is another than KeyInfo names")
    return own


def _certificate_in(token: etree._Element) -> Certificate:
    sequence(token)
    if token.get("ValueType") != X509V3 or token.get("EncodingType", BASE64) != BASE64:
        raise UnsupportedSecurityToken("a token that is not one X.509 v3 certificate in base64")
    text = token.text or ""
    # Before anything is kept: anybody may send certificates. Base64 takes four thirds, line ends and spaces some more.
    if len(text) > limits.MAX_CERTIFICATE_BYTES * 2:
        raise InvalidSecurityToken(f"a certificate of more than {limits.MAX_CERTIFICATE_BYTES} bytes")
    return _decoded(text)


@lru_cache(maxsize=256)
def _decoded(text: str) -> Certificate:
    """The certificate in a token's text; decoded once, for a partner sends the same one with every message."""
    der = decode_base64(text)
    if len(der) > limits.MAX_CERTIFICATE_BYTES:
        raise InvalidSecurityToken(f"a certificate of more than {limits.MAX_CERTIFICATE_BYTES} bytes")
    return parse_certificate(der)


def _name(reference: etree._Element) -> CertificateName:
    """What a SecurityTokenReference without a token calls the certificate."""
    tags = [child.tag for child in reference]
    if tags == [X509_DATA]:
        return _issuer_serial(reference[0])
    (identifier,) = sequence(reference, KEY_IDENTIFIER)
    sequence(identifier)
    make = _IDENTIFIERS.get(identifier.get("ValueType", ""))
    if make is None or identifier.get("EncodingType", BASE64) != BASE64:
        raise UnsupportedSecurityToken("a KeyIdentifier that is neither a subject key identifier nor a thumbprint")
    return make(decode_base64(identifier.text))


def _issuer_serial(data: etree._Element) -> IssuerSerial:
    (pair,) = sequence(data, X509_ISSUER_SERIAL)
    issuer, serial = sequence(pair, X509_ISSUER_NAME, X509_SERIAL_NUMBER)
    number = without_space(serial.text)
    if len(issuer) or len(serial) or not _SERIAL.fullmatch(number):
        raise InvalidSecurity("an issuer and serial number that cannot be read")
    return IssuerSerial(issuer.text or "", int(number))


def _found(name: CertificateName, find: Find, now: datetime) -> Certificate:
    """The one known certificate of that name; of several with one key, the one whose days these are."""
    known = [certificate for certificate in find(name) if certificate.is_named(name)]
    if not known:
        raise FailedAuthentication("KeyInfo names a certificate that is not known here")
    # A key identifier is of the key: after a renewal with the old key, two certificates bear it.
    if any(certificate.key != known[0].key for certificate in known):
        raise InvalidSecurityToken("KeyInfo's name fits certificates with different keys")
    return min(known, key=lambda certificate: not certificate.not_before <= now <= certificate.not_after)
