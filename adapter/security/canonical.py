"""Exclusive canonicalisation without comments (RFC 3741), the only one that is spoken here."""

from binascii import Error as BinasciiError
from binascii import a2b_base64, b2a_base64
from collections.abc import Sequence

from lxml import etree

from adapter.security.errors import InvalidSecurity, MalformedMessage

_DEFAULT = "#default"


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
    # In ASCII, what split() takes for space and XML does not cannot stand in a message at all.
    return "".join(text.split()) if text and text.isascii() else text or ""


def decode_base64(text: str | None) -> bytes:
    """The bytes of an xs:base64Binary. Raises InvalidSecurity, also where unused bits are set: one value, one text."""
    try:
        try:
            value = a2b_base64(text or "", strict_mode=True)
        except BinasciiError:
            text = without_space(text)
            value = a2b_base64(text, strict_mode=True)
    except ValueError:
        raise InvalidSecurity("a value that is not base64") from None
    # The last group alone can have unused bits.
    end = len(value) // 3 * 3
    if text and not text.endswith(b2a_base64(value[end:], newline=False).decode()):
        raise InvalidSecurity("a value that is not base64")
    return value
