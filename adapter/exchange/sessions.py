"""Taking a list in, part by part. All functions work inside the call's transaction."""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from adapter.clock import WIB
from adapter.errors import JembatanError
from adapter.exchange.kinds import ListKind, Row, Work
from adapter.exchange.models import ListChunk, ListKey, ListPart, ListReplaced, ListRows, ListSession
from adapter.exchange.results import lower_counts, rows_binding
from adapter.exchange.rows import refusals
from adapter.limits import LIST_CHUNK_ROWS
from adapter.records.tables import table_of
from adapter.records.vault import Vault

_LOOKED_UP = 1000
"""Keys in one statement."""


class UnknownSession(JembatanError):
    """No list has this number."""


@dataclass(eq=False)
class PartContradicts(JembatanError):
    """A part that does not fit what came before: `field` is which of its fields, `sentence` says why, in Indonesian."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message's rows, and where they belong. `number` is the partner's number of the list."""

    number: str
    part: int
    last: bool
    rows: Sequence[Row]
    message_id: str
    purpose: str
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was taken in: `refused` are the codes by the row's place from 0. `known`: the part had come before."""

    result_number: str
    rows: int
    refused: dict[int, list[str]] = field(default_factory=dict)
    known: bool = False


def receive(work: Work, kind: ListKind, part: Part) -> Receipt:
    """Store a part; the same part again changes nothing. Raises PartContradicts."""
    listed = _locked_session(work, kind, part)
    digest = _digest(work.vault, part)
    refused = refusals(kind, part.rows)
    known = work.session.get(ListPart, (listed.id, part.part))
    if known is not None:
        if known.digest != digest:
            raise PartContradicts(
                "bagian", "bagian ini sudah diterima dengan isi lain; kirim perbaikan sebagai bagian baru"
            )
        return Receipt(listed.result_number, known.rows, refused, known=True)
    _require_place(work.session, listed, part)
    work.session.add(
        ListPart(
            session_id=listed.id, part=part.part, last=part.last, digest=digest, rows=len(part.rows),
            refused=len(refused), message_id=part.message_id, received_at=work.now,
        )
    )  # fmt: skip
    for start in range(0, len(part.rows), LIST_CHUNK_ROWS):
        _add_chunk(work, kind, listed, part, start, refused)
    return Receipt(listed.result_number, len(part.rows), refused)


def find_session(session: Session, kind: ListKind, number: str) -> ListSession:
    """The list with the partner's number. Raises UnknownSession."""
    named = (ListSession.agreement == kind.agreement, ListSession.kind == kind.name, ListSession.number == number)
    listed = session.scalar(select(ListSession).where(*named))
    if listed is None:
        raise UnknownSession(number)
    return listed


def _locked_session(work: Work, kind: ListKind, part: Part) -> ListSession:
    named = (ListSession.agreement == kind.agreement, ListSession.kind == kind.name, ListSession.number == part.number)
    # Two parts at once, on two hosts: their chunks are numbered one after the other. The lock lets rows refer to the
    # list meanwhile: a worker does so while it holds a chunk that this part may be about to correct.
    listed = work.session.scalar(select(ListSession).where(*named).with_for_update(key_share=True))
    if listed is None:
        listed = ListSession(
            agreement=kind.agreement, kind=kind.name, number=part.number, stage=part.stage, purpose=part.purpose,
            result_number=_result_number(kind, work.now), received_at=work.now,
        )  # fmt: skip
        work.session.add(listed)
        work.session.flush()
    if listed.stage != part.stage:
        raise PartContradicts("tahap", "bagian sebelumnya dari nomor ini menyebut tahap lain")
    return listed


def _result_number(kind: ListKind, now: datetime) -> str:
    return f"{kind.agreement}-H-{now.astimezone(WIB):%Y%m%d}-{uuid.uuid4().hex[:12].upper()}"


def _require_place(session: Session, listed: ListSession, part: Part) -> None:
    """A part that ends the list has no later one beside it; gaps may be filled, and a correction goes on behind."""
    highest = session.scalar(select(func.max(ListPart.part)).where(ListPart.session_id == listed.id)) or 0
    if part.last and part.part < highest:
        raise PartContradicts("terakhir", "sudah ada bagian dengan nomor yang lebih besar")


