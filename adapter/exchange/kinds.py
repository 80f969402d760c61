"""What one kind of list is: which columns a row has, how it is checked, judged, and what its judgement brings about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from adapter.records.vault import Vault

Row = Sequence[str | None]
"""What was sent, column by column, as it was sent."""

MANUAL = "PERLU_PENANGANAN_MANUAL"
"""For a person whose processing is restricted, and whatever else a machine must not decide: it tells nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a row. `outcome` is counted; `detail` is what the results' page adds, plain JSON values.

    `subject` is the blind index of the person whose data were read for it.
    """

    outcome: str
    detail: Any = None
    subject: bytes | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """With what a chunk is worked on: inside its transaction, at `now`."""

    session: Session
    vault: Vault
    now: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """A row that counts, at its place in the chunk."""

    place: int
    row: Row
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk by its numbers."""

    id: int
    session_id: int
    number: int


def _nothing(*_: object) -> None:
    """For a kind whose results bring nothing about."""


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list of one agreement. `columns` name the fields of a row; the first is its key.

    `checks` give, for each column, what is wrong with a value: a code, or None. `judge` gives a verdict for each row
    and changes nothing. `settle` stores what follows from them, in the chunk's transaction; `withdraw` ends what
    followed from rows (of a chunk, at these places) in whose stead others count now.
    """

    agreement: str
    name: str
    columns: tuple[str, ...]
    checks: tuple[Callable[[str | None], str | None], ...]
    judge: Callable[[Work, Sequence[Row]], list[Verdict]]
    settle: Callable[[Work, Chunk, Sequence[Judged]], None] = _nothing
    withdraw: Callable[[Work, int, Sequence[int]], None] = _nothing
