"""Sealing: in the background of every serving process, or once by `jembatan journal seal`.

No call waits for it. Whoever comes first adds the seal of the next number; the others find it taken.
"""

import random
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import structlog
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from adapter.clock import Clock
from adapter.errors import JembatanError
from adapter.journal import anchor, seals
from adapter.journal.digests import digested
from adapter.journal.models import Entry
from adapter.limits import MAX_SEAL_ENTRIES, SEAL_INTERVAL, SEAL_PATIENCE
from adapter.records.database import reading, writing
from adapter.security import Signer

_POLL_SECONDS = 0.05
_RETRY_SECONDS = 60
"""After a round that failed: the log should tell of it, not be filled with it."""

_WRITERS = text("""
    SELECT DISTINCT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND relation = 'journal_entry'::regclass
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
""")

log = structlog.get_logger("jembatan")


class StillUnderWay(JembatanError):
    """A call has been under way for too long to seal what came after it."""


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals a journal. `anchor` is the file that follows it, or None."""

    engine: Engine
    signer: Signer
    clock: Clock
    anchor: Path | None
    patience: float = SEAL_PATIENCE.total_seconds()

    def start(self) -> None:
        """Seal from time to time, in a thread that ends with the process and never ends it."""
        threading.Thread(target=self._run, name="sealer", daemon=True).start()

    def seal(self) -> int:
        """Seal every entry that has none yet; gives how many were sealed here.

        Raises StoreUnavailable; StillUnderWay; AnchorError where the anchor contradicts the database, which is
        then not sealed further: a new seal would hide that something is gone. OSError for an anchor out of reach.
        """
        with suppress(OSError):
            # An anchor out of reach is told of below: what it cannot follow now should have its seal all the same.
            self._follow()
        sealed = self._seal_runs(decided(self.engine, self.patience))
        self._follow()
        return sealed

    def _seal_runs(self, upto: int) -> int:
        sealed = 0
        with reading(self.engine) as session:
            previous = seals.last(session)
            entries = digested(session, after=previous.last_id if previous else 0, upto=upto)
            while run := list(islice(entries, MAX_SEAL_ENTRIES)):
                seal = seals.make(self.signer, previous, run, self.clock())
                with writing(self.engine) as other:
                    if not seals.store(other, seal):
                        break  # another process was first, and seals the rest
                previous = seal
                sealed += len(run)
        return sealed

    def _follow(self) -> None:
        if self.anchor is None:
            return
        if not self.anchor.exists():
            with reading(self.engine) as session:
                newest = seals.last(session)
            if newest is None:
                return  # an anchor that is there means that there was a seal
            if newest.number > 1:
                log.warning("anchor begun anew", path=str(self.anchor), seals=newest.number)
        anchor.follow(self.anchor, self.engine)

    def _run(self) -> None:
        # A process that keeps dying in its first seconds must get to seal, too.
        pause = 0.0
        while True:
            time.sleep(pause)
            pause = self.round()

    def round(self) -> float:
        """Seal, whatever happens; gives the seconds until the next round."""
        try:
            self.seal()
        except Exception as error:  # noqa: BLE001 - calls go on, and so must the next round
            reason = str(error) if isinstance(error, JembatanError) else None
            log.error("journal not sealed", error=type(error).__name__, reason=reason)  # noqa: TRY400 - no values of a message
            return _RETRY_SECONDS
        # Not in step with the other processes, or all of them would do the same work at once.
        return SEAL_INTERVAL.total_seconds() * random.uniform(0.8, 1)  # noqa: S311 - no secret


def decided(engine: Engine, patience: float) -> int:
    """An id up to which no entry can appear any more; 0 for an empty journal. Raises StillUnderWay.

    SQLite has one writer, so ids are committed in their order. PostgreSQL hands them out before the commit: a
    lesser id may appear after a greater one. But who has been given an id holds the table's ROW EXCLUSIVE lock
    until its transaction has ended, and ids only rise (the sequence caches none). So: once all who held
    that lock *after* some id was seen have ended, every id up to it is there, or never will be.
    """
    with reading(engine) as session:
        newest = session.scalar(select(func.max(Entry.id))) or 0
        if engine.dialect.name == "postgresql":
            _wait_for_writers(session, patience)
    return int(newest)


def _wait_for_writers(session: Session, patience: float) -> None:
    # pg_locks is no table: it tells how things stand now, not at the transaction's snapshot.
    until = time.monotonic() + patience
    waiting = set(session.scalars(_WRITERS))
    while waiting:
        if time.monotonic() > until:
            raise StillUnderWay(
                f"a transaction on the journal has not ended for {patience:.0f} s; sealing waits for it"
            )
        time.sleep(_POLL_SECONDS)
        waiting &= set(session.scalars(_WRITERS))
