"""Records as JSON Lines: one object a line, as adapter.agreements.lines writes and reads it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from adapter.agreements.lines import from_line, from_object, to_line
from clients.errors import ClientError

Record = TypeVar("Record")


def read_lines(path: Path, record: type[Record]) -> Iterator[Record]:
    """The records of a file. Raises ClientError with file and line where one is not a `record`."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _read_line(path, number, line, record)
    except OSError as error:
        raise ClientError(f"{path}: tidak dapat dibaca ({error.strerror})") from error
    except UnicodeDecodeError:
        # What cannot be read may be somebody's name: it is not quoted.
        raise ClientError(f"{path}: bukan teks UTF-8; simpan kembali sebagai UTF-8") from None


def _read_line(path: Path, number: int, line: str, record: type[Record]) -> Record:
    try:
        return from_line(line, record)
    except (ValueError, TypeError, AttributeError) as error:
        raise ClientError(f"{path}, baris {number}: bukan {record.__name__} dalam JSON ({error})") from error


__all__ = ["from_object", "read_lines", "to_line"]
