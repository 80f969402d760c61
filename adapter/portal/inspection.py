"""/periksa, in sandbox mode only: a message is pasted, uploaded or sent, and its diagnosis comes back.

GET, or POST of the form     a page
POST of any SOAP message     the diagnosis in a SOAP Body, signed by BKN; the message itself may be unsigned

Nothing of a message is stored or logged. Whoever can reach the address may ask, so nobody's data belong in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any
from urllib.parse import parse_qs

from lxml import etree

from adapter.portal import inspection_page as page
from adapter.registry.registered import Registered
from adapter.security import POLICY, SecurityError, open_envelope, sign, wrap
from adapter.security.diagnosis import Diagnosis, as_values, diagnose
from adapter.security.names import SOAP12
from adapter.soap.course import Parts
from adapter.soap.guard import TurnedAway, admit_request, read_body

NAMESPACE = "urn:id:go:bkn:pks:periksa:v1"
ANSWER = "periksaPesanJawaban"
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_MOST_PARTS = 8
_LONGEST_HEAD = 1000
_XML = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Shown:
    """What goes back over HTTP with 200; its headers beside the usual ones; the diagnosis if there was a message."""

    content_type: str
    raw: bytes
    headers: tuple[tuple[str, str], ...] = ()
    diagnosis: Diagnosis | None = None


class Inspection:
    """Answers requests for /periksa."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def answer(self, environ: Mapping[str, Any]) -> Shown:
        """The answer to one request. Raises TurnedAway, and StoreUnavailable where the registry is away."""
        if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return self._page(None)
        if _media_type(environ) in _FORMS:
            return self._page(_message_in_form(environ))
        return self._operation(environ)

    def _diagnose(self, raw: bytes) -> Diagnosis:
        now = self._parts.clock()
        known = Registered(self._parts.engine, self._parts.signers, now)
        return diagnose(raw, trust=known.require, find=known.find, now=now)

    def _page(self, raw: bytes | None) -> Shown:
        diagnosis = self._diagnose(raw) if raw is not None else None
        return Shown("text/html; charset=utf-8", page.render(diagnosis), page.HEADERS, diagnosis)

    def _operation(self, environ: Mapping[str, Any]) -> Shown:
        request = admit_request(environ)
        diagnosis = self._diagnose(request.raw)
        body = etree.Element(f"{{{NAMESPACE}}}{ANSWER}", nsmap={None: NAMESPACE})
        _write(body, as_values(diagnosis))
        confirms = _signature_value(request.raw)
        signed = sign(wrap(request.version, body), self._parts.signer, self._parts.clock(), confirms=confirms)
        content_type = "application/soap+xml; charset=utf-8" if request.version == SOAP12 else _XML
        return Shown(content_type, signed.raw, diagnosis=diagnosis)


def _media_type(environ: Mapping[str, Any]) -> str:
    parsed = Message()
    parsed["Content-Type"] = environ.get("CONTENT_TYPE", "")
    return parsed.get_content_type()


def _message_in_form(environ: Mapping[str, Any]) -> bytes:
    """The message that was uploaded, or else pasted. Raises TurnedAway."""
    raw, content_type = read_body(environ), environ["CONTENT_TYPE"]
    if _media_type(environ) == _FORMS[0]:
        fields = _parts(content_type, raw)
    else:
        try:
            fields = {name: values[0].encode() for name, values in parse_qs(raw.decode(), max_num_fields=2).items()}
        except ValueError:
            fields = {}
    message = fields.get(page.FILE) or fields.get(page.TEXT)
    if message is None:
        raise TurnedAway("400 Bad Request", "Formulir tidak berisi pesan.")
    return message


def _parts(content_type: str, raw: bytes) -> dict[str, bytes]:
    """The fields of a multipart/form-data body; what is none of ours is left out."""
    parsed = Message()
    parsed["Content-Type"] = content_type
    found: dict[str, bytes] = {}
    try:
        # Split here: a mail parser takes seconds for a million parts, and does not come back from nested ones.
        delimiter = b"\r\n--" + (parsed.get_boundary() or "").encode("latin-1")
        for part in (b"\r\n" + raw).split(delimiter, _MOST_PARTS)[1:]:
            head, _, content = part.partition(b"\r\n\r\n")
            heading = BytesHeaderParser().parsebytes(head[:_LONGEST_HEAD].lstrip())
            name = heading.get_param("name", header="content-disposition")
            if name in (page.FILE, page.TEXT):
                found[str(name)] = content
    except (TypeError, ValueError):
        return {}
    return found


def _signature_value(raw: bytes) -> str:
    """What the answer confirms; "" for a message without a signature."""
    try:
        return open_envelope(raw, POLICY.max_bytes, POLICY.max_elements).signature_value or ""
    except SecurityError:
        return ""


def _write(parent: etree._Element, values: Mapping[str, object]) -> None:
    """Write plain values as elements; a list repeats its element, None is left out."""
    for name, value in values.items():
        for item in value if isinstance(value, list) else [value]:
            if item is None:
                continue
            child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
            if isinstance(item, dict):
                _write(child, item)
            else:
                child.text = str(item).lower() if isinstance(item, bool) else str(item)
