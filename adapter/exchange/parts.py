"""How far a part of a run is, and how it moves on. All functions work inside the caller's transaction.

A part moves by compare and set: whoever carried out the same page a second time, after a kill or beside another, finds
it moved, and everything else that it wrote goes back with its transaction.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from adapter.errors import JembatanError
from adapter.exchange.sync_models import SyncPart


class Overtaken(JembatanError):
    """Another process has carried out this page meanwhile; nothing of it counts twice."""


@dataclass(frozen=True, slots=True)
class PartKey:
    """A part, by its place."""

    run_id: str
    stage: str
    leg: str
    number: int


@dataclass(frozen=True, slots=True)
class Range:
    """After `first`, up to and with `last`; None: to the end. `expected` rows, where that is known.

    `newest`: the token from which deltas go on when the stage is done; without it, each page moves the mark.
    """

    first: int
    last: int | None
    expected: int | None = None
    newest: int | None = None


@dataclass(frozen=True, slots=True)
class At:
    """How far a part is: the token or number reached, the other party's cursor, and the pages so far."""

    first: int
    last: int | None
    reached: int
    cursor: str | None = None
    pages: int = 0
    done: bool = False
    newest: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What a page did: where the part is now, rows by result, and whether the part is at its end."""

    reached: int
    cursor: str | None
    counts: Mapping[str, int]
    done: bool
    remaining: int | None = None


def at(session: Session, key: PartKey) -> At:
    """How far the part is."""
    return at_of(_found(session, key))


def at_of(part: SyncPart) -> At:
    """How far a part is that was read."""
    return At(part.first, part.last, part.reached, part.cursor, part.pages, part.done_at is not None, part.newest)


def locked(session: Session, key: PartKey) -> At:
    """How far the part is; nobody else moves it before the commit."""
    return at_of(_found(session, key, lock=True))


def move(session: Session, key: PartKey, seen: At, moved: Moved, now: datetime) -> None:
    """Move the part on by a page. Raises Overtaken where it is no longer as it was `seen`."""
    part = require(session, key, seen)
    part.reached, part.cursor, part.moved_at = moved.reached, moved.cursor, now
    part.pages += 1
    if part.expected is None and moved.remaining is not None:
        part.expected = moved.remaining
    part.counts = json.dumps(Counter(json.loads(part.counts)) + Counter(moved.counts), sort_keys=True)
    part.done_at = now if moved.done else None
    session.flush()


def add_counts(session: Session, key: PartKey, counts: Mapping[str, int]) -> None:
    """Count rows of a part that is not moved by them. The caller holds the part (locked)."""
    part = _found(session, key)
    part.counts = json.dumps(Counter(json.loads(part.counts)) + Counter(counts), sort_keys=True)
    session.flush()


def require(session: Session, key: PartKey, seen: At) -> SyncPart:
    """The part, locked until the commit. Raises Overtaken where it is no longer as it was `seen`."""
    part = _found(session, key, lock=True)
    if part.pages != seen.pages or part.reached != seen.reached:
        raise Overtaken(f"{key.leg} {key.number}: another process has carried out this page")
    return part


def _found(session: Session, key: PartKey, *, lock: bool = False) -> SyncPart:
    place = (key.run_id, key.stage, key.leg, key.number)
    return session.get_one(SyncPart, place, with_for_update=lock or None, populate_existing=True)
