"""What a signer may have computed instead of the canonical bytes: hypotheses, each with the mistake it would prove.

They are tried against the digest or signature that was sent; what fits is what happened. All are made from the element
that was received, and nothing else is read. The cost is bounded by `Budget`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations, islice, product

from lxml import etree

from adapter.security.diagnosis.canonicalisation import Canonicalisation
from adapter.security.diagnosis.renaming import renamings
from adapter.security.diagnosis.specimen import ID_ATTRIBUTES, Specimen, elements, local, parse

_MOST_BYTES = 5_000_000
"""Of the canonical form of one part; beyond it a parser refuses the copies."""
_MOST_WORK = 1_500_000
"""About a second, in units of half an element or 25 bytes."""
_INDENTS = ("  ", "    ", "\t", " ", "")
_LEVELS = 4
_PLACES = 3
_FEW = 6
_LAST_OF_LATIN1 = 0xFF
_ENCODINGS = ("iso-8859-1", "windows-1252", "utf-16-le", "utf-16-be", "utf-16")


@dataclass(slots=True)
class Budget:
    """How much work may still be done in search of an explanation."""

    left: int = _MOST_WORK

    def allows(self, cost: int) -> bool:
        """Spend that much; whether anything is left."""
        self.left -= cost
        return self.left > 0


@dataclass(frozen=True, slots=True)
class Reading:
    """Bytes that may have been signed, the mistakes that would be proven, and the facts for their sentences."""

    data: bytes
    codes: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


def readings(specimen: Specimen, element: etree._Element, way: Canonicalisation, budget: Budget) -> Iterator[Reading]:
    """Every hypothesis about `element`, likely and cheap ones first, while the budget lasts."""
    whole = way(element)
    if not 0 < len(whole) <= _MOST_BYTES:
        return
    weight = 2 * sum(1 for _ in element.iter(etree.Element)) + len(whole) // 25
    for family, factor in _FAMILIES:
        if not budget.allows(0):
            return
        for reading in family(specimen, element, way):
            yield reading
            if not budget.allows(max(factor * weight, len(reading.data) // 25)):
                return


def _other_ways(specimen: Specimen, element: etree._Element, way: Canonicalisation) -> Iterator[Reading]:
    if way.exclusive:
        yield Reading(replace(way, exclusive=False)(element), ("C14N_INKLUSIF_DIHITUNG",))
    commented = specimen.with_comments(element)
    yield Reading(replace(way, comments=not way.comments)(commented), ("KOMENTAR_DIHITUNG",))
    for prefixes in ((), _in_scope(element), *((one,) for one in _in_scope(element))):
        if way.exclusive and prefixes != way.prefixes:
            yield Reading(replace(way, prefixes=prefixes)(element), ("DAFTAR_AWALAN",))


def _in_scope(element: etree._Element) -> tuple[str, ...]:
    return tuple(prefix for prefix in element.nsmap if prefix)


def _lists(_specimen: Specimen, element: etree._Element, way: Canonicalisation) -> Iterator[Reading]:
    """Every PrefixList that can be made of what is in scope, where that is little."""
    prefixes = _in_scope(element)
    if way.exclusive and len(prefixes) <= _FEW:
        for listed in chain.from_iterable(combinations(prefixes, size) for size in range(2, len(prefixes))):
            yield Reading(replace(way, prefixes=listed)(element), ("DAFTAR_AWALAN",))


def _raw(specimen: Specimen, element: etree._Element, _way: Canonicalisation) -> Iterator[Reading]:
    """The XML as it is written: a slice of the message, or what a serialiser gives of the element alone."""
    name = ((f"{element.prefix}:" if element.prefix else "") + local(element)).encode()
    end = b"</" + name + b">"
    for start in islice(re.finditer(rb"<%s[\s>]" % re.escape(name), specimen.text), _PLACES):
        text, closing, _ = specimen.text[start.start() :].partition(end)
        whole = text + closing
        for written in (whole, whole.replace(b"\r\n", b"\n"), whole.replace(b"\n", b"\r\n")):
            yield Reading(written, ("TANPA_C14N",))
    yield Reading(etree.tostring(element, encoding="utf-8", with_tail=False), ("TANPA_C14N",))
    yield Reading(etree.tostring(element, encoding="utf-8", with_tail=False, xml_declaration=True), ("TANPA_C14N",))
    yield Reading(etree.tostring(element, with_tail=False), ("TANPA_C14N",))


def _parts_of(specimen: Specimen, element: etree._Element, way: Canonicalisation) -> Iterator[Reading]:
    for envelope in _unsigned(specimen):
        yield Reading(way(envelope), ("ENVELOPE_DIHITUNG",))
    if any(element.get(name) is not None for name in ID_ATTRIBUTES):
        bare = _copy(element, way)
        for name in ID_ATTRIBUTES:
            bare.attrib.pop(name, None)
        yield Reading(way(bare), ("SEBELUM_ID",))
    if inner := elements(element):
        yield Reading(b"".join(map(way, inner)), ("ANAK_DIHITUNG",))
        yield Reading(
            b"".join(etree.tostring(child, encoding="utf-8", with_tail=False) for child in inner), ("ANAK_DIHITUNG",)
        )
    elif element.text:
        yield Reading(element.text.encode(), ("ANAK_DIHITUNG",))


def _unsigned(specimen: Specimen) -> Iterator[etree._Element]:
    """The envelope as it was before it had a Security header; then without a Header left empty by that."""
    root = parse(specimen.text)
    for security in Specimen(specimen.text, root).securities:
        header = security.getparent()
        if header is not None:
            header.remove(security)
            yield root
            if not len(header):
                root.remove(header)
                yield root


def _spaced(_specimen: Specimen, element: etree._Element, way: Canonicalisation) -> Iterator[Reading]:
    """White space between elements taken out, or put in as pretty-printers do."""
    copies = [_copy(element, way), _copy(element, way)]
    spaces = _strip(copies[0], trim=False)
    _strip(copies[1], trim=True)
    code = "DISUSUN_ULANG" if spaces else "SPASI_DIBUANG"
    for copy in copies:
        yield Reading(way(copy), ("DISUSUN_ULANG",))
    for copy, unit, level in product(copies, _INDENTS, range(_LEVELS)):
        etree.indent(copy, unit, level=level)
        yield Reading(way(copy), (code,))


def _strip(element: etree._Element, *, trim: bool) -> int:
    """Take out text that is white space only, beside elements; with `trim` also around other text. Gives how many."""
    count = 0
    for item in element.iter(etree.Element):
        if len(item) and item.text and not item.text.strip():
            item.text, count = None, count + 1
        if item is not element and item.tail and not item.tail.strip():
            item.tail, count = None, count + 1
        if trim and item.text:
            item.text = item.text.strip()
    return count


def _line_ends(_specimen: Specimen, element: etree._Element, way: Canonicalisation) -> Iterator[Reading]:
    changes: tuple[Callable[[str], str], ...] = (
        lambda text: text.replace("\r", ""),
        lambda text: text.replace("\r", "").replace("\n", "\r\n"),
    )
    for change in changes:
        yield Reading(way(_changed(element, way, change)), ("AKHIR_BARIS",))
    # Hashed as bytes with CR LF, not written as character references.
    yield Reading(way(element).replace(b"\n", b"\r\n"), ("AKHIR_BARIS",))


def _charsets(_specimen: Specimen, element: etree._Element, way: Canonicalisation) -> Iterator[Reading]:
    for encoding in ("windows-1252", "iso-8859-1"):
        restored = _changed(element, way, lambda text, encoding=encoding: _restored(text, encoding))  # type: ignore[misc]
        yield Reading(way(restored), ("MOJIBAKE",), (("encoding", encoding),))
    for encoding in _ENCODINGS:
        data = way(element).decode().encode(encoding, "replace")
        yield Reading(data, ("DIGEST_BUKAN_UTF8",), (("encoding", encoding),))


def _restored(text: str, encoding: str) -> str:
    """The text before its UTF-8 was read as `encoding`, or the text itself."""
    try:
        return b"".join(_byte(letter, encoding) for letter in text).decode()
    except UnicodeError:
        return text


def _byte(letter: str, encoding: str) -> bytes:
    # Windows-1252 leaves five bytes without a letter; readers make control characters of them.
    return letter.encode(encoding if ord(letter) > _LAST_OF_LATIN1 else "latin-1")


def _undeclared(_specimen: Specimen, element: etree._Element, way: Canonicalisation) -> Iterator[Reading]:
    """Inclusive C14N without namespaces that are in scope and not used: they were added around it later."""
    if way.exclusive:
        return
    whole, used = way(element), {item.prefix for item in element.iter(etree.Element)}
    spare = {prefix: uri for prefix, uri in element.nsmap.items() if prefix and prefix not in used}
    for dropped in (list(spare), *([one] for one in spare)):
        data = whole
        for prefix in dropped:
            # Canonical declarations come first of all: the first of this prefix is the outermost's.
            data = data.replace(f' xmlns:{prefix}="{spare[prefix]}"'.encode(), b"", 1)
        yield Reading(data, ("NAMESPACE_DITAMBAHKAN",), (("prefixes", ", ".join(dropped)),))


def _prefixed(specimen: Specimen, element: etree._Element, way: Canonicalisation) -> Iterator[Reading]:
    """Other prefixes; and that without white space between elements: a gateway that prints anew changes both."""
    copies: list[tuple[etree._Element, tuple[str, ...]]] = [(_copy(element, way), ("AWALAN_DIGANTI",))]
    bare = _copy(element, way)
    if _strip(bare, trim=False):
        copies.append((bare, ("AWALAN_DIGANTI", "DISUSUN_ULANG")))
    for copy, codes in copies:
        for change, data in renamings(copy, specimen.prefixes):
            yield Reading(data, codes, (("change", change),))


_Family = Callable[[Specimen, etree._Element, Canonicalisation], Iterator[Reading]]
_FAMILIES: tuple[tuple[_Family, int], ...] = (
    (_other_ways, 1), (_raw, 1), (_parts_of, 1), (_spaced, 5), (_line_ends, 5), (_charsets, 5), (_undeclared, 1),
    (_lists, 1), (_prefixed, 5),
)  # fmt: skip
"""What to try, in this order; where a copy is written in Python, not in C, one counts for five."""


def _copy(element: etree._Element, way: Canonicalisation) -> etree._Element:
    """The element alone, with the namespaces that count."""
    return etree.fromstring(way(element))


def _changed(element: etree._Element, way: Canonicalisation, change: Callable[[str], str]) -> etree._Element:
    """A copy with `change` in every text and attribute."""
    copy = _copy(element, way)
    for item in copy.iter(etree.Element):
        item.text = change(item.text) if item.text else item.text
        item.tail = change(item.tail) if item.tail else item.tail
        for name, value in item.items():
            item.set(name, change(value))
    return copy
