"""From bytes to an envelope that is safe to look at: no DTD, no processing instruction, within all limits.

Nothing here trusts the message; everything here is cheap. Comments are dropped while parsing, so that text
behind a comment is read whole, as exclusive C14N without comments signs it (hazards, case 14).
"""

import re
import threading
from codecs import BOM_UTF8
from typing import NamedTuple

from lxml import etree

from adapter import limits
from adapter.security.canonical import without_space
from adapter.security.errors import FailedCheck, MalformedMessage, NotUnderstood, VersionMismatch
from adapter.security.names import ENCRYPTED_DATA, ID, SECURITY, SIGNATURE, SIGNATURE_VALUE, SOAP11, SOAP12, WSA

# Which attributes other software takes for ids; one value may stand only once among all of them.
_ID_ATTRIBUTES = frozenset((ID, "{http://www.w3.org/XML/1998/namespace}id", "Id", "ID", "id"))
_WSA = f"{{{WSA}}}"
_OPTIONAL = (None, "0", "false")
_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_XML_1_0 = re.compile(rb"""<\?xml\s+version\s*=\s*["']1\.0["']""")
_NAMES = {"utf-8": (b"utf-8", b"utf8"), "utf-16": (b"utf-16",), "ascii": (b"utf-8", b"utf8", b"ascii", b"us-ascii")}
# What is repeated in an answer: base64 and no more of it than a signature has.
_SIGNATURE_TEXT = re.compile(rf"[A-Za-z0-9+/=]{{1,{limits.MAX_SIGNATURE_TEXT}}}")
_is_too_deep = etree.XPath(f"boolean({'/*' * (limits.MAX_XML_DEPTH + 1)})")
_of_thread = threading.local()
_OURSELVES = {
    None,
    "",
    "http://schemas.xmlsoap.org/soap/actor/next",
    f"{SOAP12}/role/next",
    f"{SOAP12}/role/ultimateReceiver",
}


class Envelope(NamedTuple):
    """A SOAP message of one version, taken apart. `ids` leads from an id to the one element that bears it.

    `security` is the header meant for us, or None. Nothing in it is verified. `elements` are all there are: while
    they are held, lxml need not make each anew for each look.
    """

    root: etree._Element
    version: str
    header: etree._Element | None
    body: etree._Element
    security: etree._Element | None
    ids: dict[str, etree._Element]
    elements: list[etree._Element]

    @property
    def signature_value(self) -> str | None:
        """The text of the SignatureValue, if there is one that could be, for the confirmation in our answer."""
        signature = _child(self.security, SIGNATURE)
        found = _child(signature, SIGNATURE_VALUE)
        text = without_space(found.text) if found is not None else ""
        return text if _SIGNATURE_TEXT.fullmatch(text) else None


def _child(parent: etree._Element | None, tag: str) -> etree._Element | None:
    return next((child for child in parent if child.tag == tag), None) if parent is not None else None


def open_envelope(raw: bytes, max_bytes: int, max_elements: int) -> Envelope:
    """Parse `raw` (UTF-8, or UTF-16 with its mark) as one SOAP message with one Body.

    Raises MalformedMessage, VersionMismatch, or FailedCheck where an id stands twice or something with an id
    stands where no signed part can be. Not looked at: signatures, and whether every mandatory header is known.
    """
    if len(raw) > max_bytes:
        raise MalformedMessage(f"{len(raw)} bytes; {max_bytes} are the most")
    text = _as_utf8(raw)
    # An element has two of these at the most, and four bytes. Counted first: a tree takes thirty times the bytes.
    if len(text) // 4 > max_elements and text.count(b"<") // 2 > max_elements:
        raise MalformedMessage(f"more than {max_elements} elements")
    # In memory an attribute or a namespace takes forty times its bytes, and no limit on one element bounds them all.
    most = limits.MAX_ATTRIBUTES_EACH * max_elements
    if len(text) > most and text.count(b"=") > most:
        raise MalformedMessage(f"more than {limits.MAX_ATTRIBUTES_EACH} attributes and namespaces for each element")
    root = _parse(text)
    version = _version(root)
    elements = [*root.iter()]
    _survey(root, elements, text, max_elements)
    ids = _ids(elements)
    header, body = _parts(root, version)
    return Envelope(root, version, header, body, _security(header, version), ids, elements)


