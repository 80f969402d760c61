"""Signing an envelope: token, Timestamp, Body, addressing headers and confirmation under one signature."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_hex

from lxml import etree

from adapter import limits
from adapter.security.canonical import canonical
from adapter.security.certificate import Certificate
from adapter.security.encrypt import encrypt_body
from adapter.security.names import (
    BASE64,
    CONFIRMATION,
    EXC_C14N,
    ID,
    PREFIXES,
    SHA256,
    WSA,
    WSU,
    X509V3,
)
from adapter.security.signer import Signer

# Written as text and parsed: element by element it takes as long as the signature itself. Nothing that comes from
# somebody else is put in here.
_NAMESPACES = " ".join(f'xmlns:{prefix}="{namespace}"' for prefix, namespace in PREFIXES.items())
_SECURITY = f"""<wsse:Security {_NAMESPACES}><wsse:BinarySecurityToken EncodingType="{BASE64}" ValueType="{X509V3}"\
>{{token}}</wsse:BinarySecurityToken><wsu:Timestamp><wsu:Created>{{created}}</wsu:Created><wsu:Expires>{{expires}}\
</wsu:Expires></wsu:Timestamp></wsse:Security>"""
_SIGNATURE = f"""<ds:Signature {_NAMESPACES}><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{EXC_C14N}"/>\
<ds:SignatureMethod Algorithm="{{algorithm}}"/>{{references}}</ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo>\
<wsse:SecurityTokenReference><wsse:Reference URI="#{{token_id}}" ValueType="{X509V3}"/></wsse:SecurityTokenReference>\
</ds:KeyInfo></ds:Signature>"""
_REFERENCE = f"""<ds:Reference URI="#{{id}}"><ds:Transforms><ds:Transform Algorithm="{EXC_C14N}"/></ds:Transforms>\
<ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>{{digest}}</ds:DigestValue></ds:Reference>"""
_ADDRESSING = f"{{{WSA}}}"


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """The bytes to send, and the SignatureValue that the answer must confirm.

    `clear` is the same message before its Body was encrypted; if it was not, `raw` itself.
    """

    raw: bytes
    signature_value: str
    clear: bytes


def wrap(version: str, body: etree._Element) -> etree._Element:
    """An unsigned envelope of that SOAP version (its namespace) around one child of the Body."""
    envelope = etree.Element(f"{{{version}}}Envelope", nsmap={"soap": version, "wsu": WSU})
    etree.SubElement(envelope, f"{{{version}}}Header")
    etree.SubElement(envelope, f"{{{version}}}Body").append(body)
    return envelope


def sign(
    envelope: etree._Element,
    signer: Signer,
    now: datetime,
    *,
    confirms: str | None = None,
    encrypt_for: Certificate | None = None,
) -> SignedMessage:
    """Sign `envelope`, which gets its Security header, and give its bytes (UTF-8).

    With `confirms`, the SignatureValue of a request, the message is marked as its answer; "" says that the
    request had no signature. With `encrypt_for` the Body is then encrypted; raises InvalidSecurityToken where that
    certificate is not meant for it. The tree must not be changed afterwards.
    """
    signature_value = sign_tree(envelope, signer, now, confirms=confirms)
    clear = raw = _written(envelope)
    if encrypt_for is not None:
        encrypt_body(envelope, encrypt_for)
        raw = _written(envelope)
    return SignedMessage(raw, signature_value, clear)


def _written(envelope: etree._Element) -> bytes:
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def sign_tree(envelope: etree._Element, signer: Signer, now: datetime, *, confirms: str | None = None) -> str:
    """Sign the tree in place; gives the SignatureValue. As `sign`."""
    soap = etree.QName(envelope).namespace
    header = header_of(envelope)
    security = _security(signer, now)
    security.set(f"{{{soap}}}mustUnderstand", "1")
    header.append(security)
    if confirms is not None:
        confirmation = etree.SubElement(security, CONFIRMATION)
        if confirms:
            confirmation.set("Value", confirms)
    addressing = [child for child in header if str(child.tag).startswith(_ADDRESSING)]
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


def _security(signer: Signer, now: datetime) -> etree._Element:
    text = _SECURITY.format(
        token=b64encode(signer.certificate).decode(),
        created=_instant(now),
        expires=_instant(now + limits.TIMESTAMP_LIFETIME),
    )
    return etree.fromstring(text)


def _add_signature(security: etree._Element, signer: Signer, parts: list[etree._Element]) -> str:
    """Append the Signature over `parts`, of which the second is the token, and give its value."""
    references = "".join(map(_reference, parts))
    text = _SIGNATURE.format(algorithm=signer.algorithm, references=references, token_id=parts[1].get(ID))
    signature = etree.fromstring(text)
    security.append(signature)
    signed_info, value = signature[0], signature[1]
    # Canonicalised where it stands, so that both ends see the same namespaces in scope.
    value.text = b64encode(signer.sign(canonical(signed_info))).decode()
    return value.text


def _reference(part: etree._Element) -> str:
    """Give `part` an id, and the Reference to it."""
    id_ = f"id-{token_hex(16)}"
    part.set(ID, id_)
    return _REFERENCE.format(id=id_, digest=b64encode(sha256(canonical(part)).digest()).decode())


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
