"""What a signature must be to count, as one frozen value with its reasons.

What a key may do is decided by the key and this policy, never by the message: the message's algorithm is
looked up here, and must be the one of the kind of key that the certificate holds.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa

from adapter import limits
from adapter.security.algorithms import DIGESTS, SIGNATURES, SignatureAlgorithm
from adapter.security.errors import FailedCheck, UnsupportedAlgorithm

if TYPE_CHECKING:
    import hashlib


_URI = re.compile(r"http://www\.w3\.org/20\d\d/\d\d/[a-z]{1,20}#[A-Za-z0-9-]{1,30}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SecurityPolicy:
    """The algorithms, the key sizes and the time window that are accepted.

    Signatures: RSA PKCS#1 v1.5, which every WS-Security stack offers; RSASSA-PSS, ECDSA on P-256 and P-384 and
    Ed25519, which some do and which are sounder. No HMAC: whoever can verify one can make one, so it proves nothing.
    RSA from 2048 bits (NIST SP 800-131A). Digests: SHA-256 and up; SHA-1 is broken for collisions (2017), and a
    signer could make two messages. Canonicalisation: exclusive C14N without comments only; inclusive is open to
    cost attacks (hazards, 2).
    """

    signatures: Mapping[str, SignatureAlgorithm] = field(default_factory=lambda: SIGNATURES)
    digests: Mapping[str, Callable[[bytes], "hashlib._Hash"]] = field(default_factory=lambda: DIGESTS)
    min_rsa_bits: int = limits.MIN_RSA_BITS
    skew: timedelta = limits.CLOCK_SKEW
    longest_lifetime: timedelta = limits.MAX_TIMESTAMP_LIFETIME
    late: timedelta = timedelta(0)
    """How long after its Expires a message counts; who lets one be late must know for so long that it came."""
    max_bytes: int = limits.MAX_REQUEST_BYTES
    max_elements: int = limits.MAX_REQUEST_ELEMENTS

    def verify_signature(self, algorithm: str, key: object, signature: bytes, data: bytes) -> None:
        """Check `signature` over `data`. Raises UnsupportedAlgorithm, or FailedCheck where it does not hold."""
        known = self.signatures.get(algorithm)
        if known is None:
            raise UnsupportedAlgorithm(f"signature algorithm {named(algorithm)}")
        if isinstance(key, rsa.RSAPublicKey) and key.key_size < self.min_rsa_bits:
            raise UnsupportedAlgorithm(f"an RSA key of {key.key_size} bits; {self.min_rsa_bits} are the least")
        try:
            known.verify(key, signature, data)
        except InvalidSignature:
            raise FailedCheck("the signature value does not fit SignedInfo and the certificate") from None

    def digest(self, algorithm: str, data: bytes) -> bytes:
        """Give the digest of `data`. Raises UnsupportedAlgorithm."""
        make = self.digests.get(algorithm)
        if make is None:
            raise UnsupportedAlgorithm(f"digest algorithm {named(algorithm)}")
        return make(data).digest()


def named(algorithm: str) -> str:
    """An algorithm's URI if it can be one; else anybody could have any text written into our log."""
    return algorithm if _URI.fullmatch(algorithm) else "that is none of W3C's"


POLICY = SecurityPolicy()
"""What a server holds its requests to."""

ANSWER_POLICY = SecurityPolicy(max_bytes=limits.MAX_ANSWER_BYTES, max_elements=limits.MAX_ANSWER_ELEMENTS)
"""What a client holds its answers to: the same, but a page of records is larger than any request."""

FILE_POLICY = replace(POLICY, late=limits.MAX_FILE_AGE)
"""What a message is held to that comes in a folder: it is late, and all else holds (BPJS Pasal 3 ayat (1)[2])."""

FILE_ANSWER_POLICY = replace(ANSWER_POLICY, late=limits.MAX_FILE_AGE)
"""The same for an answer."""
