"""Decryption of the Body's content, so that nobody learns from it why a message does not decrypt (hazards, case 22).

Whatever is wrong, in the structure, in the algorithms, in the wrapped key or in the cipher text, the same is done:
what cannot be used is replaced by a stand-in, a key that does not unwrap by a random one (implicit rejection), and the
tag of AES-GCM fails. So there is one place where it ends, one error, and always one RSA and one AES operation.
"""

import os
import uuid
from binascii import a2b_base64
from collections.abc import Callable
from typing import TypeVar, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from lxml import etree

from adapter.security import names as n
from adapter.security.canonical import without_space
from adapter.security.certificate import Certificate, parse_certificate
from adapter.security.decrypter import Decrypter
from adapter.security.encrypt import IV_BYTES, KEY_BYTES
from adapter.security.envelope import Envelope
from adapter.security.errors import FailedCheck, SecurityError
from adapter.security.header import one, sequence
from adapter.security.token import read_name

_TAG_BYTES = 16
_NOTHING_SEALED = bytes(IV_BYTES + _TAG_BYTES)
T = TypeVar("T")


def undecipherable() -> FailedCheck:
    """The one error for whatever is wrong with an encrypted message, and for one that should be encrypted."""
    return FailedCheck("the message is not encrypted as agreed, or is not what was signed once it is decrypted")


def is_encrypted(envelope: Envelope) -> bool:
    """Whether anything claims that the message is encrypted."""
    security = envelope.security
    keys = security is not None and security.find(n.ENCRYPTED_KEY) is not None
    return keys or envelope.body[0].tag == n.ENCRYPTED_DATA


def decrypt_body(envelope: Envelope, decrypter: Decrypter) -> bytes:
    """The message as it was before it was encrypted, in UTF-8. Raises FailedCheck, the one of `undecipherable`.

    The envelope is used up. Not checked: anything about the content, which must be opened and verified like any
    other message.
    """
    own = parse_certificate(decrypter.certificate)
    wrapped = _or(b"", lambda: _wrapped_key(envelope, own))
    sealed = _or(_NOTHING_SEALED, lambda: _sealed_content(envelope))
    key = _unwrap(wrapped, own, decrypter)
    try:
        content = AESGCM(key).decrypt(sealed[:IV_BYTES], memoryview(sealed)[IV_BYTES:], None)
    except InvalidTag:
        raise undecipherable() from None
    return _in_clear(envelope, content)


def _or(stand_in: T, read: Callable[[], T]) -> T:
    try:
        return read()
    except SecurityError:
        return stand_in


def _wrapped_key(envelope: Envelope, own: Certificate) -> bytes:
    """What the one EncryptedKey holds, if it is for us and made as agreed."""
    found = one(cast("etree._Element", envelope.security)[:], n.ENCRYPTED_KEY)
    method, key_info, data, listed = sequence(found, n.ENCRYPTION_METHOD, n.KEY_INFO, n.CIPHER_DATA, n.REFERENCE_LIST)
    _require_oaep(method)
    (reference,) = sequence(key_info, n.TOKEN_REFERENCE)
    _require(own.is_named(read_name(reference)))
    (link,) = sequence(listed, n.DATA_REFERENCE)
    sequence(link)
    _require(link.get("URI") == f"#{envelope.body[0].get('Id')}")
    return _cipher_value(data)


def _require_oaep(method: etree._Element) -> None:
    """RSA-OAEP with SHA-256, MGF1 with SHA-256 and no label, all of it said: the defaults are SHA-1 (5.5.2)."""
    parameters = {child.tag: child.get("Algorithm") for child in method}
    _require(len(parameters) == len(method) and method.get("Algorithm") == n.RSA_OAEP)
    _require(parameters == {n.DIGEST_METHOD: n.SHA256, n.MGF: n.MGF1_SHA256})


def _sealed_content(envelope: Envelope) -> bytes:
    """IV, cipher text and tag of the EncryptedData that is all of the Body."""
    found = envelope.body[0]
    _require(found.tag == n.ENCRYPTED_DATA and found.get("Type") == n.CONTENT)
    if found.find(n.KEY_INFO) is None:
        method, data = sequence(found, n.ENCRYPTION_METHOD, n.CIPHER_DATA)
    else:
        method, key_info, data = sequence(found, n.ENCRYPTION_METHOD, n.KEY_INFO, n.CIPHER_DATA)
        _require_link(key_info, envelope)
    sequence(method)
    _require(method.get("Algorithm") == n.AES256_GCM)
    sealed = _cipher_value(data)
    _require(len(sealed) >= len(_NOTHING_SEALED))
    return sealed


def _require_link(key_info: etree._Element, envelope: Envelope) -> None:
    """The key that EncryptedData names, where it names one, is the one in the header."""
    (reference,) = sequence(key_info, n.TOKEN_REFERENCE)
    (link,) = sequence(reference, n.TOKEN_LINK)
    key = one(cast("etree._Element", envelope.security)[:], n.ENCRYPTED_KEY)
    _require(link.get("URI") == f"#{key.get('Id')}")


def _cipher_value(data: etree._Element) -> bytes:
    # A CipherReference would have us fetch something, and run its transforms: CipherValue only.
    (value,) = sequence(data, n.CIPHER_VALUE)
    sequence(value)
    try:
        # Straight from the text: it may be all of the message, and each copy counts.
        return a2b_base64(without_space(value.text), strict_mode=True)
    except ValueError:
        raise undecipherable() from None


def _require(holds: bool) -> None:  # noqa: FBT001 - reads as what it says
    if not holds:
        raise undecipherable()


def _unwrap(wrapped: bytes, own: Certificate, decrypter: Decrypter) -> bytes:
    """The key that was wrapped, or a random one. RSA is carried out in every case, on a number that it can take."""
    instead = os.urandom(KEY_BYTES)
    public = cast("rsa.RSAPublicKey", own.key)
    size = public.key_size // 8
    if len(wrapped) != size or int.from_bytes(wrapped) >= public.public_numbers().n:
        wrapped = bytes(1) + os.urandom(size - 1)
    key = decrypter.unwrap(wrapped)
    return key if key is not None and len(key) == KEY_BYTES else instead


def _in_clear(envelope: Envelope, content: bytes) -> bytes:
    """The message with `content` where EncryptedData stood, and without EncryptedKey.

    Spliced as bytes: in the namespaces of the Body, as it was taken out of it, and to be opened under the same checks
    and limits as what comes over the wire. Content that closes the Body makes a second one, or no XML.
    """
    for key in cast("etree._Element", envelope.security).findall(n.ENCRYPTED_KEY):
        key.getparent().remove(key)  # type: ignore[union-attr] # it was found in the header
    (data,) = envelope.body
    mark = uuid.uuid4().hex
    envelope.body.text = f"{envelope.body.text or ''}{mark}{data.tail or ''}"
    envelope.body.remove(data)
    before, after = etree.tostring(envelope.root, encoding="UTF-8").split(mark.encode())
    return before + content + after
