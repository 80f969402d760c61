"""A request with everything in it, made from the declarations alone: whatever operation comes, it has one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hypothesis import find, settings
from hypothesis.strategies import from_regex
from lxml import etree

from adapter.agreements.fields import Member, members
from adapter.agreements.operation import Operation, Service
from adapter.agreements.types import SimpleType

_TEXTS = {
    "date": "2026-01-02",
    "dateTime": "2026-11-20T09:00:00+07:00",
    "boolean": "true",
    "gYear": "2026",
}


@dataclass(frozen=True)
class Leaf:
    """An element with a text: its path, and its type."""

    path: str
    type: SimpleType
    element: etree._Element


def full_request(service: Service, operation: Operation) -> etree._Element:
    """The Body's child: every field once, a list with as many as it must have."""
    body = etree.Element(f"{{{service.namespace}}}{operation.name}", nsmap={None: service.namespace})
    _fill(body, operation.request, service.namespace)
    return body


def leaves(body: etree._Element, message: type) -> Iterator[Leaf]:
    """Every element with a text, in the order of the request."""
    yield from _leaves(body, message, f"/{etree.QName(body).localname}")


def _fill(element: etree._Element, message: type, namespace: str) -> None:
    own = getattr(message, "NAMESPACE", namespace)
    for member in members(message):
        for _ in range(max(member.least, 1)):
            child = etree.SubElement(element, f"{{{own}}}{member.name}")
            if isinstance(member.type, SimpleType):
                child.text = sample(member.type)
            else:
                _fill(child, member.type, namespace)


@cache
def sample(simple: SimpleType) -> str:
    """A value of a type."""
    if simple.values:
        return simple.values[0]
    if simple.base in _TEXTS:
        return _TEXTS[simple.base]
    if simple.base == "integer":
        return str(simple.minimum or 0)
    if simple.pattern is None:
        return "x" * max(simple.min_length, 1)
    plain = from_regex(f"({simple.pattern})", fullmatch=True, alphabet="".join(map(chr, range(33, 127))))
    fits = range(simple.min_length, (simple.max_length or 1000) + 1)
    return find(plain, lambda text: len(text) in fits, settings=settings(database=None, max_examples=1000))


def _leaves(element: etree._Element, message: type, path: str) -> Iterator[Leaf]:
    for member in members(message):
        found = [child for child in element if etree.QName(child).localname == member.name]
        for number, child in enumerate(found, 1):
            where = f"{path}/{member.name}" + (f"[{number}]" if _counted(member) else "")
            if isinstance(member.type, SimpleType):
                yield Leaf(where, member.type, child)
            else:
                yield from _leaves(child, member.type, where)


def _counted(member: Member) -> bool:
    return member.repeated
