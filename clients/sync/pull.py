"""A leg that we pull: a page is asked for, verified, and applied with the mark that it reaches."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.errors import Refusal
from adapter.exchange import runs
from adapter.exchange.runs import DELTA, At, Moved, PartKey, Range
from adapter.exchange.set_aside import PULL, Place
from adapter.records.cards import Receipt
from adapter.records.database import reading, writing
from adapter.records.marks import mark_of, move_mark, put_mark
from adapter.records.vault import Vault
from adapter.registry.elements import require_sent
from clients.base import PartnerClient
from clients.errors import ClientError, ContractRefused
from clients.sync.legs import Naming, Paged, sort_out
from clients.sync.poison import take_each
from clients.sync.resting import StoreRestored, name_of
from clients.sync.site import REJECTED, SUCCESS, Line, Said, Site, outcome_of

PART_TOKENS = 10_000
"""Tokens of one part of a full pull: a minute of work, and enough parts for several workers."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Where received records go: the transaction, the vault, the time, and the idPesan that asked for them."""

    session: Session
    vault: Vault
    now: datetime
    message_id: str


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


@dataclass(frozen=True, slots=True)
class Pull:
    """A list that we pull. `fetch` asks for the page after a place; `take` applies rows, a receipt for each, in order.

    `token` is a row's token, None where the list has none: it is then gone through from the beginning, in one part, by
    the other party's cursor, and there is no delta. `row` is the class of its rows, as which they are set aside.
    """

    name: str
    agreement: Agreement
    operation: str
    client: type[PartnerClient]
    fetch: Callable[[Any, At, int], Fetched]
    take: Callable[[Incoming, Sequence[Any]], list[Receipt]]
    row: type
    naming: Naming
    token: Callable[[Any], int] | None
    direction: str = PULL

    def full(self, site: Site) -> list[Range]:
        """Ranges of tokens up to the newest there is."""
        line = site.line(self.client)
        fetched = self._ask(site, line, At(0, None, 0, None, 0, done=False), 1)
        with writing(site.engine) as session:
            touched = {self.naming.subject_of(site, row) for row in fetched.rows}
            self._write_down(site, session, line, fetched, touched)
        if self.token is None:
            return [Range(0, None, fetched.remaining)]
        newest = fetched.newest or 0
        # An empty list has its part, too: at its end the mark is moved to where the list stands.
        starts = range(0, max(newest, 1), PART_TOKENS)
        return [Range(start, min(start + PART_TOKENS, newest)) for start in starts]

    def delta(self, site: Site) -> list[Range]:
        """From the mark on."""
        if self.token is None:
            return []
        with reading(site.engine) as session:
            return [Range(mark_of(session, self.agreement.code, self.operation), None)]

    def close_full(self, site: Site, session: Session, last: int) -> None:
        """Deltas go on from `last`, even where the mark was beyond it: the other party's store was restored then."""
        if self.token is not None:
            put_mark(session, self.agreement.code, self.operation, last, site.clock())

    def page(self, site: Site, key: PartKey) -> Paged:
        """Ask for the next page and apply it."""
        with reading(site.engine) as session:
            seen = runs.at(session, key)
        if seen.done:
            return Paged(Counter(), more=False)
        line = site.line(self.client)
        fetched = self._ask(site, line, seen, site.size, key.run_id)
        if key.stage == DELTA and fetched.newest is not None and fetched.newest < seen.reached:
            self._reject(site, line)
            raise self._restored(site, seen)
        try:
            with writing(site.engine) as session:
                return self._apply(site, session, key, seen, fetched, line)
        except Refusal:
            # It was said, and our own terms do not let it in.
            self._reject(site, line)
            raise

    def _ask(self, site: Site, line: Line[Any], seen: At, size: int, run_id: str | None = None) -> Fetched:
        def failed(error: ClientError) -> None:
            with writing(site.engine) as session:
                if line.recorder.answer:
                    site.write_down(session, Said(line, self.operation, site.clock(), outcome_of(error)))
                if run_id is not None:
                    site.told(session, run_id, line)

        try:
            return site.patience.ask(
                site.peer(line),
                lambda: site.require_open(self.agreement, self.operation),
                lambda: self.fetch(line.client, seen, size),
                failed,
            )
        except ContractRefused as error:
            if any(one.jalur.endswith("/sejakToken") for one in error.kesalahan):
                raise self._restored(site, seen) from error
            raise

    def _restored(self, site: Site, seen: At) -> StoreRestored:
        return StoreRestored(name_of(self.agreement, site.other), self.agreement.code, seen.reached)

    def _apply(self, site: Site, session: Session, key: PartKey, seen: At, fetched: Fetched, line: Line[Any]) -> Paged:
        now = site.clock()
        # Whoever does this page beside us waits here, and finds it done.
        runs.require(session, key, seen)
        standing = site.standing(session, self.agreement, self.operation, now)
        require_sent(standing, fetched.message, site.other)
        heading = fetched.message.kepala
        rows = [row for row in fetched.rows if self._inside(row, seen)]
        to = Incoming(session, site.vault, now, heading.idPesanAsal)
        receipts = take_each(session, rows, partial(self.take, to), self.name)
        place = Place(self.agreement.code, self.name, PULL, key.run_id)
        counts = sort_out(site, session, place, self.naming, rows, receipts, now)
        reached = fetched.reached if seen.last is None else min(fetched.reached, seen.last)
        done = not fetched.more or reached == seen.last
        runs.move(session, key, seen, Moved(reached, fetched.cursor, counts, done, fetched.remaining), now)
        if key.stage == DELTA:
            move_mark(session, self.agreement.code, self.operation, seen.reached, reached, now)
        self._write_down(site, session, line, fetched, [receipt.subject for receipt in receipts])
        return Paged(counts, not done)

    def _inside(self, row: Any, seen: At) -> bool:  # noqa: ANN401 - a row of any list
        return self.token is None or seen.last is None or self.token(row) <= seen.last

    def take_again(self, site: Site, session: Session, rows: Sequence[Any], message_id: str) -> list[Receipt]:
        """Apply rows that were set aside once more."""
        to = Incoming(session, site.vault, site.clock(), message_id)
        return take_each(session, rows, partial(self.take, to), self.name)

    def _write_down(
        self, site: Site, session: Session, line: Line[Any], fetched: Fetched, touched: Iterable[bytes | None]
    ) -> None:
        said = Said(line, self.operation, site.clock(), SUCCESS, fetched.message.kepala)
        site.write_down(session, said, [subject for subject in touched if subject is not None])

    def _reject(self, site: Site, line: Line[Any]) -> None:
        with writing(site.engine) as session:
            site.write_down(session, Said(line, self.operation, site.clock(), REJECTED))
