"""Records as JSON Lines: one object a line, named as on the wire, days and instants as ISO 8601."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from adapter.agreements.fields import Member, members
from adapter.agreements.types import SimpleType
from clients.errors import ClientError

Record = TypeVar("Record")


def to_line(record: Any) -> str:  # noqa: ANN401 - any message class
    """One line of JSON; what is absent is left out."""
    return json.dumps(_plain(asdict(record)), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a message
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if item not in (None, (), [])}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def read_lines(path: Path, record: type[Record]) -> Iterator[Record]:
    """The records of a file. Raises ClientError with file and line where one is not a `record`."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _read_line(path, number, line, record)
    except OSError as error:
        raise ClientError(f"{path}: tidak dapat dibaca ({error.strerror})") from error


def _read_line(path: Path, number: int, line: str, record: type[Record]) -> Record:
    try:
        return from_object(record, json.loads(line))
    except (ValueError, TypeError, AttributeError) as error:
        raise ClientError(f"{path}, baris {number}: bukan {record.__name__} dalam JSON ({error})") from error


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
