"""A leg that we pull: a page is asked for, verified, and applied with the mark that it reaches."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from adapter.agreements.receiving import Incoming
from adapter.agreements.terms import Agreement
from adapter.errors import Refusal
from adapter.exchange import parts
from adapter.exchange.parts import At, Moved, PartKey, Range
from adapter.exchange.runs import DELTA, FULL
from adapter.exchange.set_aside import PULL, Place
from adapter.records.cards import Receipt
from adapter.records.database import reading, writing
from adapter.records.marks import mark_of, move_mark, onward_from
from adapter.registry.elements import require_sent
from adapter.registry.standing import Standing
from clients.base import PartnerClient
from clients.errors import ContractRefused
from clients.sync.legs import Naming, Paged, sort_out
from clients.sync.poison import take_each
from clients.sync.resting import StoreRestored, name_of
from clients.sync.site import REJECTED, SUCCESS, Line, Said, Site
from clients.sync.ways import Fetched, Way

PART_TOKENS = 10_000
"""Tokens of one part of a full pull: a minute of work, and enough parts for several workers."""
MOST_PARTS = 1000
"""Of one leg."""
_BEGINNING = At(0, None, 0)


@dataclass(frozen=True, slots=True)
class Pull:
    """A list that we pull, by the tokens of its rows (`changes`).

    Where the list is told whole by another operation, under the other party's cursor, that is `whole`: a full exchange
    is then one part, and what changed while it went on comes by token after it.
    """

    name: str
    agreement: Agreement
    client: type[PartnerClient]
    changes: Way
    naming: Naming
    whole: Way | None = None
    direction: str = PULL

    @property
    def operation(self) -> str:
        """By which changes come."""
        return self.changes.operation

    @property
    def mark(self) -> str:
        """As the operation."""
        return self.changes.operation

    def way(self, stage: str) -> Way:
        """How it comes in a stage."""
        return self.whole if stage == FULL and self.whole is not None else self.changes

    def full(self, site: Site) -> list[Range]:
        """Ranges of tokens up to the newest there is; or one part, of what is told whole."""
        newest = self.look(site, DELTA).newest or 0
        if self.whole is not None:
            with reading(site.engine) as session:
                onward = onward_from(session, self.agreement.code, self.mark, newest)
            return [Range(0, None, self.look(site, FULL).remaining, onward)]
        # An empty list has its part, too: at its end the mark is moved to where the list stands.
        # The number is the other party's word: it must not make parts without end.
        wide = max(PART_TOKENS, -(-newest // MOST_PARTS))
        starts = range(0, max(newest, 1), wide)
        return [Range(first, min(first + wide, newest), newest=newest) for first in starts]

    def look(self, site: Site, stage: str, seen: At = _BEGINNING) -> Fetched:
        """One record after a place, which is not applied, for what is told beside it: how much there is.

        Raises ClientError, Refusal, StoreUnavailable.
        """
        way, line = self.way(stage), site.line(self.client)
        fetched = self._next(site, line, stage, seen, 1)
        touched = {self.naming.subject_of(site, row) for row in fetched.rows}
        with writing(site.engine) as session:
            self._write_down(site, session, line, way, fetched, touched)
        return fetched

    def delta(self, site: Site) -> list[Range]:
        """From the mark on."""
        with reading(site.engine) as session:
            return [Range(mark_of(session, self.agreement.code, self.mark), None)]

    def page(self, site: Site, key: PartKey) -> Paged:
        """Ask for the next page and apply it."""
        way = self.way(key.stage)
        with reading(site.engine) as session:
            seen = parts.at(session, key)
        if seen.done:
            return Paged(Counter(), more=False)
        line = site.line(self.client)
        fetched = self._next(site, line, key.stage, seen, site.size)
        with self._rejecting(site, line, way), writing(site.engine) as session:
            return self._apply(site, session, key, seen, fetched, line)

    def _next(self, site: Site, line: Line[Any], stage: str, seen: At, size: int) -> Fetched:
        """The page after a place. Raises StoreRestored, too, where a list of changes ends before it."""
        way = self.way(stage)
        fetched = self._ask(site, line, way, seen, size)
        if stage == DELTA and fetched.newest is not None and fetched.newest < seen.reached:
            self._reject(site, line, way)
            raise self._restored(site, seen)
        return fetched

    @contextmanager
    def _rejecting(self, site: Site, line: Line[Any], way: Way) -> Iterator[None]:
        try:
            yield
        except Refusal:
            # It was said, and our own terms do not let it in.
            self._reject(site, line, way)
            raise

    def _ask(self, site: Site, line: Line[Any], way: Way, seen: At, size: int) -> Fetched:
        try:
            return site.patience.ask(
                site.peer(line),
                lambda: site.require_open(self.agreement, way.operation),
                lambda: way.fetch(line.client, seen, size),
                partial(site.note_failure, line, way.operation),
            )
        except ContractRefused as error:
            if any(one.jalur.endswith("/sejakToken") for one in error.kesalahan):
                raise self._restored(site, seen) from error
            raise

    def _restored(self, site: Site, seen: At) -> StoreRestored:
        return StoreRestored(name_of(self.agreement, site.other), self.agreement.code, seen.reached)

    def _apply(
        self, site: Site, session: Session, key: PartKey, seen: At, fetched: Fetched, line: Line[Any]
    ) -> Paged:  # fmt: skip
        way = self.way(key.stage)
        # Whoever does this page beside us waits here, and finds it done.
        parts.require(session, key, seen)
        rows = [row for row in fetched.rows if seen.last is None or row.tokenUrut <= seen.last]
        counts = self._take(site, session, way, fetched, rows, line, key.run_id)
        now = site.clock()
        reached = fetched.reached if seen.last is None else min(fetched.reached, seen.last)
        done = not fetched.more or reached == seen.last
        parts.move(session, key, seen, Moved(reached, fetched.cursor, counts, done, fetched.remaining), now)
        if seen.newest is None:
            move_mark(session, self.agreement.code, self.mark, seen.reached, reached, now)
        return Paged(counts, not done)

    def _take(
        self,
        site: Site,
        session: Session,
        way: Way,
        fetched: Fetched,
        rows: Sequence[Any],
        line: Line[Any],
        run_id: str | None = None,
    ) -> Counter[str]:
        """Apply rows of an answer, set aside those that cannot be, and write the answer down."""
        now = site.clock()
        standing = site.standing(session, self.agreement, way.operation, now)
        require_sent(standing, fetched.message, site.other)
        to = Incoming(session, site.vault, now, fetched.message.kepala.idPesanAsal, standing)
        receipts = take_each(session, rows, partial(way.take, to), self.name)
        place = Place(self.agreement.code, self.name, PULL, run_id)
        counts = sort_out(site, session, place, self.naming, rows, receipts, now)
        self._write_down(site, session, line, way, fetched, [receipt.subject for receipt in receipts])
        return counts

    def take_one(self, site: Site, token: int) -> Counter[str]:
        """Pull the record that stands under a token, by itself: no part and no mark is moved.

        Raises ClientError, Refusal, StoreUnavailable.
        """
        line, way = site.line(self.client), self.changes
        fetched = self._ask(site, line, way, At(token - 1, token, token - 1), 1)
        rows = [row for row in fetched.rows if row.tokenUrut == token]
        with self._rejecting(site, line, way), writing(site.engine) as session:
            return self._take(site, session, way, fetched, rows, line)

    def take_again(
        self,
        site: Site,
        session: Session,
        standing: Standing,
        rows: Sequence[Any],
        message_id: str,
        said_at: datetime,
    ) -> list[Receipt]:
        """Apply rows that were set aside, as they were told at `said_at`, once more."""
        to = Incoming(session, site.vault, site.clock(), message_id, standing, said_at)
        return take_each(session, rows, partial(self.changes.take, to), self.name)

    def _write_down(
        self,
        site: Site,
        session: Session,
        line: Line[Any],
        way: Way,
        fetched: Fetched,
        touched: Iterable[bytes | None],
    ) -> None:
        said = Said(line, way.operation, site.clock(), SUCCESS, fetched.message.kepala)
        site.write_down(session, said, touched)

    def _reject(self, site: Site, line: Line[Any], way: Way) -> None:
        with writing(site.engine) as session:
            site.write_down(session, Said(line, way.operation, site.clock(), REJECTED))