def _add_chunk(
    work: Work, kind: ListKind, listed: ListSession, part: Part, start: int, refused: dict[int, list[str]]
) -> None:
    rows = part.rows[start : start + LIST_CHUNK_ROWS]
    bad = {place - start: codes for place, codes in refused.items() if start <= place < start + len(rows)}
    number = (work.session.scalar(_highest_chunk(listed)) or 0) + 1
    chunk = ListChunk(
        session_id=listed.id, number=number, part=part.part, first=start + 1, rows=len(rows), attempts=0
    )  # fmt: skip
    work.session.add(chunk)
    work.session.flush()
    content = json.dumps({"rows": rows, "refused": bad}, ensure_ascii=False, separators=(",", ":")).encode()
    sealed = work.vault.seal(content, rows_binding(listed.result_number, number))
    work.session.execute(insert(ListRows).values(chunk_id=chunk.id, sealed=sealed))
    places = {short_key(work.vault, kind, row[0] or ""): place for place, row in enumerate(rows) if place not in bad}
    _put_keys(work, kind, listed, chunk, places)


def _highest_chunk(listed: ListSession) -> Any:  # noqa: ANN401 - a statement
    return select(func.max(ListChunk.number)).where(ListChunk.session_id == listed.id)


def _put_keys(work: Work, kind: ListKind, listed: ListSession, own: ListChunk, places: dict[int, int]) -> None:
    """Note where each key's row stands now: in the latest part, by its number, that holds it. Others count no more."""
    table = table_of(ListKey)
    standing = {row.key: row for row in _standing(work.session, listed.id, list(places))}
    new = [
        {"session_id": listed.id, "key": key, "chunk_id": own.id, "place": place}
        for key, place in places.items()
        if key not in standing
    ]
    if new:
        work.session.execute(insert(table), new)
    replaced: dict[int, list[int]] = {}
    for key, old in standing.items():
        if old.part > own.part:
            replaced.setdefault(own.id, []).append(places[key])
            continue
        replaced.setdefault(old.chunk_id, []).append(old.place)
        here = (ListKey.session_id == listed.id, ListKey.key == key)
        work.session.execute(update(table).where(*here).values(chunk_id=own.id, place=places[key]))
    for chunk_id, gone in sorted(replaced.items()):
        _replace(work, kind, listed, chunk_id, gone)


def _standing(session: Session, session_id: int, keys: list[int]) -> Iterator[Any]:
    columns = select(ListKey.key, ListKey.chunk_id, ListKey.place, ListChunk.part).join(
        ListChunk, ListChunk.id == ListKey.chunk_id
    )
    for start in range(0, len(keys), _LOOKED_UP):
        some = keys[start : start + _LOOKED_UP]
        yield from session.execute(columns.where(ListKey.session_id == session_id, ListKey.key.in_(some)))


def _replace(work: Work, kind: ListKind, listed: ListSession, chunk_id: int, places: list[int]) -> None:
    # Whoever is working on the chunk is waited for, and then its counts are there to be lowered. As with the list,
    # what follows from the chunk may refer to it meanwhile.
    own = select(ListChunk).where(ListChunk.id == chunk_id).with_for_update(key_share=True)
    chunk = work.session.scalars(own).one()
    rows = [{"chunk_id": chunk_id, "place": place, "replaced_at": work.now} for place in places]
    work.session.execute(insert(table_of(ListReplaced)), rows)
    if chunk.done_at is not None:
        lower_counts(work, listed, chunk, places)
        kind.withdraw(work, chunk_id, places)


def short_key(vault: Vault, kind: ListKind, value: str) -> int:
    """64 bits of the blind index of a row's key, as a signed number."""
    return int.from_bytes(vault.index(f"{kind.agreement} {kind.columns[0]}", value)[:8], "big", signed=True)


def _digest(vault: Vault, part: Part) -> bytes:
    # Keyed: who reads the database must not try the few people that a part may hold.
    content = json.dumps([part.stage, part.last, [list(row) for row in part.rows]], ensure_ascii=False)
    return vault.index("bagian", sha256(content.encode()).hexdigest())
