"""From bytes to an envelope that is safe to look at: no DTD, no processing instruction, within all limits.

Nothing here trusts the message; everything here is cheap. Comments are dropped while parsing, so that text
behind a comment is read whole, as exclusive C14N without comments signs it (hazards, case 14).
"""

import re
from dataclasses import dataclass

from lxml import etree

from adapter import limits
from adapter.security.canonical import without_space
from adapter.security.errors import FailedCheck, MalformedMessage, NotUnderstood, VersionMismatch
from adapter.security.names import ID, SECURITY, SIGNATURE, SIGNATURE_VALUE, SOAP11, SOAP12

# Which attributes other software takes for ids; one value may stand only once among all of them.
_ID_ATTRIBUTES = frozenset((ID, "{http://www.w3.org/XML/1998/namespace}id", "Id", "ID", "id"))
_OPTIONAL = (None, "0", "false")
_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_NAMES = {"utf-8": (b"utf-8", b"utf8"), "utf-16": (b"utf-16",), "ascii": (b"utf-8", b"utf8", b"ascii", b"us-ascii")}
# What is repeated in an answer: base64 and no more of it than a signature has.
_SIGNATURE_TEXT = re.compile(rf"[A-Za-z0-9+/=]{{1,{limits.MAX_SIGNATURE_TEXT}}}")
_VALUE_PATH = f"{SIGNATURE}/{SIGNATURE_VALUE}"
_OURSELVES = {
    None,
    "",
    "http://schemas.xmlsoap.org/soap/actor/next",
    f"{SOAP12}/role/next",
    f"{SOAP12}/role/ultimateReceiver",
}


@dataclass(frozen=True, slots=True)
class Envelope:
    """A SOAP message of one version, taken apart. `ids` leads from an id to the one element that bears it.

    `security` is the header meant for us, or None. Nothing in it is verified.
    """

    root: etree._Element
    version: str
    header: etree._Element | None
    body: etree._Element
    security: etree._Element | None
    ids: dict[str, etree._Element]

    @property
    def signature_value(self) -> str | None:
        """The text of the SignatureValue, if there is one that could be, for the confirmation in our answer."""
        found = self.security.find(_VALUE_PATH) if self.security is not None else None
        text = without_space(found.text) if found is not None else ""
        return text if _SIGNATURE_TEXT.fullmatch(text) else None


def open_envelope(raw: bytes, max_bytes: int, max_elements: int) -> Envelope:
    """Parse `raw` (UTF-8, or UTF-16 with its mark) as one SOAP message with one Body.

    Raises MalformedMessage, VersionMismatch, or FailedCheck where an id stands twice or something with an id
    stands where no signed part can be. Not looked at: signatures, and whether every mandatory header is known.
    """
    if len(raw) > max_bytes:
        raise MalformedMessage(f"{len(raw)} bytes; {max_bytes} are the most")
    text = _as_utf8(raw)
    # An element has two of these at the most. Counted first, for a tree takes thirty times the bytes.
    if text.count(b"<") // 2 > max_elements:
        raise MalformedMessage(f"more than {max_elements} elements")
    root = _parse(text)
    version = _version(root)
    # Only then can one element have too many in scope; to ask each element costs more than all the rest.
    crowded = text.count(b"xmlns") > limits.MAX_NAMESPACES
    ids = _survey(root, max_elements, crowded=crowded)
    header, body = _parts(root, version)
    return Envelope(root, version, header, body, _security(header, version), ids)


def require_understood(envelope: Envelope) -> None:
    """Refuse a mandatory header that is meant for us and that we do not know. Raises NotUnderstood."""
    for child in envelope.header if envelope.header is not None else ():
        must = child.get(f"{{{envelope.version}}}mustUnderstand")
        if must not in _OPTIONAL and child is not envelope.security and is_for_us(child, envelope.version):
            raise NotUnderstood(f"header {etree.QName(child).localname[:100]}")


