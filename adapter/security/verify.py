"""The verification of a signed message, in numbered steps. Server and clients use this one function.

  (1) size and parse: no DTD, no processing instruction, limits                    envelope.py
  (2) structure: one Envelope, one Body with one child, no id twice, and
      every mandatory header known                                                  envelope.py
  (3) one Security header, one Timestamp and Signature in it, at most one token;
      exclusive C14N only                                                           header.py
  (4) the signer: a certificate that KeyInfo names, that is trusted, in its days,
      and meant for signing                                                         token.py, certificate.py
  (5) the signature value over SignedInfo, before any digest is computed            policy.py
  (5b) decryption, where the Body is encrypted: the private key is used under a
      trusted signer's signature only; the result goes through (1) to (3) again   decrypt.py
  (6) the digests; and what is signed *is* the Body, the Timestamp, the token,
      every confirmation and every addressing header, where a reader finds them     references.py
      an answer confirms the very signature of its request
  (7) freshness of the Timestamp                                                    freshness.py
  (8) replay: not here but in the journal's transaction, by `replay_key`

The caller MUST do step (8), and must read the message from the tree that is given back, never from the bytes.
"""

import hmac
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from lxml import etree

from adapter import limits
from adapter.security.canonical import canonical, decode_base64, without_space
from adapter.security.certificate import Certificate
from adapter.security.decrypt import decrypt_body, is_encrypted, undecipherable
from adapter.security.decrypter import Decrypter
from adapter.security.envelope import Envelope, open_envelope, require_understood
from adapter.security.errors import FailedCheck, InvalidSecurity, SecurityError
from adapter.security.freshness import require_fresh
from adapter.security.header import SecurityHeader, read_security
from adapter.security.names import XENC
from adapter.security.policy import POLICY, SecurityPolicy
from adapter.security.references import verify_references
from adapter.security.token import Find, nobody, read_token

Trust = Callable[[Certificate], None]
"""Raises FailedAuthentication for a certificate with which nobody whom we know signs."""


class VerifiedMessage(NamedTuple):
    """What was verified, and the only thing that reaches an operation.

    `body` is the one child of the Body, in the tree that was verified. `signer` is the SHA-256 thumbprint of
    the `certificate`. `replay_key` is the digest of the canonical SignedInfo: a third party cannot vary it, as
    it can an ECDSA signature value (hazards, fact 7). `signature_value` is what an answer confirms. `decrypted`
    is the message in clear, as it was signed, if it came encrypted.
    """

    envelope: Envelope
    body: etree._Element
    signer: bytes
    certificate: Certificate
    created: datetime
    expires: datetime
    signature_value: str
    replay_key: bytes
    decrypted: bytes | None = None


def verify(
    raw: bytes,
    trust: Trust,
    now: datetime,
    *,
    find: Find = nobody,
    confirms: str | None = None,
    decrypter: Decrypter | None = None,
    policy: SecurityPolicy = POLICY,
) -> VerifiedMessage:
    """Verify one message, from its bytes. Raises SecurityError.

    `find` knows the certificates that a message may name without bringing them. With `confirms`, the
    SignatureValue of a request, the message must be the answer to that request. With `decrypter` the Body may be
    encrypted for its certificate; without, no part of the message may.
    Not checked: replay (8), the contract, and whether the signer may ask for this.
    """
    envelope = open_envelope(raw, policy.max_bytes, policy.max_elements)  # (1), (2)
    return verify_envelope(envelope, trust, now, find=find, confirms=confirms, decrypter=decrypter, policy=policy)


def verify_envelope(
    envelope: Envelope,
    trust: Trust,
    now: datetime,
    *,
    find: Find = nobody,
    confirms: str | None = None,
    decrypter: Decrypter | None = None,
    policy: SecurityPolicy = POLICY,
) -> VerifiedMessage:
    """Verify an envelope that was just opened: the mandatory headers, then from step (3) on; as `verify`.

    The `signer` of a SecurityError is set once the certificate is trusted, whatever failed after that.
    """
    signer = decrypted = None
    try:
        require_understood(envelope)
        security = read_security(envelope, encrypted=decrypter is not None)  # (3)
        certificate = read_token(security.token, security.key_info, find, now)  # (4)
        trust(certificate)
        signer = certificate.thumbprint
        certificate.require_usable(now)
        signed_info = _verify_signature(security, certificate, policy)  # (5)
        if decrypter is not None and is_encrypted(envelope):
            decrypted, envelope, security = _verify_encrypted(envelope, decrypter, policy)  # (5b), (6)
        else:
            verify_references(envelope, security, policy)  # (6)
        if confirms is not None:
            _require_confirmation(security, confirms)
        created, expires = require_fresh(security.timestamp, now, policy)  # (7)
    except SecurityError as error:
        error.signer = signer
        raise
    return VerifiedMessage(
        envelope=envelope,
        body=envelope.body[0],
        signer=certificate.thumbprint,
        certificate=certificate,
        created=created,
        expires=expires,
        signature_value=without_space(security.signature_value.text),
        replay_key=sha256(signed_info).digest(),
        decrypted=decrypted,
    )


def _verify_encrypted(
    envelope: Envelope, decrypter: Decrypter, policy: SecurityPolicy
) -> tuple[bytes, Envelope, SecurityHeader]:
    """The message in clear, opened anew, with its digests verified. Whatever fails is the same FailedCheck."""
    try:
        decrypted = decrypt_body(envelope, decrypter)
        opened = open_envelope(decrypted, policy.max_bytes, policy.max_elements)
        if next(opened.body.iter(f"{{{XENC}}}*"), None) is not None:
            raise undecipherable()  # encrypted twice: nobody would look inside
        security = read_security(opened)
        verify_references(opened, security, policy)
    except SecurityError:
        raise undecipherable() from None
    return decrypted, opened, security


def _verify_signature(security: SecurityHeader, certificate: Certificate, policy: SecurityPolicy) -> bytes:
    """Check the signature value; gives the canonical SignedInfo that it covers."""
    signed_info = canonical(security.signed_info, security.prefixes)
    text = security.signature_value.text or ""
    # Line ends and spaces may stand in it, but not megabytes of them.
    if len(text) > 2 * limits.MAX_SIGNATURE_TEXT:
        raise InvalidSecurity("a SignatureValue longer than any algorithm makes")
    value = decode_base64(text)
    policy.verify_signature(security.signature_algorithm, certificate.key, value, signed_info)
    return signed_info


def _require_confirmation(security: SecurityHeader, signature_value: str) -> None:
    """WS-Security 1.1, 8.5: the answer repeats the request's SignatureValue, under its own signature."""
    values = [without_space(confirmation.get("Value")) for confirmation in security.confirmations]
    if len(values) != 1 or not hmac.compare_digest(values[0].encode(), signature_value.encode()):
        raise FailedCheck("the answer does not confirm the signature of this request")
