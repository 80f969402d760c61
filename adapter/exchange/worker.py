"""Working through lists, chunk by chunk: in the background of every serving process, or by `jembatan lists run`.

A table of chunks is enough, and needs no engine of durable work (DBOS, a queue): a chunk has no steps. It is read,
judged, and stored with its results, its consequences and its access lines in one transaction. A process killed at any
moment has therefore done a chunk wholly or not at all, nothing is done twice, and there is no lease to wait for: on
PostgreSQL the row's lock is the lease (FOR UPDATE SKIP LOCKED, any number of processes share), and it ends with the
process. On SQLite there is one writer: judging comes before its turn, so that calls wait milliseconds, and whoever
stores second finds the chunk done and drops its work.
"""

import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog
from sqlalchemy import Engine, Select, func, insert, select, update
from sqlalchemy.orm import Session

from adapter.clock import Clock
from adapter.errors import StoreUnavailable
from adapter.exchange.kinds import Chunk, Judged, ListKind, Verdict, Work
from adapter.exchange.models import ListChunk, ListResults, ListSession
from adapter.exchange.results import REFUSED, Opened, open_rows, replaced_places, sealed_verdicts
from adapter.journal.acts import DONE, SERVICE
from adapter.journal.journal import Exchange, write
from adapter.limits import LIST_ATTEMPTS
from adapter.records.database import reading, writing
from adapter.records.tables import table_of
from adapter.records.vault import Vault

OPERATION = "lists run"
"""In the journal, as the act under which people were accessed for a list."""

_POLL_SECONDS = 1.0
_RETRY_SECONDS = 30.0

