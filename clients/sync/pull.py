"""A leg that we pull: a page is asked for, verified, and applied with the mark that it reaches."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.exchange import runs
from adapter.exchange.runs import DELTA, At, Moved, PartKey, Range
from adapter.exchange.set_aside import PULL, Place
from adapter.records.cards import Receipt
from adapter.records.database import reading, writing
from adapter.records.marks import mark_of, move_mark, raise_mark
from adapter.records.vault import Vault
from adapter.registry.elements import require_sent
from clients.base import PartnerClient
from clients.errors import ClientError, RequestRefused
from clients.sync.legs import Naming, Paged, sort_out
from clients.sync.site import SUCCESS, Line, Said, Site

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
        page = self.fetch(site.line(self.client).client, At(0, None, 0, None, 0, done=False), 1)
        if self.token is None:
            return [Range(0, None, page.remaining)]
        newest = page.newest or 0
        starts = range(0, newest, PART_TOKENS)
        return [Range(start, min(start + PART_TOKENS, newest)) for start in starts]

    def delta(self, site: Site) -> list[Range]:
        """From the mark on."""
        if self.token is None:
            return []
        with reading(site.engine) as session:
            return [Range(mark_of(session, self.agreement.code, self.operation), None)]

    def close_full(self, site: Site, session: Session, last: int) -> None:
        """Deltas go on from `last`."""
        if self.token is not None:
            raise_mark(session, self.agreement.code, self.operation, last, site.clock())

    def page(self, site: Site, key: PartKey) -> Paged:
        """Ask for the next page and apply it."""
        with reading(site.engine) as session:
            seen = runs.at(session, key)
            if not seen.done:
                site.standing(session, self.agreement, self.operation, site.clock())
        if seen.done:
            return Paged(Counter(), more=False)
        line, now = site.line(self.client), site.clock()
        try:
            fetched = self.fetch(line.client, seen, site.size)
        except ClientError as error:
            self._write_down_refusal(site, line, now, error)
            raise
        with writing(site.engine) as session:
            return self._apply(site, session, key, seen, fetched, line)

    def _apply(self, site: Site, session: Session, key: PartKey, seen: At, fetched: Fetched, line: Line[Any]) -> Paged:
        now = site.clock()
        standing = site.standing(session, self.agreement, self.operation, now)
        require_sent(standing, fetched.message, site.other)
        heading = fetched.message.kepala
        rows = [row for row in fetched.rows if self._inside(row, seen)]
        receipts = self.take(Incoming(session, site.vault, now, heading.idPesanAsal), rows)
        place = Place(self.agreement.code, self.name, PULL, key.run_id)
        counts = sort_out(site, session, place, self.naming, rows, receipts, now)
        reached = fetched.reached if seen.last is None else min(fetched.reached, seen.last)
        done = not fetched.more or reached == seen.last
        runs.move(session, key, seen, Moved(reached, fetched.cursor, counts, done, fetched.remaining), now)
        if key.stage == DELTA:
            move_mark(session, self.agreement.code, self.operation, seen.reached, reached, now)
        touched = [receipt.subject for receipt in receipts if receipt.subject is not None]
        site.write_down(session, Said(line, self.operation, now, SUCCESS, heading), touched)
        return Paged(counts, not done)

    def _inside(self, row: Any, seen: At) -> bool:  # noqa: ANN401 - a row of any list
        return self.token is None or seen.last is None or self.token(row) <= seen.last

    def take_again(self, site: Site, session: Session, rows: Sequence[Any], message_id: str) -> list[Receipt]:
        """Apply rows that were set aside once more."""
        return self.take(Incoming(session, site.vault, site.clock(), message_id), rows)

    def _write_down_refusal(self, site: Site, line: Line[Any], now: datetime, error: ClientError) -> None:
        if not line.recorder.answer:
            return  # nothing was said
        outcome = error.kodeGalat if isinstance(error, RequestRefused) else "JAWABAN_DITOLAK"
        with writing(site.engine) as session:
            site.write_down(session, Said(line, self.operation, now, outcome))
