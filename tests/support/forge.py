"""Messages to attack with: signed by a partner, then taken apart, changed and put together again.

Who has no key may move and change what was signed (`Message`, `wrap`). Who has one may sign anything
(`Message.sign_again`): a registered partner is a possible attacker too.
"""

import uuid
from base64 import b64encode
from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import datetime
from hashlib import sha256

import requests
from cryptography import x509
from lxml import etree

from adapter.agreements.types import SHARED_NAMESPACE
from adapter.security import Certificate, Signer, sign, wrap
from adapter.security import names as n
from adapter.security.addressing import add_addressing
from adapter.security.canonical import canonical
from tests.support.world import ADDRESS

ENDPOINT = f"{ADDRESS}/layanan/LayananKerjaSama"
CONTENT_TYPES = {n.SOAP11: "text/xml; charset=utf-8", n.SOAP12: "application/soap+xml; charset=utf-8"}
ACTION = "urn:id:go:bkn:pks:kerjasama:v1:cekStatusPerjanjian"
OBJECT = f"{{{n.DS}}}Object"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
UNKNOWN = "{urn:test:unknown}Wrapper"

_REQUEST = """
<k:cekStatusPerjanjian xmlns:k="urn:id:go:bkn:pks:kerjasama:v1" xmlns:p="{shared}"><k:kepala><p:idPesan>{id}</p:idPesan>
<p:waktuKirim>{sent}</p:waktuKirim><p:kodeMitra>BPJS</p:kodeMitra>
<p:nomorPerjanjian>41/K/KS/X/2016</p:nomorPerjanjian><p:kodeTujuan>PELAKSANAAN_PERJANJIAN</p:kodeTujuan>
<p:idPengguna>petugas-uji</p:idPengguna><p:versiElemen>BPJS-1</p:versiElemen></k:kepala></k:cekStatusPerjanjian>"""


def question(now: datetime) -> etree._Element:
    """The Body's child of a request that BPJS may always make, new each time."""
    text = _REQUEST.format(shared=SHARED_NAMESPACE, id=uuid.uuid4(), sent=now.isoformat())
    return etree.fromstring(text.replace("\n", ""))


def request(signer: Signer, now: datetime, version: str = n.SOAP11, *, addressing: bool = False) -> "Message":
    """An honest request; with `addressing`, its wsa:Action, MessageID and To are signed too."""
    envelope = wrap(version, question(now))
    if addressing:
        add_addressing(envelope, action=ACTION, to=ENDPOINT)
    return Message(sign(envelope, signer, now).raw)


