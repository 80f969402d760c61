"""Encryption of the Body's content for one certificate, after signing: sign, then encrypt (XML Encryption 1.1).

AES-256-GCM under a fresh key, which travels in an EncryptedKey by RSA-OAEP. The Body itself, with its wsu:Id, stays:
the signature covers it as it is in clear, and so does whoever verifies it after decrypting.
"""

import os
import uuid
from base64 import b64encode
from typing import Final, cast
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from lxml import etree
from lxml.builder import ElementMaker

from adapter.security import names as n
from adapter.security.certificate import Certificate
from adapter.security.decrypter import OAEP
from adapter.security.errors import InvalidSecurityToken

KEY_BYTES: Final = 32
IV_BYTES: Final = 12
"""XML Encryption 1.1, 5.2.4: 96 bits, before the cipher text; behind it stands the tag."""

_PREFIXES = {"xenc": n.XENC, "xenc11": n.XENC11, "ds": n.DS, "wsse": n.WSSE, "wsse11": n.WSSE11}
_XENC = ElementMaker(namespace=n.XENC, nsmap=_PREFIXES)
_XENC11 = ElementMaker(namespace=n.XENC11, nsmap=_PREFIXES)
_DS = ElementMaker(namespace=n.DS, nsmap=_PREFIXES)
_WSSE = ElementMaker(namespace=n.WSSE, nsmap=_PREFIXES)


def encrypt_body(envelope: etree._Element, recipient: Certificate) -> None:
    """Encrypt the content of the Body of a signed tree, in place. Raises InvalidSecurityToken.

    Not checked: whether the recipient's certificate is trusted, and its days.
    """
    if not recipient.enciphers:
        raise InvalidSecurityToken("nobody may encrypt for this certificate: not RSA, or no keyEncipherment")
    soap = etree.QName(envelope).namespace
    security = cast("etree._Element", envelope.find(f"{{{soap}}}Header/{n.SECURITY}"))
    body = cast("etree._Element", envelope.find(f"{{{soap}}}Body"))
    key, iv = AESGCM.generate_key(KEY_BYTES * 8), os.urandom(IV_BYTES)
    sealed = iv + AESGCM(key).encrypt(iv, _content(body), None)
    key_id, data_id = f"ek-{uuid.uuid4().hex}", f"ed-{uuid.uuid4().hex}"
    # In front of the Signature: whoever reads from top to bottom must decrypt before it verifies.
    security.insert(0, _encrypted_key(key, recipient, key_id, data_id))
    body.text, body[:] = None, [_encrypted_data(sealed, key_id, data_id)]


def _content(body: etree._Element) -> bytes:
    # Each child with all namespaces in scope, so that it can be read wherever a receiver puts it.
    children = (etree.tostring(child, encoding="UTF-8") for child in body)
    return b"".join((escape(body.text or "").encode(), *children))


def _encrypted_key(key: bytes, recipient: Certificate, key_id: str, data_id: str) -> etree._Element:
    wrapped = cast("rsa.RSAPublicKey", recipient.key).encrypt(key, OAEP)
    issuer, serial = _DS.X509IssuerName(recipient.issuer), _DS.X509SerialNumber(str(recipient.serial))
    return _XENC.EncryptedKey(
        _XENC.EncryptionMethod(
            _DS.DigestMethod(Algorithm=n.SHA256), _XENC11.MGF(Algorithm=n.MGF1_SHA256), Algorithm=n.RSA_OAEP
        ),
        _DS.KeyInfo(_WSSE.SecurityTokenReference(_DS.X509Data(_DS.X509IssuerSerial(issuer, serial)))),
        _cipher_data(wrapped),
        _XENC.ReferenceList(_XENC.DataReference(URI=f"#{data_id}")),
        Id=key_id,
    )


def _encrypted_data(sealed: bytes, key_id: str, data_id: str) -> etree._Element:
    link = _WSSE.SecurityTokenReference(_WSSE.Reference(URI=f"#{key_id}"), {n.TOKEN_TYPE: n.ENCRYPTED_KEY_TYPE})
    return _XENC.EncryptedData(
        _XENC.EncryptionMethod(Algorithm=n.AES256_GCM),
        _DS.KeyInfo(link),
        _cipher_data(sealed),
        Id=data_id,
        Type=n.CONTENT,
    )


def _cipher_data(value: bytes) -> etree._Element:
    return _XENC.CipherData(_XENC.CipherValue(b64encode(value).decode()))
