"""A record of an agreement as one line of JSON, named as on the wire, days and instants as ISO 8601; and back."""

import json
import re
from datetime import date, datetime
from typing import Any, TypeVar

from adapter.agreements.fields import Member, members
from adapter.agreements.types import SimpleType

Record = TypeVar("Record")


def to_line(record: Any) -> str:  # noqa: ANN401 - any message class
    """One line of JSON; what is absent is left out."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a message
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    # Not asdict: it copies all that it gives, which was most of the work of keeping a page.
    given = {member.name: getattr(value, member.name) for member in members(type(value))}
    return {name: _plain(item) for name, item in given.items() if item not in (None, (), [])}


def from_line(line: str | bytes, record: type[Record]) -> Record:
    """The record. Raises ValueError, TypeError or AttributeError where the line is none; values are not looked at."""
    try:
        return from_object(record, json.loads(line))
    except RecursionError:
        raise ValueError("nested without end") from None


def from_object(message: type[Record], given: dict[str, Any], **others: object) -> Record:
    """The message that an object of JSON describes; `others` are fields that are made otherwise.

    Raises ValueError, TypeError or AttributeError for an object that is none.
    """
    known = {member.name: member for member in members(message) if member.name not in others}
    if strangers := sorted(given.keys() - known.keys()):
        raise ValueError(f"tidak kenal {', '.join(strangers)}")
    return message(**others, **{name: _value(known[name], content) for name, content in given.items()})


def _value(member: Member, content: Any) -> Any:  # noqa: ANN401 - any part of a message
    if member.repeated:
        return tuple(_one(member, item) for item in content)
    return _one(member, content)


def _one(member: Member, item: Any) -> Any:  # noqa: ANN401 - any part of a message
    if not isinstance(member.type, SimpleType):
        return from_object(member.type, item)
    readers = {"date": date.fromisoformat, "dateTime": datetime.fromisoformat}
    read = readers.get(member.type.base)
    return read(item) if read is not None else item


def wrong_elements(record: object, path: str = "") -> list[str]:
    """The paths of elements that the contract would not let out, as far as it restricts a single value."""
    found: list[str] = []
    for member in members(type(record)):
        content = getattr(record, member.name)
        items = content if member.repeated else () if content is None else (content,)
        if len(items) > member.most or len(items) < member.least:
            found.append(f"{path}{member.name}")
        for item in items:
            if isinstance(member.type, SimpleType):
                found += [] if fits(member.type, item) else [f"{path}{member.name}"]
            else:
                found += wrong_elements(item, f"{path}{member.name}/")
    return found


def fits(kind: SimpleType, value: Any) -> bool:  # noqa: ANN401 - any simple value
    """Whether a value is one of this type."""
    python = {"date": date, "dateTime": datetime, "boolean": bool, "integer": int}.get(kind.base, str)
    if not isinstance(value, python):
        return False
    if isinstance(value, str):
        matches = kind.pattern is None or re.fullmatch(kind.pattern, value) is not None
        long = len(value) < kind.min_length or (kind.max_length is not None and len(value) > kind.max_length)
        return matches and not long and (not kind.values or value in kind.values)
    if isinstance(value, int):
        return (kind.minimum is None or value >= kind.minimum) and (kind.maximum is None or value <= kind.maximum)
    return True