class Message:
    """A signed message, taken apart; each part is found anew where it stands now."""

    def __init__(self, raw: bytes) -> None:
        self.root = etree.fromstring(raw)
        self.version = etree.QName(self.root).namespace or ""

    @property
    def raw(self) -> bytes:
        return etree.tostring(self.root)

    def copy(self) -> "Message":
        return Message(self.raw)

    def soap(self, name: str) -> str:
        """A tag of this message's SOAP version."""
        return f"{{{self.version}}}{name}"

    def _find(self, path: str) -> etree._Element:
        found = self.root.find(path)
        assert found is not None, path
        return found

    @property
    def header(self) -> etree._Element:
        return self._find(self.soap("Header"))

    @property
    def body(self) -> etree._Element:
        return self._find(self.soap("Body"))

    def _addressing(self, name: str) -> etree._Element:
        return self._find(f"{self.soap('Header')}/{{{n.WSA}}}{name}")

    @property
    def to(self) -> etree._Element:
        return self._addressing("To")

    @property
    def action(self) -> etree._Element:
        return self._addressing("Action")

    @property
    def message_id(self) -> etree._Element:
        return self._addressing("MessageID")

    @property
    def relates_to(self) -> etree._Element:
        return self._addressing("RelatesTo")

    @property
    def security(self) -> etree._Element:
        return self._find(f"{self.soap('Header')}/{n.SECURITY}")

    @property
    def token(self) -> etree._Element:
        return self._find(f".//{n.SECURITY}/{n.TOKEN}")

    @property
    def timestamp(self) -> etree._Element:
        return self._find(f".//{n.SECURITY}/{n.TIMESTAMP}")

    @property
    def confirmation(self) -> etree._Element:
        return self._find(f".//{n.SECURITY}/{n.CONFIRMATION}")

    @property
    def signature(self) -> etree._Element:
        return self._find(f".//{n.SECURITY}/{n.SIGNATURE}")

    @property
    def signed_info(self) -> etree._Element:
        return self._find(f".//{n.SIGNATURE}/{n.SIGNED_INFO}")

    @property
    def signature_value(self) -> etree._Element:
        return self._find(f".//{n.SIGNATURE}/{n.SIGNATURE_VALUE}")

    @property
    def references(self) -> list[etree._Element]:
        return self.signed_info.findall(n.REFERENCE)

    @property
    def addressing(self) -> list[etree._Element]:
        return [child for child in self.header if etree.QName(child).namespace == n.WSA]

    def reference(self, part: etree._Element) -> etree._Element:
        """The Reference that names `part`."""
        return next(one for one in self.references if one.get("URI") == f"#{part.get(n.ID)}")

    def named(self, reference: etree._Element) -> etree._Element:
        """The part that a Reference names."""
        return self._named(reference.get("URI", "")[1:])

    def sign_again(self, signer: Signer, parts: Sequence[etree._Element] | None = None) -> "Message":
        """Compute every digest and the signature anew, over `parts` where they are given."""
        if parts is not None:
            self._refer_to(parts)
        for reference in self.references:
            part = self._named(reference.get("URI", "")[1:])
            transform = reference.find(f"{n.TRANSFORMS}/{n.TRANSFORM}")
            digest = sha256(_canonical(part, transform)).digest()
            reference.find(n.DIGEST_VALUE).text = b64encode(digest).decode()  # type: ignore[union-attr]
        return self.sign_info(signer)

    def sign_info(self, signer: Signer) -> "Message":
        """Compute the signature anew, over SignedInfo as it stands."""
        method = self.signed_info.find(n.C14N_METHOD)
        self.signature_value.text = b64encode(signer.sign(_canonical(self.signed_info, method))).decode()
        return self

    def _named(self, id_: str) -> etree._Element:
        """The first element with this id, whatever the id's attribute is called."""
        found = [element for element in self.root.iter() if id_ in element.attrib.values()]
        assert found, id_
        return found[0]

    def _refer_to(self, parts: Sequence[etree._Element]) -> None:
        model = deepcopy(self.references[0])
        for reference in self.references:
            self.signed_info.remove(reference)
        for part in parts:
            if part.get(n.ID) is None:
                part.set(n.ID, f"id-{uuid.uuid4().hex}")
            reference = deepcopy(model)
            reference.set("URI", f"#{part.get(n.ID)}")
            self.signed_info.append(reference)


def _canonical(element: etree._Element, method: etree._Element | None) -> bytes:
    """Exclusive C14N by the PrefixList that `method` holds; whether it is right, test_second_opinions.py tells."""
    listed = None if method is None else method.find(n.INCLUSIVE_NAMESPACES)
    return canonical(element, () if listed is None else (listed.get("PrefixList") or "").split())


def name_signer(message: Message, how: str, certificate: x509.Certificate, issuer: str | None = None) -> Message:
    """Let KeyInfo name `certificate` by "issuer-serial", "ski" or "thumbprint"; the token stays where it is."""
    reference = message.signature[-1][0]
    del reference[:]
    if how == "issuer-serial":
        pair = etree.SubElement(etree.SubElement(reference, n.X509_DATA), n.X509_ISSUER_SERIAL)
        etree.SubElement(pair, n.X509_ISSUER_NAME).text = issuer or certificate.issuer.rfc4514_string()
        etree.SubElement(pair, n.X509_SERIAL_NUMBER).text = str(certificate.serial_number)
        return message
    known = Certificate(certificate)
    kinds = {"ski": (n.X509_SKI, known.ski), "thumbprint": (n.X509_THUMBPRINT, known.sha1)}
    value_type, value = kinds[how]
    identifier = etree.SubElement(reference, n.KEY_IDENTIFIER, ValueType=value_type, EncodingType=n.BASE64)
    identifier.text = b64encode(value or b"").decode()
    return message


