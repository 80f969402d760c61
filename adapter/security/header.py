"""The Security header, part by part: direct children only, each where its schema puts it, and nothing besides.

A search by XPath or by id would find what an attacker has put elsewhere (hazards, facts 6 and 11).
"""

from typing import NamedTuple

from lxml import etree

from adapter import limits
from adapter.security.envelope import Envelope, refuse_stray
from adapter.security.errors import InvalidSecurity, UnsupportedAlgorithm
from adapter.security.names import (
    C14N_METHOD,
    CONFIRMATION,
    DIGEST_METHOD,
    DIGEST_VALUE,
    ENCRYPTED_KEY,
    EXC_C14N,
    INCLUSIVE_NAMESPACES,
    KEY_INFO,
    REFERENCE,
    SIGNATURE,
    SIGNATURE_METHOD,
    SIGNATURE_VALUE,
    SIGNED_INFO,
    TIMESTAMP,
    TOKEN,
    TRANSFORM,
    TRANSFORMS,
)

_PARTS = (TOKEN, TIMESTAMP, SIGNATURE, CONFIRMATION)


class SecurityHeader(NamedTuple):
    """The parts of one Security header; `prefixes` is the PrefixList for SignedInfo.

    Without a token the KeyInfo must name a certificate that is known.
    """

    token: etree._Element | None
    timestamp: etree._Element
    confirmations: tuple[etree._Element, ...]
    signed_info: etree._Element
    prefixes: tuple[str, ...]
    signature_algorithm: str
    signature_value: etree._Element
    key_info: etree._Element
    references: tuple["Reference", ...]


class Reference(NamedTuple):
    """One Reference of SignedInfo: the id that it names, how it is canonicalised, and the digest that was sent."""

    id: str
    prefixes: tuple[str, ...]
    digest_algorithm: str
    digest_value: str | None


def read_security(envelope: Envelope, *, encrypted: bool = False) -> SecurityHeader:
    """Take the header apart. Raises InvalidSecurity, UnsupportedAlgorithm, or FailedCheck for a hidden part.

    With `encrypted`, EncryptedKey may stand there too; it is left to decrypt.py.
    """
    if envelope.security is None:
        raise InvalidSecurity("there is no Security header for us")
    parts = envelope.security[:]
    refuse_others(envelope.security, (*_PARTS, ENCRYPTED_KEY) if encrypted else _PARTS)
    signed_info, value, key_info = sequence(one(parts, SIGNATURE), SIGNED_INFO, SIGNATURE_VALUE, KEY_INFO)
    references = len(signed_info) - 2
    if not 1 <= references <= limits.MAX_REFERENCES:
        raise InvalidSecurity(f"{max(0, references)} references; 1 to {limits.MAX_REFERENCES} may stand")
    c14n, method, *found = sequence(signed_info, C14N_METHOD, SIGNATURE_METHOD, *[REFERENCE] * references)
    return SecurityHeader(
        token=one(parts, TOKEN) if any(part.tag == TOKEN for part in parts) else None,
        timestamp=one(parts, TIMESTAMP),
        confirmations=tuple(part for part in parts if part.tag == CONFIRMATION),
        signed_info=signed_info,
        prefixes=_exclusive_c14n(c14n),
        signature_algorithm=_algorithm(method),
        signature_value=_leaf(value),
        key_info=key_info,
        references=tuple(map(_reference, found)),
    )


def one(parts: list[etree._Element], tag: str) -> etree._Element:
    """The only one of the Security header's `parts` with this tag. Raises InvalidSecurity for none or several."""
    found = [part for part in parts if part.tag == tag]
    if len(found) != 1:
        raise InvalidSecurity(f"{len(found)} {_local(tag)} in Security; exactly one must stand there")
    return found[0]


def sequence(parent: etree._Element, *tags: str) -> list[etree._Element]:
    """All children of `parent`, which must have these tags in this order.

    Raises InvalidSecurity, or FailedCheck for one that is no such child and carries an id.
    """
    children = parent[:]
    if tuple([child.tag for child in children]) != tags:
        refuse_others(parent, tags)
        raise InvalidSecurity(f"{_local(parent.tag)} must hold {', '.join(map(_local, tags)) or 'nothing'}, in order")
    return children


def refuse_others(parent: etree._Element, allowed: tuple[str, ...]) -> None:
    """Refuse a child with another tag. Raises InvalidSecurity, or FailedCheck where it carries an id."""
    for child in parent:
        if child.tag not in allowed:
            refuse_stray(child, InvalidSecurity(f"{_local(child.tag)} has no place in {_local(parent.tag)}"))


def _leaf(element: etree._Element) -> etree._Element:
    if len(element):
        sequence(element)
    return element


def _algorithm(element: etree._Element) -> str:
    # HMACOutputLength, the parameters of PSS: none of them belongs to an algorithm that is spoken here.
    if len(element):
        raise UnsupportedAlgorithm(f"parameters of a {_local(element.tag)}")
    return element.get("Algorithm", "")


def _reference(reference: etree._Element) -> Reference:
    uri = reference.get("URI", "")
    if not uri.startswith("#") or len(uri) == 1:
        raise InvalidSecurity("a reference that names no id of this message")
    transforms, method, value = sequence(reference, TRANSFORMS, DIGEST_METHOD, DIGEST_VALUE)
    # None at all would be inclusive C14N, which is not spoken here.
    if len(transforms) != 1:
        raise UnsupportedAlgorithm(f"{len(transforms)} transforms; exactly one, exclusive C14N, may stand")
    (transform,) = sequence(transforms, TRANSFORM)
    return Reference(uri[1:], _exclusive_c14n(transform), _algorithm(method), _leaf(value).text)


def _exclusive_c14n(element: etree._Element) -> tuple[str, ...]:
    """The PrefixList of an element that must name exclusive C14N without comments."""
    if element.get("Algorithm") != EXC_C14N:
        raise UnsupportedAlgorithm(f"canonicalisation or transform {element.get('Algorithm', '')[:100]!r}")
    if not len(element):
        return ()
    (listed,) = sequence(element, INCLUSIVE_NAMESPACES)
    # No further: 4 MB of prefixes would be two million strings before they are counted.
    prefixes = tuple(listed.get("PrefixList", "").split(None, limits.MAX_PREFIX_LIST))
    if len(prefixes) > limits.MAX_PREFIX_LIST:
        raise InvalidSecurity(f"a PrefixList of more than {limits.MAX_PREFIX_LIST} prefixes")
    return prefixes


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2][:60]
