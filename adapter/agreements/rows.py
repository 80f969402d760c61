"""Rows of a list that come as plain text, so that a bad one is named and the good ones go on.

The schema refuses a whole message for one bad value. A list therefore declares its rows loosely, each field as
Isian, and they are read here against the strict record of the same field names.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Annotated, TypeVar

from adapter.agreements.fields import Member, members
from adapter.agreements.types import SHARED_NAMESPACE, SimpleType
from adapter.errors import Problem

Record = TypeVar("Record")

Isian = Annotated[
    str,
    SimpleType(
        "tIsian", "token", "Isian baris; diperiksa baris demi baris", max_length=250, namespace=SHARED_NAMESPACE
    ),
]
"""A field of a loose row."""

_WRONG = "FORMAT_TIDAK_SAH"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_row(record: type[Record], row: object, path: str) -> Record | tuple[Problem, ...]:
    """The strict record in a loose row, or every problem with it, each under `path`.

    An empty field is one that is absent. `record` has simple fields only: texts and days.
    """
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for member in members(record):
        text = " ".join((getattr(row, member.name) or "").split())
        if not text:
            if member.least:
                problems.append(Problem(f"{path}/{member.name}", member.element.missing, "elemen wajib tidak ada"))
            continue
        try:
            values[member.name] = _reader(member)(text)
        except ValueError as error:
            problems.append(Problem(f"{path}/{member.name}", _WRONG, str(error)))
    return tuple(problems) or record(**values)


def _reader(member: Member) -> Callable[[str], object]:
    simple = member.type
    if not isinstance(simple, SimpleType) or simple.base not in ("string", "token", "date"):
        raise TypeError(f"{member.name}: a row of a list has texts and days only")
    return _day if simple.base == "date" else lambda text: _text(simple, text)


def _day(text: str) -> date:
    # Since Python 3.11 fromisoformat reads 20250801 and 2025-W31-5 too.
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError("bukan tanggal yang sah (tttt-bb-hh)")


def _text(simple: SimpleType, text: str) -> str:
    if simple.values and text not in simple.values:
        raise ValueError(f"nilai harus salah satu dari {', '.join(simple.values)}")
    if len(text) < simple.min_length or (simple.max_length is not None and len(text) > simple.max_length):
        raise ValueError(f"panjang {len(text)} karakter, seharusnya {simple.min_length} sampai {simple.max_length}")
    if simple.pattern is not None and not _pattern(simple.pattern).fullmatch(text):
        raise ValueError(f"panjang {len(text)} karakter, bentuknya bukan {simple.doc}")
    return text


@lru_cache(maxsize=64)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
