"""How far a list is, and what became of its rows, page by page; a chunk is a page."""

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adapter.errors import JembatanError
from adapter.exchange.kinds import MANUAL, Row, Verdict, Work
from adapter.exchange.models import ListChunk, ListPart, ListReplaced, ListResults, ListRows, ListSession
from adapter.limits import LIST_ATTEMPTS
from adapter.records.models import Person
from adapter.records.vault import Vault

RECEIVED, UNDER_WAY, DONE = "DITERIMA", "DIPROSES", "SELESAI"
REFUSED = "DITOLAK"
"""Counted for rows that did not pass the row check."""

_MEASURED_CHUNKS = 20


class NoSuchPage(JembatanError):
    """The page lies beyond the end."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a list is. `done` rows of `received`; `counts` by outcome, replaced rows left out."""

    state: str
    received: int
    done: int
    pages: int
    pages_done: int
    counts: dict[str, int] = field(default_factory=dict)
    missing_parts: bool = False
    stuck: int = 0
    """Chunks that failed too often, and wait for an operator."""
    expected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A row that counts, by its part and its place in that part from 1. `refused` are codes; then no verdict."""

    part: int
    place: int
    row: Row
    verdict: Verdict | None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page, and the instant at which its rows were compared with BKN's data."""

    done_at: datetime
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A chunk's rows, and the codes of those that were refused, by place from 0."""

    rows: list[Row]
    refused: dict[int, list[str]]


def progress(session: Session, listed: ListSession, now: datetime) -> Progress:
    """How far the list is; the time that is left is reckoned from the chunks done last."""
    columns = select(ListChunk.rows, ListChunk.done_at, ListChunk.counts, ListChunk.id, ListChunk.attempts)
    chunks = session.execute(columns.where(ListChunk.session_id == listed.id)).all()
    done = [chunk for chunk in chunks if chunk.done_at is not None]
    counts: Counter[str] = Counter()
    for chunk in done:
        counts.update(json.loads(chunk.counts))
    complete = _complete(session, listed)
    finished = complete and len(done) == len(chunks)
    return Progress(
        state=DONE if finished else UNDER_WAY if done else RECEIVED,
        received=sum(chunk.rows for chunk in chunks),
        done=sum(chunk.rows for chunk in done),
        pages=len(chunks),
        pages_done=len(done),
        counts=dict(counts),
        missing_parts=not complete,
        stuck=sum(chunk.done_at is None and chunk.attempts >= LIST_ATTEMPTS for chunk in chunks),
        expected_at=None if finished else _expected(session, now, max((chunk.id for chunk in chunks), default=0)),
    )


def _complete(session: Session, listed: ListSession) -> bool:
    """Whether every part up to one that ends the list is there."""
    parts = session.execute(select(ListPart.part, ListPart.last).where(ListPart.session_id == listed.id)).all()
    highest = max(parts, key=lambda part: part.part, default=None)
    return highest is not None and highest.last and len(parts) == highest.part


def _expected(session: Session, now: datetime, upto: int) -> datetime | None:
    """When the chunk `upto` will be done: whatever waits before it, at the rate of those done last; None before any."""
    last = (
        select(ListChunk.rows, ListChunk.milliseconds)
        .where(ListChunk.done_at.is_not(None))
        .order_by(ListChunk.done_at.desc())
        .limit(_MEASURED_CHUNKS)
    )
    measured = session.execute(last).all()
    rows = sum(chunk.rows for chunk in measured)
    waiting = session.scalar(
        select(func.sum(ListChunk.rows)).where(ListChunk.done_at.is_(None), ListChunk.id <= upto)
    )  # fmt: skip
    if not rows or not waiting:
        return None
    return now + timedelta(milliseconds=sum(chunk.milliseconds or 0 for chunk in measured) / rows * waiting)


