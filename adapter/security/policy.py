"""What a signature must be to count, as one frozen value with its reasons.

What a key may do is decided by the key and this policy, never by the message: the message's algorithm is
looked up here, and must be the one of the kind of key that the certificate holds.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256 as HASH_SHA256

from adapter import limits
from adapter.security.errors import FailedCheck, UnsupportedAlgorithm
from adapter.security.names import ECDSA_SHA256, RSA_SHA256, SHA256

P256_BYTES = 32
"""Bytes of r and of s (FIPS 186-5; RFC 6931 2.3.6: the two are concatenated, not DER)."""


def _verify_rsa_sha256(key: PublicKeyTypes, signature: bytes, data: bytes) -> None:
    if not isinstance(key, rsa.RSAPublicKey):
        raise UnsupportedAlgorithm("RSA-SHA256 is named, but the certificate holds another kind of key")
    if key.key_size < limits.MIN_RSA_BITS:
        raise UnsupportedAlgorithm(f"an RSA key of {key.key_size} bits; {limits.MIN_RSA_BITS} are the least")
    key.verify(signature, data, padding.PKCS1v15(), HASH_SHA256())


def _verify_ecdsa_sha256(key: PublicKeyTypes, signature: bytes, data: bytes) -> None:
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise UnsupportedAlgorithm("ECDSA-SHA256 is named, but the certificate holds no P-256 key")
    if len(signature) != 2 * P256_BYTES:
        raise FailedCheck("an ECDSA signature value is r and s of 32 bytes each, not DER")
    r, s = signature[:P256_BYTES], signature[P256_BYTES:]
    der = encode_dss_signature(int.from_bytes(r), int.from_bytes(s))
    key.verify(der, data, ec.ECDSA(HASH_SHA256()))


_SIGNATURES = MappingProxyType({RSA_SHA256: _verify_rsa_sha256, ECDSA_SHA256: _verify_ecdsa_sha256})
_DIGESTS = MappingProxyType({SHA256: hashlib.sha256})


@dataclass(frozen=True, slots=True)
class SecurityPolicy:
    """The algorithms, the key sizes and the time window that are accepted.

    Signatures: RSA PKCS#1 v1.5 with SHA-256, which every WS-Security stack offers, and ECDSA P-256 with
    SHA-256. Digests: SHA-256; SHA-1 is broken for collisions (2017), and a signer could make two messages.
    Canonicalisation: exclusive C14N without comments only; inclusive is open to cost attacks (hazards, 2).
    """

    signatures: Mapping[str, Callable[[PublicKeyTypes, bytes, bytes], None]] = field(
        default_factory=lambda: _SIGNATURES
    )
    digests: Mapping[str, Callable[[bytes], "hashlib._Hash"]] = field(default_factory=lambda: _DIGESTS)
    skew: timedelta = limits.CLOCK_SKEW
    longest_lifetime: timedelta = limits.MAX_TIMESTAMP_LIFETIME
    max_bytes: int = limits.MAX_REQUEST_BYTES
    max_elements: int = limits.MAX_REQUEST_ELEMENTS

    def verify_signature(self, algorithm: str, key: PublicKeyTypes, signature: bytes, data: bytes) -> None:
        """Check `signature` over `data`. Raises UnsupportedAlgorithm, or FailedCheck where it does not hold."""
        verify = self.signatures.get(algorithm)
        if verify is None:
            raise UnsupportedAlgorithm(f"signature algorithm {algorithm[:100]!r}")
        try:
            verify(key, signature, data)
        except InvalidSignature:
            raise FailedCheck("the signature value does not fit SignedInfo and the certificate") from None

    def digest(self, algorithm: str, data: bytes) -> bytes:
        """Give the digest of `data`. Raises UnsupportedAlgorithm."""
        make = self.digests.get(algorithm)
        if make is None:
            raise UnsupportedAlgorithm(f"digest algorithm {algorithm[:100]!r}")
        return make(data).digest()


POLICY = SecurityPolicy()
"""What a server holds its requests to."""

ANSWER_POLICY = SecurityPolicy(max_bytes=limits.MAX_ANSWER_BYTES, max_elements=limits.MAX_ANSWER_ELEMENTS)
"""What a client holds its answers to: the same, but a page of records is larger than any request."""
