"""Keys that never leave their token: signing through PKCS #11, behind the same Signer as PEM files.

key_uri.py    which key, and where its PIN is
cryptoki.py   the token's library, once in a process, for many threads
sessions.py   the login, and a session for each thread
this module   the algorithms, and that key and certificate belong together
"""

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.errors import OperatorError
from adapter.security.cryptoki import TokenError, require_library
from adapter.security.key_uri import KeyUri
from adapter.security.names import ECDSA_SHA256, RSA_SHA256
from adapter.security.sessions import sessions_of

if TYPE_CHECKING:
    from pkcs11 import SignMixin

_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#"
ECDSA_SHA384 = f"{_MORE}ecdsa-sha384"
ED25519 = "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519"
# Signed once at the start to see that key and certificate belong together; it can be taken for no SignedInfo.
_TRIAL = b"Jembatan: is this the key of the certificate?"


@dataclass(frozen=True, slots=True)
class _Way:
    """How a token carries out one algorithm: CKK_`kind`, CKM_`mechanism`, and the digest where it has one."""

    kind: str
    mechanism: str
    digest: str = ""

    def sign(self, key: "SignMixin", data: bytes) -> bytes:
        from pkcs11 import MGF, KeyType, Mechanism  # noqa: PLC0415 - an optional extra

        if key.key_type is not KeyType[self.kind]:
            raise InvalidSignature
        parameter = None
        if self.mechanism.endswith("_PSS"):
            # The salt is as long as the digest (RFC 9231, 2.3.10).
            length = hashlib.new(self.digest).digest_size
            parameter = (Mechanism[self.digest.upper()], MGF[self.digest.upper()], length)
        if self.mechanism == "ECDSA":
            # Every token has CKM_ECDSA over a digest, few have CKM_ECDSA_SHA256; both give r and s as XML wants them.
            data = hashlib.new(self.digest, data).digest()
        return bytes(key.sign(data, mechanism=Mechanism[self.mechanism], mechanism_param=parameter))

    def verify(self, key: PublicKeyTypes, value: bytes, data: bytes) -> None:
        """Raise InvalidSignature, also for a key of another kind."""
        hash_ = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}.get(self.digest)
        if isinstance(key, rsa.RSAPublicKey) and hash_ and self.kind == "RSA":
            pss = padding.PSS(padding.MGF1(hash_), padding.PSS.DIGEST_LENGTH)
            key.verify(value, data, pss if self.mechanism.endswith("_PSS") else padding.PKCS1v15(), hash_)
        elif isinstance(key, ec.EllipticCurvePublicKey) and hash_ and len(value) == 2 * (key.key_size // 8):
            half = len(value) // 2
            der = encode_dss_signature(int.from_bytes(value[:half]), int.from_bytes(value[half:]))
            key.verify(der, data, ec.ECDSA(hash_))
        elif isinstance(key, ed25519.Ed25519PublicKey) and self.kind == "EC_EDWARDS":
            key.verify(value, data)
        else:
            raise InvalidSignature


_DIGESTS = ("sha256", "sha384", "sha512")
_WAYS = {
    **{f"{_MORE}rsa-{digest}": _Way("RSA", f"{digest.upper()}_RSA_PKCS", digest) for digest in _DIGESTS},
    **{f"{_MORE_2007}{digest}-rsa-MGF1": _Way("RSA", f"{digest.upper()}_RSA_PKCS_PSS", digest) for digest in _DIGESTS},
    **{f"{_MORE}ecdsa-{digest}": _Way("EC", "ECDSA", digest) for digest in _DIGESTS},
    ED25519: _Way("EC_EDWARDS", "EDDSA"),
}


@dataclass(frozen=True, slots=True)
class TokenSigner:
    """A signer whose private key stays in its token. Threads may share it, and processes that fork."""

    certificate: bytes
    algorithm: str
    _uri: KeyUri

    def sign(self, data: bytes) -> bytes:
        """As Signer says. Raises TokenError where the token does not sign, even after it was opened anew."""
        return sessions_of(self._uri).sign(partial(_WAYS[self.algorithm].sign, data=data))

    def close(self) -> None:
        """Log out and close all sessions of this process; the next `sign` would open them again."""
        sessions_of(self._uri).close()

    def __repr__(self) -> str:
        return f"TokenSigner({self.algorithm.rpartition('#')[2]}, {self._uri.name})"


def token_signer(uri: KeyUri, certificate: x509.Certificate, algorithm: str | None = None) -> TokenSigner:
    """The signer of the key that `uri` names, after a trial signature which `certificate` verifies.

    `algorithm` is a signature URI, for RSA keys that sign otherwise than with RSA-SHA256. Raises TokenError.
    """
    require_library()
    public = certificate.public_key()
    algorithm = algorithm or _default(public)
    if algorithm not in _WAYS:
        raise TokenError(f"{uri.name}: signature algorithm {algorithm!r} is none that a token is asked for")
    signer = TokenSigner(certificate.public_bytes(Encoding.DER), algorithm, uri)
    try:
        _WAYS[algorithm].verify(public, signer.sign(_TRIAL), _TRIAL)
    except InvalidSignature:
        signer.close()
        raise TokenError(
            f"{uri.name}: is not the key of the certificate; give the pair that belongs together"
        ) from None
    except OperatorError:
        signer.close()
        raise
    return signer


def _default(public: PublicKeyTypes) -> str:
    if isinstance(public, rsa.RSAPublicKey):
        return RSA_SHA256
    if isinstance(public, ed25519.Ed25519PublicKey):
        return ED25519
    curves = {"secp256r1": ECDSA_SHA256, "secp384r1": ECDSA_SHA384}
    if isinstance(public, ec.EllipticCurvePublicKey) and public.curve.name in curves:
        return curves[public.curve.name]
    raise TokenError("the certificate's key is none that signs here; use RSA, P-256, P-384 or Ed25519")
