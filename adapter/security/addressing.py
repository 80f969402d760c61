"""WS-Addressing 1.0 headers of a verified message: read strictly where they stand, written where an answer needs them.

Nobody has to send them. Where one stands it is signed (references.py sees to it) and must agree with everything else
that says where the message goes: an answer leaves on the connection that its request came by, and on no other.
"""

import uuid
from dataclasses import dataclass

from lxml import etree

from adapter import limits
from adapter.security.envelope import Envelope
from adapter.security.errors import InvalidAddressingHeader, MessageAddressingHeaderRequired
from adapter.security.names import WSA
from adapter.security.sign import header_of

ANONYMOUS = f"{WSA}/anonymous"
"""The address of whoever waits on this connection."""

# Those that are not ours to act on: From is information, and a request may relate to whatever it likes.
_KNOWN = ("To", "Action", "MessageID", "RelatesTo", "ReplyTo", "FaultTo", "From")
_SEVERAL = ("RelatesTo",)
_ENDPOINTS = ("ReplyTo", "FaultTo")


@dataclass(frozen=True, slots=True)
class Addressing:
    """What a message says of its way; `to` is ANONYMOUS where it does not say."""

    action: str
    to: str
    message_id: str | None
    relates_to: tuple[str, ...]


def read_addressing(envelope: Envelope) -> Addressing | None:
    """The addressing headers, or None where there are none.

    Raises InvalidAddressingHeader for one that stands twice, is unknown, or wants the answer somewhere else;
    MessageAddressingHeaderRequired where there is no Action. Not checked: whether To and Action are ours.
    """
    found: dict[str, list[etree._Element]] = {}
    for child in envelope.header[:] if envelope.header is not None else ():
        namespace, _, local = str(child.tag)[1:].partition("}")
        if namespace == WSA:
            found.setdefault(local, []).append(child)
    if not found:
        return None
    for name, headers in found.items():
        if name not in _KNOWN or (len(headers) > 1 and name not in _SEVERAL):
            raise InvalidAddressingHeader(f"{len(headers)} wsa:{name[:60]}")
    if "Action" not in found:
        raise MessageAddressingHeaderRequired("addressing headers without wsa:Action")
    for name in _ENDPOINTS:
        for endpoint in found.get(name, ()):
            _require_anonymous(endpoint)
    return Addressing(
        action=_text(found["Action"][0]),
        to=_text(found["To"][0]) if "To" in found else ANONYMOUS,
        message_id=_text(found["MessageID"][0]) if "MessageID" in found else None,
        relates_to=tuple(map(_text, found.get("RelatesTo", ()))),
    )


def add_addressing(envelope: etree._Element, *, action: str, to: str = ANONYMOUS, relates_to: str | None = None) -> str:
    """Write the headers into an unsigned envelope; gives the new MessageID."""
    message_id = f"urn:uuid:{uuid.uuid4()}"
    header = header_of(envelope)
    pairs = [("Action", action), ("MessageID", message_id), ("To", to), ("RelatesTo", relates_to)]
    for name, text in pairs:
        if text is not None:
            etree.SubElement(header, f"{{{WSA}}}{name}", nsmap={"wsa": WSA}).text = text
    return message_id


def _require_anonymous(endpoint: etree._Element) -> None:
    addresses = endpoint.findall(f"{{{WSA}}}Address")
    if len(addresses) != 1 or _text(addresses[0]) != ANONYMOUS:
        name = etree.QName(endpoint).localname
        raise InvalidAddressingHeader(f"wsa:{name} elsewhere; an answer goes back on the connection it was asked on")


def _text(element: etree._Element) -> str:
    text = (element.text or "").strip()
    if len(element) or not 0 < len(text) <= limits.MAX_URI:
        raise InvalidAddressingHeader(f"wsa:{etree.QName(element).localname[:60]} is no URI")
    return text
