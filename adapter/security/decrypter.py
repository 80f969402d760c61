"""Who may read what is encrypted: a certificate and the means to use its key, wherever the key is kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.errors import OperatorError
from adapter.security.algorithms import PrivateKey
from adapter.security.certificate import parse_certificate
from adapter.security.key_uri import KeyUri, is_key_uri
from adapter.security.keys import load_certificate, load_private_key

OAEP: Final = padding.OAEP(padding.MGF1(SHA256()), SHA256(), label=None)
"""RSA-OAEP with SHA-256 in both places (XML Encryption 1.1, 5.5.2): the only key transport that is spoken."""


class Decrypter(Protocol):
    """Reads what is encrypted for one certificate (DER), whose key is RSA."""

    @property
    def certificate(self) -> bytes:
        """The DER of the certificate for which others encrypt."""

    def unwrap(self, wrapped: bytes) -> bytes | None:
        """Give what `OAEP` has wrapped, or None where it has wrapped nothing so; which, nobody outside may learn."""


@dataclass(frozen=True, slots=True)
class KeyDecrypter:
    """A decrypter whose private key is in memory; it never shows in a repr."""

    certificate: bytes
    _key: rsa.RSAPrivateKey

    def unwrap(self, wrapped: bytes) -> bytes | None:
        """As Decrypter says."""
        try:
            return self._key.decrypt(wrapped, OAEP)
        except ValueError:
            return None

    def __repr__(self) -> str:
        return "KeyDecrypter(RSA-OAEP)"


def key_decrypter(key: PrivateKey, certificate: x509.Certificate) -> KeyDecrypter:
    """A decrypter of this key and certificate. Raises OperatorError where nobody may encrypt for them."""
    der = certificate.public_bytes(Encoding.DER)
    if not isinstance(key, rsa.RSAPrivateKey) or not parse_certificate(der).enciphers:
        raise OperatorError(
            "an agreement wants encrypted messages, but the certificate is not RSA with keyEncipherment; "
            "for a trial make one with `jembatan keys --encipher`"
        )
    return KeyDecrypter(der, key)


def load_decrypter(key: str | Path | KeyUri, certificate: Path) -> KeyDecrypter:
    """A decrypter from two PEM files, which load_signer has found to be a pair.

    Raises OperatorError, also for a key in a token: those that are spoken to here sign only.
    """
    if isinstance(key, KeyUri) or is_key_uri(str(key)):
        raise OperatorError("an agreement wants encrypted messages, and a key in a token does not decrypt; use a file")
    return key_decrypter(load_private_key(Path(key)), load_certificate(certificate))