def page(session: Session, vault: Vault, listed: ListSession, number: int) -> ResultPage | None:
    """Page `number`, from 1: its rows that count, in the order sent; None while they wait. Raises NoSuchPage."""
    chunk = session.scalar(select(ListChunk).where(ListChunk.session_id == listed.id, ListChunk.number == number))
    if chunk is None:
        raise NoSuchPage(number)
    if chunk.done_at is None:
        return None
    opened = open_rows(session, vault, listed, chunk)
    verdicts = _still_given(session, open_verdicts(session, vault, listed, chunk))
    gone = replaced_places(session, chunk.id)
    return ResultPage(
        chunk.done_at,
        tuple(
            Result(chunk.part, chunk.first + place, row, verdicts[place], tuple(opened.refused.get(place, ())))
            for place, row in enumerate(opened.rows)
            if place not in gone
        ),
    )


def _still_given(session: Session, verdicts: list[Verdict | None]) -> list[Verdict | None]:
    """The verdicts, but none for a person whose processing has been restricted since (UU 27/2022 Pasal 40-41)."""
    subjects = [one.subject for one in verdicts if one is not None and one.subject is not None]
    restricted = set(session.scalars(select(Person.nip_index).where(Person.restricted, Person.nip_index.in_(subjects))))
    return [Verdict(MANUAL) if one is not None and one.subject in restricted else one for one in verdicts]


def open_rows(session: Session, vault: Vault, listed: ListSession, chunk: ListChunk) -> Opened:
    """A chunk's rows. Raises VaultError."""
    sealed = session.execute(select(ListRows.sealed).where(ListRows.chunk_id == chunk.id)).scalar_one()
    content = json.loads(vault.open(sealed, rows_binding(listed.result_number, chunk.number)))
    return Opened(content["rows"], {int(place): codes for place, codes in content["refused"].items()})


def open_verdicts(session: Session, vault: Vault, listed: ListSession, chunk: ListChunk) -> list[Verdict | None]:
    """A chunk's verdicts, None for rows without one. Raises VaultError."""
    sealed = session.execute(select(ListResults.sealed).where(ListResults.chunk_id == chunk.id)).scalar_one()
    content = json.loads(vault.open(sealed, results_binding(listed.result_number, chunk.number)))
    return [None if one is None else _verdict(*one) for one in content]


def _verdict(outcome: str, detail: object, subject: str | None) -> Verdict:
    return Verdict(outcome, detail, None if subject is None else b64decode(subject))


def sealed_verdicts(vault: Vault, listed: ListSession, number: int, verdicts: Sequence[Verdict | None]) -> bytes:
    """A chunk's verdicts as the column `sealed`."""
    content = [None if one is None else [one.outcome, one.detail, _text(one.subject)] for one in verdicts]
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return vault.seal(plain, results_binding(listed.result_number, number))


def _text(subject: bytes | None) -> str | None:
    return None if subject is None else b64encode(subject).decode()


def replaced_places(session: Session, chunk_id: int) -> frozenset[int]:
    """The places, from 0, of a chunk's rows that count no more."""
    return frozenset(session.scalars(select(ListReplaced.place).where(ListReplaced.chunk_id == chunk_id)))


def lower_counts(work: Work, listed: ListSession, chunk: ListChunk, places: Sequence[int]) -> None:
    """Take rows that count no more out of the counts of a chunk that is done."""
    counts: dict[str, Any] = Counter(json.loads(chunk.counts or "{}"))
    verdicts = open_verdicts(work.session, work.vault, listed, chunk)
    for place in places:
        verdict = verdicts[place]
        if verdict is not None:
            counts[verdict.outcome] -= 1
    chunk.counts = json.dumps({outcome: count for outcome, count in counts.items() if count})
    work.session.flush()


def rows_binding(result_number: str, number: int) -> bytes:
    """To what a chunk's sealed rows are bound."""
    return f"list_rows|sealed|{result_number}|{number}".encode()


def results_binding(result_number: str, number: int) -> bytes:
    """To what a chunk's sealed verdicts are bound."""
    return f"list_results|sealed|{result_number}|{number}".encode()