def _parse(text: bytes) -> etree._Element:
    # Before any parser sees it: with a DTD, what is signed and what is read can differ (hazards, fact 1).
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise MalformedMessage("a document type declaration")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        # The parser's own text may quote the message.
        raise MalformedMessage("not well-formed XML") from None
    if root.getprevious() is not None or root.getnext() is not None:
        raise MalformedMessage("a processing instruction beside the envelope")
    return root


def _as_utf8(raw: bytes) -> bytes:
    if not raw.strip():
        raise MalformedMessage("an empty message")
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = raw.decode(encoding).encode("utf-8").removeprefix(b"\xef\xbb\xbf")
    except UnicodeError:
        raise MalformedMessage("neither UTF-8 nor UTF-16 with its mark") from None
    declared = _DECLARED.match(text)
    # Whoever opens the journal with another tool must read what was read here. lxml declares ASCII if not told.
    names = _NAMES["ascii" if raw.isascii() else encoding]
    if declared and declared[1].lower() not in names:
        raise MalformedMessage("the XML declaration names another encoding than the message has")
    return text


def _version(root: etree._Element) -> str:
    for version in (SOAP11, SOAP12):
        if root.tag == f"{{{version}}}Envelope":
            return version
    raise VersionMismatch("not an envelope of SOAP 1.1 or 1.2")


def _survey(root: etree._Element, max_elements: int, *, crowded: bool) -> dict[str, etree._Element]:
    """Walk the tree once: hold it to the limits, and find every id."""
    ids: dict[str, etree._Element] = {}
    count = depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "pi")):
        if event == "end":
            depth -= 1
            continue
        if event == "pi":
            raise MalformedMessage("a processing instruction")
        count, depth = count + 1, depth + 1
        if count > max_elements or depth > limits.MAX_XML_DEPTH:
            raise MalformedMessage(f"more than {max_elements} elements or {limits.MAX_XML_DEPTH} levels")
        if crowded and len(element.nsmap) > limits.MAX_NAMESPACES:
            raise MalformedMessage("too many namespaces on one element")
        if element.attrib:
            _note_ids(element, ids)
    return ids


def _note_ids(element: etree._Element, ids: dict[str, etree._Element]) -> None:
    if len(element.attrib) > limits.MAX_ATTRIBUTES:
        raise MalformedMessage("too many attributes on one element")
    for name, value in element.items():
        if name in _ID_ATTRIBUTES and ids.setdefault(value, element) is not element:
            raise FailedCheck("one id stands on two elements")


def _parts(root: etree._Element, version: str) -> tuple[etree._Element | None, etree._Element]:
    children = list(root)
    header = children.pop(0) if children and children[0].tag == f"{{{version}}}Header" else None
    bodies = [child for child in children if child.tag == f"{{{version}}}Body"]
    if len(bodies) != 1:
        raise MalformedMessage(f"{len(bodies)} Bodies")
    for child in children:
        if child is not bodies[0]:
            refuse_stray(child, MalformedMessage("something besides Header and Body"))
    if len(bodies[0]) != 1:
        raise MalformedMessage(f"{len(bodies[0])} elements in the Body")
    return header, bodies[0]


def _security(header: etree._Element | None, version: str) -> etree._Element | None:
    found = [child for child in header if child.tag == SECURITY] if header is not None else []
    ours = [child for child in found if is_for_us(child, version)]
    if len(ours) > 1:
        raise MalformedMessage("two Security headers are meant for us")
    return ours[0] if ours else None


def refuse_stray(element: etree._Element, otherwise: Exception) -> None:
    """Refuse an element that has no place here: as a wrapping attack where it carries an id, else as `otherwise`."""
    if any(item.get(name) is not None for item in element.iter() for name in _ID_ATTRIBUTES):
        raise FailedCheck("a part with an id stands where no signed part can be")
    raise otherwise


def is_for_us(header: etree._Element, version: str) -> bool:
    """Whether a header's actor (SOAP 1.2: role) is a receiver such as we are."""
    attribute = "actor" if version == SOAP11 else "role"
    return header.get(f"{{{version}}}{attribute}") in _OURSELVES
