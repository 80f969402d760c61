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
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.errors import OperatorError
from adapter.security import names as n
from adapter.security.algorithms import SIGNATURES, SignatureAlgorithm
from adapter.security.cryptoki import TokenError, require_library
from adapter.security.errors import SecurityError
from adapter.security.key_uri import KeyUri
from adapter.security.sessions import sessions_of

if TYPE_CHECKING:
    from pkcs11.types import SignMixin

# Signed once at the start to see that key and certificate belong together; it can be taken for no SignedInfo.
_TRIAL = b"Jembatan: is this the key of the certificate?"


@dataclass(frozen=True, slots=True)
class _Way:
    """How a token carries out one algorithm: CKK_`kind`, CKM_`mechanism`, and the digest where it has one."""

    kind: str
    mechanism: str
    digest: str = ""

    def sign(self, key: "SignMixin", data: bytes) -> bytes:
        """Raises InvalidSignature for a key of another kind; tokens say all sorts of things to that."""
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


_WAYS = {
    n.RSA_SHA256: _Way("RSA", "SHA256_RSA_PKCS", "sha256"),
    n.RSA_SHA384: _Way("RSA", "SHA384_RSA_PKCS", "sha384"),
    n.RSA_SHA512: _Way("RSA", "SHA512_RSA_PKCS", "sha512"),
    n.PSS_SHA256: _Way("RSA", "SHA256_RSA_PKCS_PSS", "sha256"),
    n.PSS_SHA384: _Way("RSA", "SHA384_RSA_PKCS_PSS", "sha384"),
    n.PSS_SHA512: _Way("RSA", "SHA512_RSA_PKCS_PSS", "sha512"),
    n.ECDSA_SHA256: _Way("EC", "ECDSA", "sha256"),
    n.ECDSA_SHA384: _Way("EC", "ECDSA", "sha384"),
    n.ECDSA_SHA512: _Way("EC", "ECDSA", "sha512"),
    n.ED25519: _Way("EC_EDWARDS", "EDDSA"),
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
        return f"TokenSigner({SIGNATURES[self.algorithm].name}, {self._uri.name})"


def token_signer(uri: KeyUri, certificate: x509.Certificate, algorithm: SignatureAlgorithm) -> TokenSigner:
    """The signer of the key that `uri` names, after a trial signature which `certificate` verifies.

    `algorithm` must be one of the certificate's kind of key. Raises TokenError or KeyUriError.
    """
    require_library()
    signer = TokenSigner(certificate.public_bytes(Encoding.DER), algorithm.uri, uri)
    try:
        algorithm.verify(certificate.public_key(), signer.sign(_TRIAL), _TRIAL)
    except (InvalidSignature, SecurityError):
        signer.close()
        raise TokenError(
            f"{uri.name}: is not the key of the certificate; give the pair that belongs together"
        ) from None
    except OperatorError:
        signer.close()
        raise
    return signer
