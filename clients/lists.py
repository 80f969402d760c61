"""Whole lists, from a partner's end: rows into parts of a message's size, and results page by page until the last."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from adapter.agreements.list_fields import ROWS_PER_MESSAGE, KemajuanDaftar, TandaTerimaDaftar
from clients.errors import ContractRefused

Receipt = TypeVar("Receipt", bound=TandaTerimaDaftar)
Row = TypeVar("Row")


class Page(Protocol):
    """An answer with a page of results."""

    @property
    def kemajuan(self) -> KemajuanDaftar: ...  # noqa: D102 - an element of the answer

    @property
    def halaman(self) -> int | None: ...  # noqa: D102 - an element of the answer


AnyPage = TypeVar("AnyPage", bound=Page)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long to wait for rows that BKN is still working on: seconds between two looks, and how to pass them."""

    seconds: float = 2.0
    sleep: Callable[[float], object] = time.sleep


def parts(rows: Sequence[Row], size: int = ROWS_PER_MESSAGE) -> Iterator[tuple[int, bool, Sequence[Row]]]:
    """`rows` in parts: their number from 1, whether it is the last, and the rows."""
    for number, start in enumerate(range(0, len(rows), size), 1):
        yield number, start + size >= len(rows), rows[start : start + size]


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
