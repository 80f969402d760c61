"""Between the agreements' frozen values and what zeep takes and gives."""

from datetime import date, datetime
from typing import Any, TypeVar

from lxml import etree

from adapter.agreements.fields import Member, members
from adapter.agreements.types import SHARED_NAMESPACE, SimpleType
from clients.errors import ClientError

Message = TypeVar("Message")


def to_zeep(value: object) -> dict[str, Any]:
    """The keyword arguments with which zeep writes a message; absent elements are left out.

    Raises ClientError for an instant without a zone.
    """
    written: dict[str, Any] = {}
    for member in members(type(value)):
        content = getattr(value, member.name)
        if member.repeated:
            written[member.name] = [_item_to_zeep(member, item) for item in content]
        elif content is not None:
            written[member.name] = _item_to_zeep(member, content)
    return written


def _item_to_zeep(member: Member, item: Any) -> Any:  # noqa: ANN401 - any value of a message
    if not isinstance(member.type, SimpleType):
        return to_zeep(item)
    if member.type.base == "dateTime" and (not isinstance(item, datetime) or item.tzinfo is None):
        raise ClientError(f"{member.name} must be a datetime with a time zone")
    # zeep writes a gYear from a pair of year and zone.
    return (int(item), None) if member.type.base == "gYear" else item


def from_zeep(message: type[Message], value: Any) -> Message:  # noqa: ANN401 - zeep's value
    """The frozen value of class `message` that zeep has read."""
    read: dict[str, Any] = {}
    for member in members(message):
        # zeep reads an empty element, a record of which nothing may leave, as None.
        content = getattr(value, member.name) if value is not None else None
        if member.repeated:
            read[member.name] = tuple(_item_from_zeep(member, item) for item in content or ())
        elif content is not None:
            read[member.name] = _item_from_zeep(member, content)
    return message(**read)


def _item_from_zeep(member: Member, item: Any) -> Any:  # noqa: ANN401 - zeep's value
    if not isinstance(member.type, SimpleType):
        return from_zeep(member.type, item)
    return f"{item[0]:04d}" if member.type.base == "gYear" else item


def from_detail(message: type[Message], element: etree._Element) -> Message:
    """The frozen value of a fault's detail, which zeep leaves as XML; its texts, days, instants and lists only."""
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
