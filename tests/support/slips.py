"""Messages signed in the wrong ways that other stacks, and people, sign them."""

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from lxml import etree

from adapter.security import names as n
from adapter.security.algorithms import PrivateKey
from adapter.security.canonical import canonical
from adapter.security.keys import Algorithm
from tests.support import certificates, forge
from tests.support.forge import Message

RSA_SHA1 = f"{n.DS}rsa-sha1"
SHA1 = f"{n.DS}sha1"
HASH_SHA1 = hashes.SHA1()  # noqa: S303 - this is the slip
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
ENVELOPED = f"{n.DS}enveloped-signature"


def message(now: datetime, kind: Algorithm = "rsa", uri: str | None = None) -> Message:
    """An honest one, to be spoilt."""
    return forge.request(certificates.signer(now, kind, uri), now)


def key(now: datetime, kind: Algorithm = "rsa") -> PrivateKey:
    """The key that signs it."""
    return certificates.good(now, kind).key


def b64(data: bytes) -> str:
    return b64encode(data).decode()


def digest(data: bytes) -> str:
    """As a DigestValue should be."""
    return b64(sha256(data).digest())


def inclusive(element: etree._Element, *, comments: bool = False) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=False, with_comments=comments)


def written(element: etree._Element) -> bytes:
    """The element as it is written in the message, without the namespaces that it takes from outside."""
    text = etree.tostring(element.getroottree())
    name = f"{element.prefix}:{etree.QName(element).localname}".encode()
    return text[text.index(b"<" + name) : text.index(b"</" + name + b">") + len(name) + 3]


def pkcs1(now: datetime, hash_: hashes.HashAlgorithm | None = None) -> Callable[[bytes], bytes]:
    """What RSA makes of bytes."""
    return lambda data: key(now).sign(data, padding.PKCS1v15(), hash_ or hashes.SHA256())  # type: ignore[call-arg, union-attr, arg-type]


def pss(now: datetime, salt: int, mask: hashes.HashAlgorithm | None = None) -> Callable[[bytes], bytes]:
    pad = padding.PSS(padding.MGF1(mask or hashes.SHA256()), salt)
    return lambda data: key(now).sign(data, pad, hashes.SHA256())  # type: ignore[call-arg, union-attr, arg-type]


def der(now: datetime) -> Callable[[bytes], bytes]:
    return lambda data: key(now, "ec").sign(data, ec.ECDSA(hashes.SHA256()))  # type: ignore[call-arg, union-attr, arg-type]


def signed(
    spoilt: Message,
    make: Callable[[bytes], bytes],
    *,
    read: Callable[[etree._Element], bytes] = canonical,
    write: Callable[[bytes], str] = b64,
) -> Message:
    """Sign SignedInfo anew: `read` gives its bytes, `make` the value, `write` its text."""
    spoilt.signature_value.text = write(make(read(spoilt.signed_info)))
    return spoilt


def digested(
    spoilt: Message, part: etree._Element, now: datetime, read: Callable[[etree._Element], bytes], **how: object
) -> Message:
    """Digest `part` by `read`, written by `write`, and sign that properly."""
    write: Callable[[bytes], str] = how.get("write", digest)  # type: ignore[assignment]
    spoilt.reference(part).find(n.DIGEST_VALUE).text = write(read(part))  # type: ignore[union-attr]
    return signed(spoilt, pkcs1(now))
