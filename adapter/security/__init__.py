"""WS-Security: verify, sign, decrypt, encrypt, keys, policy. Knows no service, no storage, no spyne."""

from adapter.security.certificate import (
    Certificate,
    CertificateName,
    IssuerSerial,
    SubjectKeyIdentifier,
    Thumbprint,
    parse_certificate,
)
from adapter.security.decrypt import undecipherable
from adapter.security.decrypter import Decrypter, KeyDecrypter, key_decrypter, load_decrypter
from adapter.security.envelope import Envelope, open_envelope
from adapter.security.errors import FailedAuthentication, SecurityError
from adapter.security.policy import ANSWER_POLICY, FILE_ANSWER_POLICY, FILE_POLICY, POLICY, SecurityPolicy
from adapter.security.sign import SignedMessage, sign, sign_tree, wrap
from adapter.security.signer import KeySigner, Signer, key_signer, load_signer
from adapter.security.token import Find
from adapter.security.trusted import TrustedCertificates
from adapter.security.verify import Trust, VerifiedMessage, verify, verify_envelope

__all__ = [
    "ANSWER_POLICY",
    "FILE_ANSWER_POLICY",
    "FILE_POLICY",
    "POLICY",
    "Certificate",
    "CertificateName",
    "Decrypter",
    "Envelope",
    "FailedAuthentication",
    "Find",
    "IssuerSerial",
    "KeyDecrypter",
    "KeySigner",
    "SecurityError",
    "SecurityPolicy",
    "SignedMessage",
    "Signer",
    "SubjectKeyIdentifier",
    "Thumbprint",
    "Trust",
    "TrustedCertificates",
    "VerifiedMessage",
    "key_decrypter",
    "key_signer",
    "load_decrypter",
    "load_signer",
    "open_envelope",
    "parse_certificate",
    "sign",
    "sign_tree",
    "undecipherable",
    "verify",
    "verify_envelope",
    "wrap",
]