def require_understood(envelope: Envelope) -> None:
    """Refuse a mandatory header that is meant for us and that we do not know. Raises NotUnderstood."""
    for child in envelope.header if envelope.header is not None else ():
        must = child.get(f"{{{envelope.version}}}mustUnderstand")
        known = child is envelope.security or str(child.tag).startswith(_WSA)  # those: addressing.py
        if must not in _OPTIONAL and not known and is_for_us(child, envelope.version):
            raise NotUnderstood(f"header {etree.QName(child).localname[:100]}")


def _parse(text: bytes) -> etree._Element:
    # Before any parser sees it: with a DTD, what is signed and what is read can differ (hazards, fact 1).
    if b"<!DOCTYPE" in text:
        raise MalformedMessage("a document type declaration")
    try:
        root = etree.fromstring(text, _parser())
    except (etree.XMLSyntaxError, ValueError):
        # The parser's own text may quote the message.
        raise MalformedMessage("not well-formed XML") from None
    if root.getprevious() is not None or root.getnext() is not None:
        raise MalformedMessage("a processing instruction beside the envelope")
    return root


def _parser() -> etree.XMLParser[etree._Element]:
    """Give the parser of this thread: to make one costs a quarter of a parse, and to share one makes threads wait."""
    parser: etree.XMLParser[etree._Element] | None = getattr(_of_thread, "parser", None)
    if parser is None:
        parser = _of_thread.parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            encoding="utf-8",
        )
    return parser


def _as_utf8(raw: bytes) -> bytes:
    if not raw.strip():
        raise MalformedMessage("an empty message")
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        # Either takes one mark away.
        text = raw.decode("utf-8-sig" if encoding == "utf-8" else encoding).encode("utf-8")
    except UnicodeError:
        raise MalformedMessage("neither UTF-8 nor UTF-16 with its mark") from None
    # The parser would take away another.
    if text.startswith(BOM_UTF8):
        raise MalformedMessage("two byte order marks")
    # XML 1.1 has other line ends: its readers would see other texts than ours, and nobody signs the declaration.
    if text.startswith(b"<?xml") and not _XML_1_0.match(text):
        raise MalformedMessage("a declaration of another version than XML 1.0")
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


def _survey(root: etree._Element, elements: list[etree._Element], text: bytes, max_elements: int) -> None:
    """Hold the tree to the limits."""
    if len(elements) > max_elements:
        raise MalformedMessage(f"more than {max_elements} elements")
    # Not by XPath: for each instruction that it finds it looks at all that it has found.
    if next(root.iter(etree.ProcessingInstruction), None) is not None:
        raise MalformedMessage("a processing instruction")
    if _is_too_deep(root):
        raise MalformedMessage(f"more than {limits.MAX_XML_DEPTH} levels")
    # Only then can one element have too many in scope; to ask each element costs more than all the rest.
    crowded = text.count(b"xmlns") > limits.MAX_NAMESPACES
    if crowded and any(len(element.nsmap) > limits.MAX_NAMESPACES for element in elements):
        raise MalformedMessage("too many namespaces on one element")


def _ids(elements: list[etree._Element]) -> dict[str, etree._Element]:
    """From each id to the one element that bears it."""
    ids: dict[str, etree._Element] = {}
    for element in elements:
        names = element.keys()
        if len(names) > limits.MAX_ATTRIBUTES:
            raise MalformedMessage("too many attributes on one element")
        for name in names:
            if name in _ID_ATTRIBUTES and ids.setdefault(str(element.get(name)), element) is not element:
                raise FailedCheck("one id stands on two elements")
    return ids


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
        if bodies[0].find(ENCRYPTED_DATA) is not None:
            raise FailedCheck("EncryptedData is not all of the Body")  # as whatever is wrong with it
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
