"""Who signs: a certificate and the means to sign with its key, wherever the key is kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.errors import OperatorError
from adapter.security.key_uri import KeyUri, is_key_uri, parse_key_uri
from adapter.security.keys import load_certificate, load_private_key
from adapter.security.names import ECDSA_SHA256, RSA_SHA256
from adapter.security.pkcs11 import token_signer
from adapter.security.policy import P256_BYTES


class Signer(Protocol):
    """Signs in one name. `certificate` is DER, `algorithm` the signature's URI."""

    @property
    def certificate(self) -> bytes:
        """The DER of the certificate that goes with every signature."""

    @property
    def algorithm(self) -> str:
        """The URI of the algorithm that `sign` carries out."""

    def sign(self, data: bytes) -> bytes:
        """Give the signature over `data`, as XML Signature writes it (ECDSA: r and s, not DER)."""


@dataclass(frozen=True, slots=True)
class KeySigner:
    """A signer whose private key is in memory; it never shows in a repr."""

    certificate: bytes
    algorithm: str
    _key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    def sign(self, data: bytes) -> bytes:
        """As Signer says."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), SHA256())
        r, s = decode_dss_signature(self._key.sign(data, ec.ECDSA(SHA256())))
        return r.to_bytes(P256_BYTES) + s.to_bytes(P256_BYTES)

    def __repr__(self) -> str:
        return f"KeySigner({self.algorithm.rpartition('#')[2]})"


def key_signer(key: object, certificate: x509.Certificate) -> KeySigner:
    """A signer of this key and certificate. Raises OperatorError for a kind of key that is not used here."""
    der = certificate.public_bytes(Encoding.DER)
    if isinstance(key, rsa.RSAPrivateKey):
        return KeySigner(der, RSA_SHA256, key)
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return KeySigner(der, ECDSA_SHA256, key)
    raise OperatorError("the key is neither RSA nor ECDSA P-256; make one with `jembatan keys`")


def load_signer(key: str | Path | KeyUri, certificate: Path) -> Signer:
    """A signer of a PEM file's key, or of a key in a token (its PKCS #11 URI), and the certificate's PEM file.

    Raises OperatorError for what cannot be read or used, and for a key and a certificate that do not belong together.
    """
    if isinstance(key, KeyUri) or is_key_uri(str(key)):
        return token_signer(key if isinstance(key, KeyUri) else parse_key_uri(str(key)), load_certificate(certificate))
    private, public = load_private_key(Path(key)), load_certificate(certificate)
    if private.public_key() != public.public_key():
        raise OperatorError(
            f"{key} is not the key of the certificate {certificate}; give the pair that belongs together"
        )
    return key_signer(private, public)
