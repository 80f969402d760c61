"""Signing an envelope: token, Timestamp, Body, addressing headers and confirmation under one signature."""

import uuid
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from lxml import etree
from lxml.builder import ElementMaker

from adapter import limits
from adapter.security.canonical import canonical
from adapter.security.names import (
    BASE64,
    DS,
    EXC_C14N,
    ID,
    PREFIXES,
    SECURITY,
    SHA256,
    WSA,
    WSSE,
    WSSE11,
    WSU,
    X509V3,
)
from adapter.security.signer import Signer

_WSSE = ElementMaker(namespace=WSSE, nsmap=PREFIXES)
_WSU = ElementMaker(namespace=WSU, nsmap=PREFIXES)
_WSSE11 = ElementMaker(namespace=WSSE11, nsmap=PREFIXES)
_DS = ElementMaker(namespace=DS, nsmap=PREFIXES)


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """The bytes to send, and the SignatureValue that the answer must confirm."""

    raw: bytes
    signature_value: str


def wrap(version: str, body: etree._Element) -> etree._Element:
    """An unsigned envelope of that SOAP version (its namespace) around one child of the Body."""
    envelope = etree.Element(f"{{{version}}}Envelope", nsmap={"soap": version})
    etree.SubElement(envelope, f"{{{version}}}Header")
    etree.SubElement(envelope, f"{{{version}}}Body").append(body)
    return envelope


def sign(envelope: etree._Element, signer: Signer, now: datetime, *, confirms: str | None = None) -> SignedMessage:
    """Sign `envelope`, which gets its Security header, and give its bytes (UTF-8).

    With `confirms`, the SignatureValue of a request, the message is marked as its answer; "" says that the
    request had no signature. The tree must not be changed afterwards.
    """
    signature_value = sign_tree(envelope, signer, now, confirms=confirms)
    return SignedMessage(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"), signature_value)


def sign_tree(envelope: etree._Element, signer: Signer, now: datetime, *, confirms: str | None = None) -> str:
    """Sign the tree in place; gives the SignatureValue. As `sign`."""
    soap = etree.QName(envelope).namespace
    header = header_of(envelope)
    token, timestamp = _token(signer), _timestamp(now)
    security = etree.SubElement(header, SECURITY, nsmap=PREFIXES)
    security.set(f"{{{soap}}}mustUnderstand", "1")
    security.extend([token, timestamp])
    if confirms is not None:
        security.append(_confirmation(confirms))
    addressing = [child for child in header if etree.QName(child).namespace == WSA]
    body = envelope.find(f"{{{soap}}}Body")
    return _add_signature(security, signer, [body, *security, *addressing])  # type: ignore[list-item] # a Body stands


def header_of(envelope: etree._Element) -> etree._Element:
    """The envelope's Header, made where there is none: zeep writes none."""
    tag = f"{{{etree.QName(envelope).namespace}}}Header"
    header = envelope.find(tag)
    if header is None:
        header = etree.Element(tag)
        envelope.insert(0, header)
    return header


def _token(signer: Signer) -> etree._Element:
    text = b64encode(signer.certificate).decode()
    return _WSSE.BinarySecurityToken(text, EncodingType=BASE64, ValueType=X509V3)


def _timestamp(now: datetime) -> etree._Element:
    return _WSU.Timestamp(_WSU.Created(_instant(now)), _WSU.Expires(_instant(now + limits.TIMESTAMP_LIFETIME)))


def _confirmation(signature_value: str) -> etree._Element:
    return _WSSE11.SignatureConfirmation(**({"Value": signature_value} if signature_value else {}))


def _add_signature(security: etree._Element, signer: Signer, parts: list[etree._Element]) -> str:
    """Append the Signature over `parts`, of which the second is the token, and give its value."""
    for part in parts:
        part.set(ID, f"id-{uuid.uuid4().hex}")
    signed_info = _DS.SignedInfo(
        _DS.CanonicalizationMethod(Algorithm=EXC_C14N),
        _DS.SignatureMethod(Algorithm=signer.algorithm),
        *(_reference(part) for part in parts),
    )
    value = _DS.SignatureValue()
    link = _WSSE.Reference(URI=f"#{parts[1].get(ID)}", ValueType=X509V3)
    key_info = _DS.KeyInfo(_WSSE.SecurityTokenReference(link))
    security.append(_DS.Signature(signed_info, value, key_info))
    # Canonicalised where it stands, so that both ends see the same namespaces in scope.
    value.text = b64encode(signer.sign(canonical(signed_info))).decode()
    return value.text


def _reference(part: etree._Element) -> etree._Element:
    digest = b64encode(sha256(canonical(part)).digest()).decode()
    return _DS.Reference(
        _DS.Transforms(_DS.Transform(Algorithm=EXC_C14N)),
        _DS.DigestMethod(Algorithm=SHA256),
        _DS.DigestValue(digest),
        URI=f"#{part.get(ID)}",
    )


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
