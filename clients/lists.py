"""Whole lists, from a partner's end: rows into parts of a message's size, and results page by page until the last."""

import csv
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from adapter.agreements.list_fields import BarisDitolak, KemajuanDaftar
from clients.errors import ClientError, ContractRefused
from clients.jsonl import read_lines

Row = TypeVar("Row")


class Page(Protocol):
    """An answer with a page of results."""

    @property
    def kemajuan(self) -> KemajuanDaftar: ...  # noqa: D102 - an element of the answer

    @property
    def halaman(self) -> int | None: ...  # noqa: D102 - an element of the answer

    @property
    def hasil(self) -> Sequence[object]: ...  # noqa: D102 - an element of the answer

    @property
    def ditolak(self) -> tuple[BarisDitolak, ...]: ...  # noqa: D102 - an element of the answer


AnyPage = TypeVar("AnyPage", bound=Page)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long to wait for rows that BKN is still working on: seconds between two looks, and how to pass them."""

    seconds: float = 2.0
    sleep: Callable[[float], object] = time.sleep


@dataclass(frozen=True, slots=True)
class SentPart(Generic[Row]):
    """A part of a list: its number from 1, whether it is the last, and its rows."""

    number: int
    last: bool
    rows: Sequence[Row]


def unsent_parts(rows: Iterable[Row], size: int, received: int) -> Iterator[SentPart[Row]]:
    """`rows` in parts of `size`, without those of the first `received` rows; only two parts are held at a time."""
    coming = iter(rows)
    number, batch = 1, list(islice(coming, size))
    while batch:
        following = list(islice(coming, size))
        if received < (number - 1) * size + len(batch):
            yield SentPart(number, not following, batch)
        number, batch = number + 1, following


def read_rows(path: Path, record: type[Row]) -> Iterator[Row]:
    """The rows of a CSV file, whose first line names the elements, or of JSON Lines. Raises ClientError with the line.

    `record` has text fields only; an empty cell is an absent element.
    """
    if path.suffix.lower() != ".csv":
        yield from read_lines(path, record)
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for number, cells in enumerate(csv.DictReader(lines), 2):
                yield _row(path, number, cells, record)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ClientError(f"{path}: tidak dapat dibaca ({error})") from error


def _row(path: Path, number: int, cells: dict[str, str], record: type[Row]) -> Row:
    try:
        return record(**{name: cell or None for name, cell in cells.items()})
    except TypeError as error:
        raise ClientError(f"{path}, baris {number}: bukan {record.__name__} ({error})") from error


def pages(fetch: Callable[[int], AnyPage], first: int = 1, waiting: Waiting | None = None) -> Iterator[AnyPage]:
    """Every page from `first` on; one that is not done yet is waited for. Ends behind the last page there is."""
    pause = waiting or Waiting()
    number = first
    while True:
        page = fetch(number)
        if page.halaman is None:
            pause.sleep(pause.seconds)
            continue
        yield page
        number += 1
        if number > page.kemajuan.jumlahHalaman:
            return


def rows_received(ask: Callable[[], Any]) -> int:
    """How many rows of a list BKN has by now; 0 where it does not know the list. `ask` fetches its progress."""
    try:
        received: int = ask().kemajuan.barisDiterima
    except ContractRefused:
        return 0
    return received
