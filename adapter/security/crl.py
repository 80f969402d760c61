"""One certificate revocation list, read from bytes (RFC 5280, 5). Who issued it is for revocation.py to say."""

import re
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa

from adapter import limits
from adapter.errors import JembatanError

_BLOCK = re.compile(rb"-----BEGIN (X509 CRL|CERTIFICATE)-----.*?-----END \1-----", re.DOTALL)


class CrlError(JembatanError):
    """A file that is no complete list, or one of a kind that is not supported."""


@dataclass(frozen=True, slots=True, eq=False)
class RevocationList:
    """A complete list of one issuer: the serial numbers of what it has revoked, from `this_update` to `next_update`."""

    parsed: x509.CertificateRevocationList
    serials: frozenset[int]
    this_update: datetime
    next_update: datetime

    @property
    def issuer(self) -> x509.Name:
        """The name of whoever must have signed it."""
        return self.parsed.issuer

    def signed_by(self, issuer: x509.Certificate) -> bool:
        """Whether `issuer`, who must be allowed to, signed this list; cryptography refuses weak digests by itself."""
        if issuer.subject != self.parsed.issuer or not _may_sign_lists(issuer):
            return False
        try:
            key = issuer.public_key()
            if isinstance(key, rsa.RSAPublicKey) and key.key_size < limits.MIN_RSA_BITS:
                return False
            return self.parsed.is_signature_valid(key)  # type: ignore[arg-type] # another kind of key is a TypeError
        except (TypeError, ValueError, UnsupportedAlgorithm):
            return False


def read_lists(data: bytes) -> list[RevocationList]:
    """The lists in a file's bytes: one in DER, or any number in PEM. Raises CrlError for whatever is not whole."""
    try:
        return [_read(parsed) for parsed in _load(data)]
    except CrlError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever damaged bytes make the parser raise
        raise CrlError(f"no list in PEM or DER form ({type(error).__name__})") from None


def _load(data: bytes) -> list[x509.CertificateRevocationList]:
    if b"-----BEGIN" not in data:
        return [x509.load_der_x509_crl(data)]
    # A file that is still being written may end in the middle of a block.
    if data.count(b"-----BEGIN") != len(_BLOCK.findall(data)):
        raise CrlError("a PEM block without its end")
    blocks = [match for match in _BLOCK.finditer(data) if match[1] == b"X509 CRL"]
    return [x509.load_pem_x509_crl(match[0]) for match in blocks]


def _read(parsed: x509.CertificateRevocationList) -> RevocationList:
    # Part of a list (indirect, delta, of some reasons, of one distribution point) says so in a critical extension.
    if any(extension.critical for extension in parsed.extensions):
        raise CrlError("a list with a critical extension: only complete lists of their own issuer are supported")
    if parsed.next_update_utc is None:
        raise CrlError("a list without nextUpdate, which RFC 5280 requires")
    serials = frozenset(revoked.serial_number for revoked in parsed)
    return RevocationList(parsed, serials, parsed.last_update_utc, parsed.next_update_utc)


def _may_sign_lists(issuer: x509.Certificate) -> bool:
    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.crl_sign
    except (x509.ExtensionNotFound, ValueError):
        return False
