"""An X.509 certificate as messages need it: whether it may sign today, and the names by which a message may call it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

from adapter.limits import MIN_RSA_BITS
from adapter.security.distinguished_name import parts_of
from adapter.security.errors import InvalidSecurityToken


@dataclass(frozen=True, slots=True)
class IssuerSerial:
    """Who issued it, as the message writes it (RFC 4514 or one of its elders), and its serial number."""

    issuer: str
    serial: int


@dataclass(frozen=True, slots=True)
class SubjectKeyIdentifier:
    """The value of the extension of that name (RFC 5280, 4.2.1.2); certificates renewed with one key share it."""

    value: bytes


@dataclass(frozen=True, slots=True)
class Thumbprint:
    """SHA-1 of the DER, as WS-Security 1.1 names it. It finds a certificate; what it finds must still be trusted."""

    value: bytes


CertificateName = IssuerSerial | SubjectKeyIdentifier | Thumbprint


class Certificate:
    """A certificate, parsed once: its thumbprint (SHA-256 of the DER), its days, its public key, its names.

    Names are as RFC 4514 writes them. `enciphers`: messages may be encrypted for it (RSA, with keyEncipherment).
    """

    __slots__ = (
        "enciphers",
        "issuer",
        "key",
        "may_sign",
        "not_after",
        "not_before",
        "parsed",
        "serial",
        "sha1",
        "ski",
        "subject",
        "thumbprint",
    )

    def __init__(self, parsed: x509.Certificate) -> None:
        """Read what verification needs. Raises InvalidSecurityToken for a certificate that cannot be read."""
        try:
            self.parsed = parsed
            self.thumbprint: bytes = parsed.fingerprint(SHA256())
            self.sha1: bytes = parsed.fingerprint(SHA1())  # noqa: S303 - a name, not a proof
            self.serial: int = parsed.serial_number
            # Read now: the parser reads names when they are asked for, and raises only then.
            self.issuer: str = parsed.issuer.rfc4514_string()
            self.subject: str = parsed.subject.rfc4514_string()
            self.not_before = parsed.not_valid_before_utc
            self.not_after = parsed.not_valid_after_utc
            self.key: PublicKeyTypes = parsed.public_key()
            self.ski = _subject_key_identifier(parsed)
            # Without KeyUsage RFC 5280 would allow any use. Default deny: a signing certificate says that it is one.
            usage = _key_usage(parsed)
            self.may_sign = usage is not None and usage.digital_signature
            self.enciphers = usage is not None and usage.key_encipherment and _is_rsa(self.key)
        except Exception:  # noqa: BLE001 - whatever a hostile certificate makes the parser raise
            raise InvalidSecurityToken("a certificate that cannot be read") from None

    def is_named(self, name: CertificateName) -> bool:
        """Whether a message may mean this certificate by `name`."""
        match name:
            case Thumbprint(value):
                return value == self.sha1
            case SubjectKeyIdentifier(value):
                return value == self.ski
            case IssuerSerial(issuer, serial):
                written = parts_of(issuer)
                return serial == self.serial and written is not None and written == parts_of(self.issuer)

    def require_usable(self, now: datetime) -> None:
        """Refuse a certificate outside of its days, or not meant for signing. Raises InvalidSecurityToken."""
        if now < self.not_before:
            raise InvalidSecurityToken(f"the certificate is not valid before {_stamp(self.not_before)}")
        if now > self.not_after:
            raise InvalidSecurityToken(f"the certificate has expired on {_stamp(self.not_after)}")
        if not self.may_sign:
            raise InvalidSecurityToken("the certificate's key usage does not have digitalSignature")


@lru_cache(maxsize=256)
def parse_certificate(der: bytes) -> Certificate:
    """Parse a DER certificate; the same bytes are parsed once. Raises InvalidSecurityToken."""
    try:
        parsed = x509.load_der_x509_certificate(der)
    except Exception:  # noqa: BLE001 - whatever hostile bytes make the parser raise
        raise InvalidSecurityToken("a certificate that cannot be read") from None
    return Certificate(parsed)


def _subject_key_identifier(parsed: x509.Certificate) -> bytes | None:
    try:
        return parsed.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return None


def _key_usage(parsed: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return parsed.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None


def _is_rsa(key: PublicKeyTypes) -> bool:
    return isinstance(key, rsa.RSAPublicKey) and key.key_size >= MIN_RSA_BITS


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
