"""The signer's certificate: the BinarySecurityToken that the signature's KeyInfo names (X.509 token profile 1.1)."""

from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from lxml import etree

from adapter import limits
from adapter.security.canonical import decode_base64
from adapter.security.errors import InvalidSecurityToken, SecurityTokenUnavailable, UnsupportedSecurityToken
from adapter.security.header import sequence
from adapter.security.names import BASE64, ID, TOKEN_LINK, TOKEN_REFERENCE, X509V3


class Certificate:
    """An X.509 certificate, parsed once: its thumbprint (SHA-256 of the DER), its days, and its public key."""

    __slots__ = ("key", "may_sign", "not_after", "not_before", "parsed", "thumbprint")

    def __init__(self, parsed: x509.Certificate) -> None:
        """Read what verification needs. Raises InvalidSecurityToken for a key that cannot be read."""
        self.parsed = parsed
        try:
            self.thumbprint: bytes = parsed.fingerprint(SHA256())
            self.not_before = parsed.not_valid_before_utc
            self.not_after = parsed.not_valid_after_utc
            self.key: PublicKeyTypes = parsed.public_key()
            self.may_sign = parsed.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
        except x509.ExtensionNotFound:
            # RFC 5280 would allow any use. Default deny: a signing certificate says that it is one.
            self.may_sign = False
        except Exception:  # noqa: BLE001 - whatever a hostile certificate makes the parser raise
            raise InvalidSecurityToken("a certificate that cannot be read") from None

    def require_usable(self, now: datetime) -> None:
        """Refuse a certificate outside of its days, or not meant for signing. Raises InvalidSecurityToken."""
        if now < self.not_before:
            raise InvalidSecurityToken(f"the certificate is not valid before {_stamp(self.not_before)}")
        if now > self.not_after:
            raise InvalidSecurityToken(f"the certificate has expired on {_stamp(self.not_after)}")
        if not self.may_sign:
            raise InvalidSecurityToken("the certificate's key usage does not have digitalSignature")


def read_token(token: etree._Element, key_info: etree._Element) -> Certificate:
    """The certificate in `token`, which `key_info` must name by its id.

    Raises UnsupportedSecurityToken, SecurityTokenUnavailable, InvalidSecurity or InvalidSecurityToken.
    Not checked: whether anybody trusts it.
    """
    sequence(token)
    if token.get("ValueType") != X509V3 or token.get("EncodingType", BASE64) != BASE64:
        raise UnsupportedSecurityToken("a token that is not one X.509 v3 certificate in base64")
    (reference,) = sequence(key_info, TOKEN_REFERENCE)
    (link,) = sequence(reference, TOKEN_LINK)
    if token.get(ID) is None or link.get("URI") != f"#{token.get(ID)}":
        raise SecurityTokenUnavailable("KeyInfo names a token that is not in the Security header")
    der = decode_base64(token.text)
    if len(der) > limits.MAX_CERTIFICATE_BYTES:
        raise InvalidSecurityToken(f"a certificate of {len(der)} bytes; {limits.MAX_CERTIFICATE_BYTES} are the most")
    return parse_certificate(der)


@lru_cache(maxsize=256)
def parse_certificate(der: bytes) -> Certificate:
    """Parse a DER certificate; the same bytes are parsed once. Raises InvalidSecurityToken."""
    try:
        parsed = x509.load_der_x509_certificate(der)
    except Exception:  # noqa: BLE001 - whatever hostile bytes make the parser raise
        raise InvalidSecurityToken("a certificate that cannot be read") from None
    return Certificate(parsed)


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
