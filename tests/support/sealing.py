"""Encryption as another stack writes it, by hand: every part of it can be got wrong, and shares no line with ours."""

import os
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from lxml import etree

from adapter.security import Certificate
from adapter.security import names as n
from tests.support.forge import Message

XENC = "http://www.w3.org/2001/04/xmlenc#"
XENC11 = "http://www.w3.org/2009/xmlenc11#"
KEY, DATA = f"{{{XENC}}}EncryptedKey", f"{{{XENC}}}EncryptedData"
GCM, CBC = XENC11 + "aes256-gcm", XENC + "aes256-cbc"

_KEY = """<xenc:EncryptedKey xmlns:xenc="{xenc}" xmlns:ds="{ds}" xmlns:wsse="{wsse}" Id="EK-1">
  <xenc:EncryptionMethod Algorithm="{transport}">{parameters}</xenc:EncryptionMethod>
  <ds:KeyInfo><wsse:SecurityTokenReference>{name}</wsse:SecurityTokenReference></ds:KeyInfo>
  <xenc:CipherData><xenc:CipherValue>{wrapped}</xenc:CipherValue></xenc:CipherData>
  <xenc:ReferenceList><xenc:DataReference URI="#ED-1"/></xenc:ReferenceList>
</xenc:EncryptedKey>"""
_DATA = """<e:EncryptedData xmlns:e="{xenc}" Id="ED-1" Type="{xenc}Content"><e:EncryptionMethod Algorithm="{cipher}"/>\
<KeyInfo xmlns="{ds}"><o:SecurityTokenReference xmlns:o="{wsse}"><o:Reference URI="#EK-1"/></o:SecurityTokenReference>\
</KeyInfo><e:CipherData><e:CipherValue>{sealed}</e:CipherValue></e:CipherData></e:EncryptedData>"""
DIGEST = f'<ds:DigestMethod Algorithm="{n.SHA256}"/>'
MGF = f'<x:MGF xmlns:x="{XENC11}" Algorithm="{XENC11}mgf1sha256"/>'
BROKEN_DIGEST = '<ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/>'
BROKEN_MGF = f'<x:MGF xmlns:x="{XENC11}" Algorithm="{XENC11}mgf1sha1"/>'


def oaep(digest: Any = SHA256, mgf: Any = SHA256, label: bytes | None = None) -> padding.OAEP:
    return padding.OAEP(padding.MGF1(mgf()), digest(), label)


def broken_oaep() -> padding.OAEP:
    return oaep(SHA1, SHA1)


def gcm(key: bytes, content: bytes) -> bytes:
    iv = os.urandom(12)
    return iv + AESGCM(key).encrypt(iv, content, None)


def cbc(key: bytes, content: bytes) -> bytes:
    iv, pad = os.urandom(16), 16 - len(content) % 16
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return iv + encryptor.update(content + bytes(pad - 1) + bytes([pad])) + encryptor.finalize()


@dataclass(frozen=True)
class Seal:
    """How to encrypt for `certificate`; as it stands, rightly. `named` is whom EncryptedKey says that it is for."""

    certificate: x509.Certificate
    named: x509.Certificate | None = None
    how: str = "issuer-serial"
    transport: str = XENC11 + "rsa-oaep"
    parameters: str = DIGEST + MGF
    pad: Callable[[], Any] = oaep
    key: bytes = b"k" * 32
    cipher: str = GCM
    seal: Callable[[bytes, bytes], bytes] = gcm

    def __call__(self, message: Message, content: bytes | None = None, **changes: Any) -> Message:
        """The clear `message` encrypted, or with other `content` in its place."""
        return replace(self, **changes)._apply(message.copy(), content)

    def _apply(self, message: Message, content: bytes | None) -> Message:
        body = message.body
        if content is None:
            content = b"".join(map(etree.tostring, body))
        sealed = self._fill(_DATA, cipher=self.cipher, sealed=b64encode(self.seal(self.key, content)).decode())
        wrapped = b64encode(self.certificate.public_key().encrypt(self.key, self.pad())).decode()  # type: ignore[union-attr, call-arg]
        known = Certificate(self.named or self.certificate)
        key = self._fill(
            _KEY, transport=self.transport, parameters=self.parameters, wrapped=wrapped, name=name_of(known, self.how)
        )
        message.security.insert(0, key)
        body[:] = [sealed]
        return message

    def _fill(self, template: str, **values: str) -> etree._Element:
        return etree.fromstring(
            template.replace("{parameters}", values.pop("parameters", "")).format(
                xenc=XENC, ds=n.DS, wsse=n.WSSE, **values
            )
        )


def name_of(known: Certificate, how: str) -> str:
    """What stands in SecurityTokenReference."""
    if how == "issuer-serial":
        return (
            f"<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>{known.issuer}</ds:X509IssuerName>"
            f"<ds:X509SerialNumber>{known.serial}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>"
        )
    if how == "token":
        return '<wsse:Reference URI="#EK-1"/>'
    kind, value = {"ski": (n.X509_SKI, known.ski), "thumbprint": (n.X509_THUMBPRINT, known.sha1)}[how]
    text = b64encode(value or b"").decode()
    return f'<wsse:KeyIdentifier ValueType="{kind}" EncodingType="{n.BASE64}">{text}</wsse:KeyIdentifier>'


def key_of(message: Message) -> etree._Element:
    return next(message.root.iter(KEY))


def data_of(message: Message) -> etree._Element:
    return next(message.root.iter(DATA))


def value_of(part: etree._Element) -> etree._Element:
    """The CipherValue of an EncryptedKey or EncryptedData."""
    return part.find(f"{n.CIPHER_DATA}/{n.CIPHER_VALUE}")  # type: ignore[return-value]
