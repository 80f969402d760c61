"""The ways by which a list comes to who pulls it: an operation of the other party's, and what it has told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from adapter.agreements.receiving import Incoming
from adapter.exchange.parts import At
from adapter.records.cards import Receipt


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page of the other party's: its rows, where it leads, how much is left with it, and the newest token there."""

    message: Any
    rows: Sequence[Any]
    reached: int
    more: bool
    cursor: str | None = None
    remaining: int | None = None
    newest: int | None = None


Fetch = Callable[[Any, At, int], Fetched]
"""Asks, by a client, for the page after a place, with at most so many records."""

Take = Callable[[Incoming, Sequence[Any]], list[Receipt]]
"""Applies rows, and gives a receipt for each, in order."""


@dataclass(frozen=True, slots=True)
class Way:
    """An operation by which a list comes, the class of its rows, and how they are applied."""

    operation: str
    fetch: Fetch
    take: Take
    row: type