def without_token(message: Message, signer: Signer) -> Message:
    """The same message without its token, signed again."""
    token = message.token
    parts = [part for part in map(message.named, message.references) if part is not token]
    message.security.remove(token)
    return message.sign_again(signer, parts)


def put_in_header(message: Message, moved: etree._Element) -> None:
    message.header.append(moved)


def _put_under(tag: str) -> Callable[[Message, etree._Element], None]:
    def put(message: Message, moved: etree._Element) -> None:
        etree.SubElement(message.header, tag).append(moved)

    return put


def _put_in_other_security(message: Message, moved: etree._Element) -> None:
    other = etree.SubElement(message.header, n.SECURITY)
    other.set(message.soap("actor" if message.version == n.SOAP11 else "role"), "urn:test:another")
    other.append(moved)


def _put_in_inner_envelope(message: Message, moved: etree._Element) -> None:
    inner = etree.SubElement(message.header, message.soap("Envelope"))
    etree.SubElement(inner, message.soap("Body")).append(moved)


PLACES: dict[str, Callable[[Message, etree._Element], None]] = {
    "first-in-header": lambda message, moved: message.header.insert(0, moved),
    "last-in-header": put_in_header,
    "in-another-header": _put_under(f"{{{n.WSA}}}MessageID"),
    "in-a-wrapper": _put_under(UNKNOWN),
    "in-an-inner-envelope": _put_in_inner_envelope,
    "in-anothers-security": _put_in_other_security,
    "first-in-security": lambda message, moved: message.security.insert(0, moved),
    "last-in-security": lambda message, moved: message.security.append(moved),
    "in-the-token": lambda message, moved: message.token.append(moved),
    "in-ds-object": lambda message, moved: etree.SubElement(message.signature, OBJECT).append(moved),
    "in-signed-info": lambda message, moved: message.signed_info.append(moved),
    "in-the-signature-value": lambda message, moved: message.signature_value.append(moved),
    "in-key-info": lambda message, moved: message.signature[-1].append(moved),
    "before-the-header": lambda message, moved: message.root.insert(0, moved),
    "before-the-body": lambda message, moved: message.body.addprevious(moved),
    "behind-the-body": lambda message, moved: message.root.append(moved),
    "in-the-body": lambda message, moved: message.body.append(moved),
    "in-the-bodys-child": lambda message, moved: message.body[0].append(moved),
}
"""Where an attacker can hide what was signed."""

IDS = ("no-id", "other-id", "same-id")
"""What the fake's id may be."""


def move(message: Message, part: str, place: str, ids: str) -> Message:
    """`message` with its signed `part` hidden at `place`, and a fake where it stood."""
    forged = message.copy()
    PLACES[place](forged, take(forged, part, ids))
    return forged


def take(message: Message, part: str, ids: str) -> etree._Element:
    """Take the signed `part` out of `message`, a fake left in its place."""
    original: etree._Element = getattr(message, part)
    fake = fake_of(original)
    if ids != "same-id":
        del fake.attrib[n.ID]
    if ids == "other-id":
        fake.set(n.ID, "id-fake")
    original.getparent().replace(original, fake)  # type: ignore[union-attr]
    return original


def fake_of(part: etree._Element) -> etree._Element:
    """A copy that says something else."""
    fake = deepcopy(part)
    last = [element for element in fake.iter() if not len(element)][-1]
    last.text = {n.EXPIRES: "2026-11-20T02:05:01Z"}.get(str(last.tag), f"{last.text}X")
    if last.get("Value"):
        last.set("Value", "AAAA")
    return fake


def fault_code(answer: requests.Response) -> str:
    """The fault's code as prefix:Name, `soap:Client` in SOAP 1.2 too; "" for an answer that is no fault."""
    root = etree.fromstring(answer.content)
    codes = [*root.iter("faultcode", f"{{{n.SOAP12}}}Value")]
    if not codes:
        return ""
    prefix, _, name = (codes[-1].text or "").partition(":")
    known = {n.WSSE: "wsse", n.WSU: "wsu", n.WSA: "wsa", n.SOAP11: "soap", n.SOAP12: "soap"}
    return f"{known[codes[-1].nsmap[prefix]]}:{name.replace('Sender', 'Client')}"
