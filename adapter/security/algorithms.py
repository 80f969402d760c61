"""The signature algorithms and digests that are spoken, each under its URI (RFC 9231), both ways: sign and verify.

Every signature value is as XML Signature writes it: ECDSA's is r and s, each of the curve's size, never DER;
RSASSA-PSS has a salt as long as its digest and MGF1 over the same digest, which the URI without parameters says.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, cast

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from adapter.security import names as n
from adapter.security.errors import FailedCheck, UnsupportedAlgorithm

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
RSA: Final = "RSA"
EC: Final = "EC"
ED25519: Final = "Ed25519"
CURVES: Final = (ec.SECP256R1, ec.SECP384R1)
"""The curves whose keys may sign: P-256 and P-384."""


@dataclass(frozen=True, slots=True)
class SignatureAlgorithm:
    """One way to sign. `verify(key, value, data)` raises InvalidSignature, FailedCheck or UnsupportedAlgorithm.

    `name` is what people call it, `kind` the kind of key. `sign(key, data)` does not check the kind: signer.py did.
    """

    uri: str
    name: str
    kind: str
    verify: Callable[[object, bytes, bytes], None]
    sign: Callable[[PrivateKey, bytes], bytes]


def _rsa(uri: str, name: str, hash_: hashes.HashAlgorithm, pad: padding.AsymmetricPadding) -> SignatureAlgorithm:
    def verify(key: object, value: bytes, data: bytes) -> None:
        if not isinstance(key, rsa.RSAPublicKey):
            raise UnsupportedAlgorithm(f"{name} is named, but the certificate holds no RSA key")
        key.verify(value, data, pad, hash_)

    def sign(key: PrivateKey, data: bytes) -> bytes:
        return cast("rsa.RSAPrivateKey", key).sign(data, pad, hash_)

    return SignatureAlgorithm(uri, name, RSA, verify, sign)


def _pkcs1(uri: str, hash_: hashes.HashAlgorithm) -> SignatureAlgorithm:
    return _rsa(uri, f"RSA-{_short(hash_)}", hash_, padding.PKCS1v15())


def _pss(uri: str, hash_: hashes.HashAlgorithm) -> SignatureAlgorithm:
    # DIGEST_LENGTH, not AUTO: a salt of another length is another algorithm (hazards, case 23).
    pad = padding.PSS(padding.MGF1(hash_), padding.PSS.DIGEST_LENGTH)
    return _rsa(uri, f"RSASSA-PSS-{_short(hash_)}", hash_, pad)


def _ecdsa(uri: str, hash_: hashes.HashAlgorithm) -> SignatureAlgorithm:
    name = f"ECDSA-{_short(hash_)}"

    def verify(key: object, value: bytes, data: bytes) -> None:
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, CURVES):
            raise UnsupportedAlgorithm(f"{name} is named, but the certificate holds no P-256 or P-384 key")
        size = key.key_size // 8
        if len(value) != 2 * size:
            raise FailedCheck(f"an ECDSA signature value is r and s of {size} bytes each, not DER")
        der = encode_dss_signature(int.from_bytes(value[:size]), int.from_bytes(value[size:]))
        key.verify(der, data, ec.ECDSA(hash_))

    def sign(key: PrivateKey, data: bytes) -> bytes:
        private = cast("ec.EllipticCurvePrivateKey", key)
        size = private.key_size // 8
        r, s = decode_dss_signature(private.sign(data, ec.ECDSA(hash_)))
        return r.to_bytes(size) + s.to_bytes(size)

    return SignatureAlgorithm(uri, name, EC, verify, sign)


def _ed25519() -> SignatureAlgorithm:
    def verify(key: object, value: bytes, data: bytes) -> None:
        if not isinstance(key, ed25519.Ed25519PublicKey):
            raise UnsupportedAlgorithm("Ed25519 is named, but the certificate holds another kind of key")
        key.verify(value, data)

    def sign(key: PrivateKey, data: bytes) -> bytes:
        return cast("ed25519.Ed25519PrivateKey", key).sign(data)

    return SignatureAlgorithm(n.ED25519, "Ed25519", ED25519, verify, sign)


def _short(hash_: hashes.HashAlgorithm) -> str:
    return hash_.name.upper()


_ALL = (
    _pkcs1(n.RSA_SHA256, hashes.SHA256()),
    _pkcs1(n.RSA_SHA384, hashes.SHA384()),
    _pkcs1(n.RSA_SHA512, hashes.SHA512()),
    _pss(n.PSS_SHA256, hashes.SHA256()),
    _pss(n.PSS_SHA384, hashes.SHA384()),
    _pss(n.PSS_SHA512, hashes.SHA512()),
    _ecdsa(n.ECDSA_SHA256, hashes.SHA256()),
    _ecdsa(n.ECDSA_SHA384, hashes.SHA384()),
    _ecdsa(n.ECDSA_SHA512, hashes.SHA512()),
    _ed25519(),
)
SIGNATURES: Final = MappingProxyType({algorithm.uri: algorithm for algorithm in _ALL})
"""From URI to algorithm."""

DIGESTS: Final = MappingProxyType({n.SHA256: hashlib.sha256, n.SHA384: hashlib.sha384, n.SHA512: hashlib.sha512})
"""From URI to the function that begins a digest."""


def default_algorithm(key: object) -> SignatureAlgorithm | None:
    """How a private or public key of this kind signs where nobody asked for more; None for a kind that may not."""
    if isinstance(key, rsa.RSAPrivateKey | rsa.RSAPublicKey):
        return SIGNATURES[n.RSA_SHA256]
    if isinstance(key, ed25519.Ed25519PrivateKey | ed25519.Ed25519PublicKey):
        return SIGNATURES[n.ED25519]
    if isinstance(key, ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey) and isinstance(key.curve, CURVES):
        return SIGNATURES[n.ECDSA_SHA384 if isinstance(key.curve, ec.SECP384R1) else n.ECDSA_SHA256]
    return None
