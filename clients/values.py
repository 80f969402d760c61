"""The detail of a fault, which zeep leaves as XML, as a frozen value."""

from datetime import date, datetime
from typing import Any, TypeVar

from lxml import etree

from adapter.agreements.fields import Member, members
from adapter.agreements.types import SHARED_NAMESPACE, SimpleType

Message = TypeVar("Message")


def from_detail(message: type[Message], element: etree._Element) -> Message:
    """The frozen value of a fault's detail; its texts, days, instants and lists only."""
    read: dict[str, Any] = {}
    for member in members(message):
        found = element.findall(f"{{{SHARED_NAMESPACE}}}{member.name}")
        items = [_item_from_detail(member, item) for item in found]
        if member.repeated:
            read[member.name] = tuple(items)
        elif items:
            read[member.name] = items[0]
    return message(**read)


def _item_from_detail(member: Member, item: etree._Element) -> Any:  # noqa: ANN401 - any value of a detail
    if not isinstance(member.type, SimpleType):
        return from_detail(member.type, item)
    text = item.text or ""
    if member.type.base == "dateTime":
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if member.type.base == "date" else text
