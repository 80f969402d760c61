"""A message read with more patience than the pipeline has: every part that can be found, wherever that is plausible.

Nothing here is trusted, and no verdict comes from here. Parts are looked up as direct children; an id by any attribute.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from adapter import limits
from adapter.security import names as n
from adapter.security.envelope import is_for_us
from adapter.security.names import SOAP11, SOAP12

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
ID_ATTRIBUTES = (n.ID, "Id", "ID", "id", XML_ID)


@dataclass(frozen=True)
class Specimen:
    """One parsed message, without its comments, and its bytes (UTF-8, without declaration)."""

    text: bytes = field(repr=False)
    root: etree._Element

    @property
    def version(self) -> str | None:
        """The SOAP version's namespace, or None."""
        namespace = etree.QName(self.root).namespace
        return namespace if namespace in (SOAP11, SOAP12) else None

    def _in_root(self, name: str) -> list[etree._Element]:
        return children(self.root, f"{{{self.version}}}{name}")

    @property
    def headers(self) -> list[etree._Element]:
        """Every header block."""
        return [child for header in self._in_root("Header")[:1] for child in elements(header)]

    @property
    def bodies(self) -> list[etree._Element]:
        """Every Body; one is right."""
        return self._in_root("Body")

    @property
    def body(self) -> etree._Element | None:
        """The first Body."""
        return next(iter(self.bodies), None)

    @property
    def securities(self) -> list[etree._Element]:
        """Every Security header, whoever it is meant for."""
        return [header for header in self.headers if header.tag == n.SECURITY]

    @property
    def ours(self) -> list[etree._Element]:
        """The Security headers that are meant for us; one is right."""
        return [security for security in self.securities if is_for_us(security, self.version or "")]

    @cached_property
    def security(self) -> etree._Element | None:
        """The Security header to look at: ours, or else any."""
        return next(iter(self.ours or self.securities), None)

    @property
    def timestamp(self) -> etree._Element | None:
        """The first Timestamp."""
        return first(self.security, n.TIMESTAMP)

    @property
    def strange_timestamp(self) -> etree._Element | None:
        """A Timestamp of a namespace that is not wsu; then no wsu:Id is one either."""
        named = (part for part in elements(self.security) if local(part) == "Timestamp")
        return next((part for part in named if part.tag != n.TIMESTAMP), None)

    @property
    def token(self) -> etree._Element | None:
        """The first BinarySecurityToken."""
        return first(self.security, n.TOKEN)

    @property
    def signature(self) -> etree._Element | None:
        """The first Signature."""
        return first(self.security, n.SIGNATURE)

    @property
    def signed_info(self) -> etree._Element | None:
        """Its SignedInfo."""
        return first(self.signature, n.SIGNED_INFO)

    @property
    def signature_value(self) -> etree._Element | None:
        """Its SignatureValue."""
        return first(self.signature, n.SIGNATURE_VALUE)

    @property
    def key_info(self) -> etree._Element | None:
        """Its KeyInfo."""
        return first(self.signature, n.KEY_INFO)

    @property
    def signature_method(self) -> str:
        """The URI of the signature algorithm, or ""."""
        method = first(self.signed_info, n.SIGNATURE_METHOD)
        return "" if method is None else method.get("Algorithm", "")

    @property
    def references(self) -> list[etree._Element]:
        """The References of SignedInfo, as many as there may be: each costs a canonicalisation."""
        return children(self.signed_info, n.REFERENCE)[: limits.MAX_REFERENCES]

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """Every prefix declared anywhere, used or not; "" is the default namespace."""
        found = (prefix or "" for element in self.root.iter(etree.Element) for prefix in element.nsmap)
        return tuple(dict.fromkeys(found))

    @cached_property
    def ids(self) -> dict[str, list[tuple[etree._Element, str]]]:
        """From an id to every element that bears it, with the name of its attribute."""
        found = defaultdict(list)
        for element in self.root.iter(etree.Element):
            for name in ID_ATTRIBUTES:
                if (value := element.get(name)) is not None:
                    found[value].append((element, name))
        return dict(found)

    def with_comments(self, element: etree._Element) -> etree._Element:
        """The same element where the comments were kept."""
        twin, path = self._commented, []
        while (parent := element.getparent()) is not None:
            path.append(elements(parent).index(element))
            element = parent
        for place in reversed(path):
            twin = elements(twin)[place]
        return twin

    @cached_property
    def _commented(self) -> etree._Element:
        return parse(self.text, keep_comments=True)

    def named(self, id_: str) -> etree._Element | None:
        """The element with that id, or None; of several, one that bears it as wsu:Id."""
        found = sorted(self.ids.get(id_, ()), key=lambda bearer: ID_ATTRIBUTES.index(bearer[1]))
        return found[0][0] if found else None


def elements(parent: etree._Element | None) -> list[etree._Element]:
    """The child elements, without comments."""
    return [] if parent is None else list(parent.iterchildren(etree.Element))


def children(parent: etree._Element | None, tag: str) -> list[etree._Element]:
    """The child elements with that tag."""
    return [] if parent is None else list(parent.iterchildren(tag))


def first(parent: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child with that tag, or None."""
    return next(iter(children(parent, tag)), None)


def text_of(element: etree._Element | None) -> str:
    """The text of an element, "" for none."""
    return "" if element is None else element.text or ""


def local(element: etree._Element | str) -> str:
    """The local name of an element or a tag."""
    return str(etree.QName(element).localname)


def parse(text: bytes, *, keep_comments: bool = False) -> etree._Element:
    """A tree by the pipeline's own rules; `text` has no DTD. Raises XMLSyntaxError and ValueError as lxml does."""
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=not keep_comments,
        encoding="utf-8",
    )
    return etree.fromstring(text, parser)
