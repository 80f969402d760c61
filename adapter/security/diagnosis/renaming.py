"""The same element under other namespace prefixes: what it may have been before an intermediary wrote it anew."""

import string
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, product

from lxml import etree

from adapter.security import names as n
from adapter.security.diagnosis.specimen import elements

_SOAP_PREFIXES = ("soap", "soapenv", "SOAP-ENV", "S", "s", "env", "soap-env", "soap11", "soap12", "SOAPENV", "e")
_WSU_PREFIXES = ("wsu", "u", "util", "utility", "ns0", "ns1", "ns2", "ns3")
_NUMBERED = tuple(f"{stem}{number}" for stem in ("ns", "q", "n", "tns", "v", "m") for number in range(6))
_WORDS = ("ns", "tns", "urn", "web", "ser", "typ", "pks", "bkn", "wsa", "wsa5", "ds", "dsig", "wsse")
_COMMON = (*_SOAP_PREFIXES, *_WSU_PREFIXES, *_NUMBERED, *_WORDS, *string.ascii_lowercase, "")

_MOST_NAMESPACES = 12
_MOST_TRACES = 40
"""No honest part has more; each pair of them is tried."""

_Prefixes = Mapping[str, str]
"""From a namespace to its prefix; "" is the default namespace."""


def renamings(element: etree._Element, traces: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The canonical bytes of `element` under other prefixes, each with what was renamed, likely ones first.

    `traces` are the prefixes declared in the message: one that nobody uses may be what is left of it.
    """
    current = _prefixes(element)
    if len(current) > _MOST_NAMESPACES:
        return
    for mapping in chain(_single(current, traces[:_MOST_TRACES]), _numbered(current), _pairs(current)):
        if _possible(element, mapping):
            yield _told(current, mapping), renamed(element, mapping)


def renamed(element: etree._Element, mapping: _Prefixes) -> bytes:
    """The exclusive canonical form of `element` with these prefixes; values that look like QNames stay."""
    root = etree.Element(element.tag, nsmap={prefix or None: uri for uri, prefix in mapping.items()})
    _fill(root, element)
    return etree.tostring(root, method="c14n", exclusive=True, with_comments=False)


def _fill(copy: etree._Element, original: etree._Element) -> None:
    for name, value in original.items():
        copy.set(name, value)
    copy.text = original.text
    for child in elements(original):
        inner = etree.SubElement(copy, child.tag)
        inner.tail = child.tail
        _fill(inner, child)


def _prefixes(element: etree._Element) -> dict[str, str]:
    """The namespaces in use, each with its first prefix, in document order."""
    found: dict[str, str] = {}
    for item in element.iter(etree.Element):
        uri = etree.QName(item).namespace
        if uri is not None:
            found.setdefault(uri, item.prefix or "")
        for name in item.attrib:
            space = etree.QName(name).namespace
            if space is not None and space != _XML:
                found.setdefault(space, next((p for p, u in item.nsmap.items() if u == space and p), ""))
    return found


_XML = "http://www.w3.org/XML/1998/namespace"


def _single(current: _Prefixes, traces: Sequence[str]) -> Iterator[dict[str, str]]:
    for uri in current:
        for prefix in dict.fromkeys((*traces, *_COMMON)):
            if prefix not in (current[uri], "xml"):
                yield {**current, uri: prefix}


def _numbered(current: _Prefixes) -> Iterator[dict[str, str]]:
    """Prefixes as libraries count them: ns0, ns1, … for all namespaces, or for all but SOAP's own."""
    for start, spared in product(range(3), (False, True)):
        kept = {uri: prefix for uri, prefix in current.items() if spared and uri in (n.SOAP11, n.SOAP12, n.WSU)}
        rest = [uri for uri in current if uri not in kept]
        yield {**kept, **{uri: f"ns{number}" for number, uri in enumerate(rest, start)}}


def _pairs(current: _Prefixes) -> Iterator[dict[str, str]]:
    soap = next((uri for uri in current if uri in (n.SOAP11, n.SOAP12)), None)
    if soap is not None and n.WSU in current:
        for one, other in product(_SOAP_PREFIXES, _WSU_PREFIXES):
            yield {**current, soap: one, n.WSU: other}


def _possible(element: etree._Element, mapping: _Prefixes) -> bool:
    if len(set(mapping.values())) != len(mapping):
        return False
    default = next((uri for uri, prefix in mapping.items() if not prefix), None)
    # A default namespace would claim what has none, and cannot be an attribute's.
    return default is None or not any(
        etree.QName(item).namespace is None or any(etree.QName(name).namespace == default for name in item.attrib)
        for item in element.iter(etree.Element)
    )


def _told(current: _Prefixes, mapping: _Prefixes) -> str:
    changes = [(mapping[uri], current[uri]) for uri in mapping if mapping[uri] != current[uri]]
    return ", ".join(f"{before or '(bawaan)'} menjadi {after or '(bawaan)'}" for before, after in changes)
