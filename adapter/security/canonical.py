"""Exclusive canonicalisation without comments (RFC 3741), the only one that is spoken here."""

from base64 import b64decode, b64encode
from collections.abc import Sequence

from lxml import etree

from adapter.security.errors import InvalidSecurity, MalformedMessage

_DEFAULT = "#default"
_XML_SPACE = str.maketrans("", "", " \t\r\n")


def canonical(element: etree._Element, prefixes: Sequence[str] = ()) -> bytes:
    """The canonical bytes of `element` where it stands; `prefixes` is its InclusiveNamespaces PrefixList.

    The tree must have no DTD: with one, lxml leaves out entity references that readers see (hazards, fact 1).
    Raises MalformedMessage for a namespace that is no absolute URI: it has no canonical form (C14N 1.0, 1.3).
    """
    if _DEFAULT in prefixes:
        _make_default_known()
    try:
        return etree.tostring(
            element, method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=list(prefixes) or None
        )
    except etree.C14NError:
        raise MalformedMessage("a namespace that is no absolute URI") from None


def _make_default_known() -> None:
    # lxml drops a prefix that libxml2's dictionary of this thread does not hold, "#default" (RFC 3741, 3) too.
    # A namespace of that name puts it there.
    etree.fromstring(f'<known xmlns:default="{_DEFAULT}"/>')


def without_space(text: str | None) -> str:
    """A base64 text in one piece: XML's white space is allowed anywhere in it (Java writes &#13;)."""
    return (text or "").translate(_XML_SPACE)


def decode_base64(text: str | None) -> bytes:
    """The bytes of an xs:base64Binary. Raises InvalidSecurity, also where unused bits are set: one value, one text."""
    compact = without_space(text)
    try:
        value = b64decode(compact, validate=True)
    except ValueError:
        value = b""
    if b64encode(value).decode() != compact:
        raise InvalidSecurity("a value that is not base64")
    return value
