"""What stands around the XML: HTTP lines, base64, another encoding. Each layer is named and taken off, once.

Nothing is decompressed, and nothing behind a DOCTYPE is read: the rest stays unexamined.
"""

import html
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from adapter import limits
from adapter.security.diagnosis.mistakes import cause
from adapter.security.diagnosis.specimen import parse
from adapter.security.diagnosis.values import Cause
from adapter.security.policy import SecurityPolicy

_HTTP = re.compile(
    rb"\s*(?:HTTP/[\d.]+ \d{3}[^\n]{0,200}|POST \S+ HTTP/[\d.]+|[A-Za-z-]{2,40}:[ \t][^\n]{0,1000})\r?\n", re.ASCII
)
_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]{40,}={0,2}\s*")
_DECLARATION = re.compile(r"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["'][^>]{0,100}\?>""")
_ANY_DECLARATION = re.compile(r"<\?xml\s[^>]{0,300}\?>")
_VERSION = re.compile(r"""<\?xml\s+version\s*=\s*["']([0-9.]{0,10})["']""")
_OF_ONE_BYTE = re.compile(r"iso-8859-\d{1,2}|windows-125\d|koi8-[ru]", re.IGNORECASE)
_CHUNK = re.compile(rb"\s*([0-9A-Fa-f]{1,6})(?:;[^\r\n]{0,100})?\r?\n")
_KINDS = {
    b"{": "JSON",
    b"[": "JSON",
    b"-----BEGIN": "PEM (sertifikat atau kunci)",
    b"%PDF": "PDF",
    b"PK\x03\x04": "arsip ZIP",
}
_END = re.compile(r"</(?:[\w.-]+:)?Envelope\s*>\s*(?:<!--.*?-->\s*)*$", re.DOTALL)
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8"}
_AS_GOOD = {"utf-8": ("utf-8", "utf8"), "utf-16": ("utf-16",), "ascii": ("utf-8", "utf8", "ascii", "us-ascii")}


@dataclass(frozen=True, slots=True)
class Opened:
    """The XML inside, in UTF-8 without a declaration, and parsed; `root` is None where a cause says why."""

    causes: tuple[Cause, ...]
    encoding: str
    text: bytes = b""
    root: etree._Element | None = None


def open_outside(raw: bytes, policy: SecurityPolicy) -> Opened:
    """Take off what surrounds the XML of `raw`, and parse what is inside by the pipeline's own rules."""
    if len(raw) > policy.max_bytes:
        return Opened((cause("PESAN_TERLALU_BESAR"),), "")
    if (hopeless := _hopeless(raw)) is not None:
        return Opened((hopeless,), "")
    causes, raw = _peel(raw)
    if causes and (hopeless := _hopeless(raw)) is not None:
        return Opened((*causes, hopeless), "")
    text, encoding, wrong = _decode(raw)
    stripped = text.lstrip()
    if not stripped.startswith("<"):
        return Opened((*causes, cause("BUKAN_XML", kind=_kind(raw))), "")
    causes += [*wrong, *_prolog(text, stripped)]
    inside = _ANY_DECLARATION.sub("", stripped, count=1).encode()
    root, why = _parse(inside, policy)
    return Opened((*causes, *([why] if why else ())), encoding, inside, root)


def _prolog(text: str, stripped: str) -> Iterator[Cause]:
    """What is wrong in front of the Envelope, declaration included."""
    declared = _ANY_DECLARATION.match(stripped)
    if declared and stripped != text:
        yield cause("SPASI_DI_DEPAN")
    version = _VERSION.match(declared[0]) if declared else None
    if version is not None and version[1] != "1.0":
        yield cause("VERSI_XML", version=version[1])


def _kind(raw: bytes) -> str:
    """What people keep instead of a message."""
    start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, kind in _KINDS.items():
        if start.startswith(mark):
            return kind
    return "data biner" if not raw.isascii() or b"\0" in raw else "teks biasa"


def _hopeless(raw: bytes) -> Cause | None:
    """Why there is nothing to parse at all, or None."""
    start = raw.lstrip()[:500].lower()
    if not start:
        return cause("PESAN_KOSONG")
    if raw.startswith(b"\x1f\x8b"):
        return cause("PESAN_TERKOMPRESI")
    if start.startswith((b"<!doctype html", b"<html")):
        return cause("BUKAN_XML_HTML")
    if start.startswith(b"--") and b"content-type" in start:
        return cause("PESAN_MULTIPART")
    return None


def _peel(raw: bytes) -> tuple[list[Cause], bytes]:
    """HTTP lines in front, then base64 or escapes around the whole message."""
    causes = []
    lines, rest = 0, raw
    while lines < _MOST_LINES and (line := _HTTP.match(rest)):
        lines, rest = lines + 1, rest[line.end() :]
    joined = _joined(rest) if lines else None
    if lines and (joined is not None or rest.lstrip()[:1] in (b"<", b"&", b"-")):
        causes.append(cause("KEPALA_HTTP", facts=f"{lines} baris"))
        raw = rest.lstrip()
    if joined is not None:
        causes.append(cause("PESAN_CHUNKED"))
        raw = joined
    for code, unwrap in _WRAPPERS:
        if (inner := unwrap(raw)) is not None:
            causes.append(cause(code))
            raw = inner
    return causes, raw


_MOST_LINES = 100


def _joined(rest: bytes) -> bytes | None:
    """A body in HTTP's chunks put together, to its end or as far as it goes; None for what is not in chunks."""
    found, at = bytearray(), 0
    while (size := _CHUNK.match(rest, at)) and (length := int(size[1], 16)):
        found += rest[size.end() : size.end() + length]
        at = size.end() + length
    return bytes(found) if found[:1] == b"<" else None


def _from_base64(raw: bytes) -> bytes | None:
    if not _BASE64.fullmatch(raw):
        return None
    try:
        inner = b64decode(raw)
    except ValueError:
        return None
    return inner if inner.lstrip()[:1] == b"<" else None


def _from_escapes(raw: bytes) -> bytes | None:
    if not raw.lstrip()[:10].lower().startswith((b"&lt;", b"&#60;", b"&#x3c;")):
        return None
    return html.unescape(raw.decode("utf-8", "replace")).encode()


_WRAPPERS: tuple[tuple[str, Callable[[bytes], bytes | None]], ...] = (
    ("PESAN_BASE64", _from_base64),
    ("PESAN_TER_ESCAPE", _from_escapes),
)


def _decode(raw: bytes) -> tuple[str, str, list[Cause]]:
    """The text, how it is encoded in truth, and what is wrong with that."""
    found = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(found).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return _one_byte_each(raw)
    if text.startswith("\ufeff"):
        return text.lstrip("\ufeff"), found.upper(), [cause("BOM_GANDA")]
    declared = _DECLARATION.match(text.lstrip())
    if declared and declared[1].lower() not in _AS_GOOD["ascii" if raw.isascii() else found]:
        return text, found.upper(), [cause("PENGODEAN_BEDA", declared=declared[1], found=found.upper())]
    return text, found.upper(), []


def _one_byte_each(raw: bytes) -> tuple[str, str, list[Cause]]:
    """Text in the encoding of old that it declares; if none is declared, any bytes are ISO-8859-1."""
    text, told = raw.decode("latin-1"), "ISO-8859-1 atau Windows-1252"
    declared = _DECLARATION.match(text.lstrip())
    if declared and _OF_ONE_BYTE.fullmatch(declared[1]):
        with suppress(LookupError, UnicodeDecodeError):
            text, told = raw.decode(declared[1]), declared[1]
    return text, told.partition(" ")[0], [cause("PENGODEAN_BUKAN_UTF8", found=told)]


def _parse(text: bytes, policy: SecurityPolicy) -> tuple[etree._Element | None, Cause | None]:
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return None, cause("DOCTYPE")
    # Counted before parsing, as the pipeline does: a tree takes thirty times the bytes.
    if text.count(b"<") // 2 > policy.max_elements:
        return None, cause("PESAN_TERLALU_BESAR")
    try:
        root = parse(text)
    except etree.XMLSyntaxError as error:
        return None, _broken(text.decode(), error.position)
    except ValueError:
        return None, _broken(text.decode(), (1, 1))
    if not _within_limits(root, policy):
        return None, cause("PESAN_TERLALU_BESAR")
    target = _instruction(root)
    return (root, None) if target is None else (None, cause("INSTRUKSI_PEMROSESAN", target=target))


def _instruction(root: etree._Element) -> str | None:
    """The target of a processing instruction anywhere in the document, or None."""
    beside = (*root.itersiblings(preceding=True), *root.itersiblings())
    found = next(chain(root.iter(etree.ProcessingInstruction), beside), None)
    return getattr(found, "target", None)


def _broken(text: str, position: tuple[int, int]) -> Cause:
    if "Envelope" in text[:2000] and not _END.search(text[-500:]):
        return cause("PESAN_TERPOTONG")
    # The parser's own words may quote the message.
    return cause("XML_RUSAK", line=position[0], column=position[1])


def _within_limits(root: etree._Element, policy: SecurityPolicy) -> bool:
    """Whether hypotheses about this tree cost little: canonicalisation is a weapon (hazards, fact 2)."""
    count = depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        count, depth = count + 1, depth + 1
        if count > policy.max_elements or depth > limits.MAX_XML_DEPTH:
            return False
        if len(element.attrib) > limits.MAX_ATTRIBUTES or len(element.nsmap) > limits.MAX_NAMESPACES:
            return False
    return True
