"""Who signs: a certificate and the means to sign with its key, wherever the key is kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.errors import OperatorError
from adapter.security.algorithms import SIGNATURES, PrivateKey, SignatureAlgorithm, default_algorithm
from adapter.security.key_uri import KeyUri, is_key_uri, parse_key_uri
from adapter.security.keys import load_certificate, load_private_key
from adapter.security.pkcs11 import token_signer


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
    _key: PrivateKey

    def sign(self, data: bytes) -> bytes:
        """As Signer says."""
        return SIGNATURES[self.algorithm].sign(self._key, data)

    def __repr__(self) -> str:
        return f"KeySigner({SIGNATURES[self.algorithm].name})"


def key_signer(key: PrivateKey, certificate: x509.Certificate, algorithm: str | None = None) -> KeySigner:
    """A signer of this key and certificate, by `algorithm` (a URI) or the default one of the kind of key.

    Raises OperatorError where the key cannot sign so.
    """
    chosen = choose_algorithm(key.public_key(), algorithm)
    return KeySigner(certificate.public_bytes(Encoding.DER), chosen.uri, key)


def choose_algorithm(public_key: object, algorithm: str | None = None) -> SignatureAlgorithm:
    """The algorithm of that URI, if a key of this kind signs so; without one, the default of the kind of key.

    Raises OperatorError.
    """
    usual = default_algorithm(public_key)
    if usual is None:
        raise OperatorError(
            "the key is neither RSA nor ECDSA P-256 or P-384 nor Ed25519; make one with `jembatan keys`"
        )
    chosen = usual if algorithm is None else SIGNATURES.get(algorithm)
    if chosen is None or chosen.kind != usual.kind:
        raise OperatorError(f"a key that signs by {usual.name} cannot sign by {algorithm}; choose another algorithm")
    return chosen


def load_signer(key: str | Path | KeyUri, certificate: Path, algorithm: str | None = None) -> Signer:
    """A signer of a PEM file's key, or of a key in a token (its PKCS #11 URI), and the certificate's PEM file.

    Raises OperatorError for what cannot be read or used, and for a key and a certificate that do not belong together.
    """
    public = load_certificate(certificate)
    if isinstance(key, KeyUri) or is_key_uri(str(key)):
        uri = key if isinstance(key, KeyUri) else parse_key_uri(str(key))
        return token_signer(uri, public, choose_algorithm(public.public_key(), algorithm))
    private = load_private_key(Path(key))
    if private.public_key() != public.public_key():
        raise OperatorError(
            f"{key} is not the key of the certificate {certificate}; give the pair that belongs together"
        )
    return key_signer(private, public, algorithm)