log = structlog.get_logger("jembatan")


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk that is done now."""

    agreement: str
    number: str
    rows: int


@dataclass(frozen=True, slots=True)
class _Taken:
    """A chunk, judged, and not stored yet."""

    listed: ListSession
    chunk: ListChunk
    opened: Opened
    verdicts: list[Verdict | None]
    milliseconds: int


class Worker:
    """Works on whatever list waits. `step` does one chunk; `start` does them all, again and again, beside the calls."""

    def __init__(self, engine: Engine, vault: Vault, clock: Clock, kinds: Iterable[ListKind]) -> None:
        self._engine, self._vault, self._clock = engine, vault, clock
        self._kinds = {(kind.agreement, kind.name): kind for kind in kinds}

    def start(self) -> None:
        """Work from now on, in a thread that ends with the process."""
        threading.Thread(target=self._forever, name="lists", daemon=True).start()

    def run(self, tell: Callable[[Done], object] = lambda _: None) -> int:
        """Work until nothing waits that can be done; gives the rows done here."""
        rows = 0
        while (done := self.step()) is not None:
            rows += done.rows
            tell(done)
        return rows

    def step(self) -> Done | None:
        """Do one chunk; None where none waits. A chunk that fails is put behind the others, and raises."""
        chunk_ids: list[int] = []
        try:
            if self._engine.dialect.name == "sqlite":
                return self._step_before_writing(chunk_ids)
            with writing(self._engine) as session:
                taken = self._take(session, _next().with_for_update(skip_locked=True, of=ListChunk), chunk_ids)
                return self._store(session, taken) if taken is not None else None
        except StoreUnavailable:
            raise
        except Exception:
            self._put_behind(chunk_ids)
            raise

    def _step_before_writing(self, chunk_ids: list[int]) -> Done | None:
        with reading(self._engine) as session:
            taken = self._take(session, _next(), chunk_ids)
            session.expunge_all()
        if taken is None:
            return None
        with writing(self._engine) as session:
            return self._store(session, taken)

    def _take(self, session: Session, statement: Select[ListChunk], chunk_ids: list[int]) -> _Taken | None:
        chunk = session.scalar(statement)
        if chunk is None:
            return None
        chunk_ids.append(chunk.id)
        started = time.perf_counter()
        listed = session.get_one(ListSession, chunk.session_id)
        opened = open_rows(session, self._vault, listed, chunk)
        counting = [place for place in range(len(opened.rows)) if place not in opened.refused]
        judge = self._kinds[listed.agreement, listed.kind].judge
        judged = judge(Work(session, self._vault, self._clock()), [opened.rows[place] for place in counting])
        verdicts: list[Verdict | None] = [None] * len(opened.rows)
        for place, verdict in zip(counting, judged, strict=True):
            verdicts[place] = verdict
        return _Taken(listed, chunk, opened, verdicts, round((time.perf_counter() - started) * 1000))

    def _store(self, session: Session, taken: _Taken) -> Done:
        """Store what was judged, unless another process has done it meanwhile."""
        chunk, listed, now = taken.chunk, taken.listed, self._clock()
        gone = replaced_places(session, chunk.id)
        counts = Counter(REFUSED if one is None else one.outcome for one in _remaining(taken, gone))
        free = (ListChunk.id == chunk.id, ListChunk.done_at.is_(None))
        done = {"done_at": now, "milliseconds": max(1, taken.milliseconds), "counts": json.dumps(counts)}
        claimed = session.execute(update(table_of(ListChunk)).where(*free).values(**done))
        if claimed.rowcount:  # type: ignore[attr-defined]
            sealed = sealed_verdicts(self._vault, listed, chunk.number, taken.verdicts)
            session.execute(insert(table_of(ListResults)).values(chunk_id=chunk.id, sealed=sealed))
            self._settle(session, taken, gone)
            self._journal(session, taken, counts)
        return Done(listed.agreement, listed.number, chunk.rows)

    def _settle(self, session: Session, taken: _Taken, gone: frozenset[int]) -> None:
        kind = self._kinds[taken.listed.agreement, taken.listed.kind]
        judged = [
            Judged(place, taken.opened.rows[place], verdict)
            for place, verdict in enumerate(taken.verdicts)
            if verdict is not None and place not in gone
        ]
        own = Chunk(taken.chunk.id, taken.listed.id, taken.chunk.number)
        kind.settle(Work(session, self._vault, self._clock()), own, judged)

    def _journal(self, session: Session, taken: _Taken, counts: Counter[str]) -> None:
        """An act for each chunk, with an access line for each person whose data were read for it."""
        listed, chunk = taken.listed, taken.chunk
        said = {
            "command": OPERATION, "kind": listed.kind, "number": listed.number, "chunk": chunk.number,
            "part": chunk.part, "rows": chunk.rows, "counts": counts,
        }  # fmt: skip
        exchange = Exchange(
            correlation_id=str(uuid.uuid4()),
            received_at=self._clock(),
            service=SERVICE,
            outcome=DONE,
            request=json.dumps(said, ensure_ascii=False, sort_keys=True).encode(),
            answer=b"",
            verified=True,
            operation=OPERATION,
            agreement=listed.agreement,
            purpose=listed.purpose,
            result_number=listed.result_number,
        )
        people = {one.subject for one in taken.verdicts if one is not None and one.subject is not None}
        write(session, self._vault, exchange, people)

    def _put_behind(self, chunk_ids: list[int]) -> None:
        with writing(self._engine) as session:
            chunk = update(table_of(ListChunk)).where(ListChunk.id.in_(chunk_ids))
            session.execute(chunk.values(attempts=ListChunk.attempts + 1))

    def _forever(self) -> None:
        pause = threading.Event()
        while True:
            pause.wait(self.round())

    def round(self) -> float:
        """Work, whatever happens; gives the seconds until the next round."""
        try:
            self.run()
        except StoreUnavailable:
            return _RETRY_SECONDS  # the calls tell of it
        except Exception as error:  # noqa: BLE001 - the next chunk must have its turn
            log.error("a chunk of a list failed", error=type(error).__name__)  # noqa: TRY400 - no values
        return _POLL_SECONDS


def _remaining(taken: _Taken, gone: frozenset[int]) -> Iterable[Verdict | None]:
    return (verdict for place, verdict in enumerate(taken.verdicts) if place not in gone)


def _next() -> Select[ListChunk]:
    """What waits longest, those behind that failed; a chunk that failed too often waits for an operator."""
    waiting = select(ListChunk).where(ListChunk.done_at.is_(None), ListChunk.attempts < LIST_ATTEMPTS)
    return waiting.order_by(ListChunk.attempts, ListChunk.id).limit(1)


def waiting_rows(session: Session) -> int:
    """The rows that wait for a worker."""
    waiting = select(func.sum(ListChunk.rows)).where(ListChunk.done_at.is_(None), ListChunk.attempts < LIST_ATTEMPTS)
    return session.scalar(waiting) or 0


def try_again(session: Session) -> int:
    """Let the chunks that failed too often have their turn again; gives how many."""
    stuck = update(table_of(ListChunk)).where(ListChunk.done_at.is_(None), ListChunk.attempts >= LIST_ATTEMPTS)
    return int(session.execute(stuck.values(attempts=0)).rowcount)  # type: ignore[attr-defined]
