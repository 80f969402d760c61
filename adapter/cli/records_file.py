"""Reads a file of records for an operator's command, one JSON object in each line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from adapter.agreements.lines import from_line, wrong_elements
from adapter.errors import OperatorError


def read_records(file: Path, kind: type, otherwise: str) -> list[Any]:
    """The records of the file. Raises OperatorError, with the line's number and `otherwise`, what has not happened."""
    try:
        return list(_read(file, kind, otherwise))
    except UnicodeDecodeError:
        raise OperatorError(f"{file}: is no text in UTF-8; {otherwise}") from None


def _read(file: Path, kind: type, otherwise: str) -> Iterator[Any]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record: Any = from_line(line, kind)
            except (ValueError, TypeError, AttributeError):
                # What the parser says may quote the line.
                raise OperatorError(f"{file}, line {number}: no {kind.__name__}; {otherwise}") from None
            if wrong := wrong_elements(record):
                raise OperatorError(f"{file}, line {number}: {', '.join(wrong)} is not as the contract wants it")
            yield record
