"""A leg that we pull: a page is asked for, verified, and applied with the mark that it reaches."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from adapter.agreements.receiving import Incoming
from adapter.agreements.terms import Agreement
from adapter.exchange import runs
from adapter.exchange.runs import FULL, At, Moved, PartKey, Range
from adapter.exchange.set_aside import PULL, Place
from adapter.records.cards import Receipt
from adapter.records.database import reading, writing
from adapter.records.marks import mark_of, move_mark
from adapter.registry.elements import require_sent
from clients.base import PartnerClient
from clients.errors import ClientError, RequestRefused
from clients.sync.legs import Naming, Paged, sort_out
from clients.sync.site import SUCCESS, Line, Said, Site

PART_TOKENS = 10_000
"""Tokens of one part of a full pull: a minute of work, and enough parts for several workers."""


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
        client, start = site.line(self.client).client, At(0, None, 0, None, 0, done=False)
        newest = self.changes.fetch(client, start, 1).newest or 0
        if self.whole is not None:
            return [Range(0, None, self.whole.fetch(client, start, 1).remaining, newest)]
        starts = range(0, newest, PART_TOKENS)
        return [Range(first, min(first + PART_TOKENS, newest), newest=newest) for first in starts]

    def delta(self, site: Site) -> list[Range]:
        """From the mark on."""
        with reading(site.engine) as session:
            return [Range(mark_of(session, self.agreement.code, self.mark), None)]

    def page(self, site: Site, key: PartKey) -> Paged:
        """Ask for the next page and apply it."""
        way = self.way(key.stage)
        with reading(site.engine) as session:
            seen = runs.at(session, key)
            if not seen.done:
                site.standing(session, self.agreement, way.operation, site.clock())
        if seen.done:
            return Paged(Counter(), more=False)
        line, now = site.line(self.client), site.clock()
        try:
            fetched = way.fetch(line.client, seen, site.size)
        except ClientError as error:
            self._write_down_refusal(site, line, Said(line, way.operation, now, _outcome(error)))
            raise
        with writing(site.engine) as session:
            return self._apply(site, session, key, seen, fetched, line)

    def _apply(
        self, site: Site, session: Session, key: PartKey, seen: At, fetched: Fetched, line: Line[Any]
    ) -> Paged:  # fmt: skip
        now, way = site.clock(), self.way(key.stage)
        standing = site.standing(session, self.agreement, way.operation, now)
        require_sent(standing, fetched.message, site.other)
        heading = fetched.message.kepala
        rows = [row for row in fetched.rows if seen.last is None or row.tokenUrut <= seen.last]
        receipts = way.take(Incoming(session, site.vault, now, heading.idPesanAsal, standing), rows)
        place = Place(self.agreement.code, self.name, PULL, key.run_id)
        counts = sort_out(site, session, place, self.naming, rows, receipts, now)
        reached = fetched.reached if seen.last is None else min(fetched.reached, seen.last)
        done = not fetched.more or reached == seen.last
        runs.move(session, key, seen, Moved(reached, fetched.cursor, counts, done, fetched.remaining), now)
        if seen.newest is None:
            move_mark(session, self.agreement.code, self.mark, seen.reached, reached, now)
        touched = [receipt.subject for receipt in receipts if receipt.subject is not None]
        site.write_down(session, Said(line, way.operation, now, SUCCESS, heading), touched)
        return Paged(counts, not done)

    def _write_down_refusal(self, site: Site, line: Line[Any], said: Said) -> None:
        if line.recorder.answer:  # else nothing was said
            with writing(site.engine) as session:
                site.write_down(session, said)


def _outcome(error: ClientError) -> str:
    return error.kodeGalat if isinstance(error, RequestRefused) else "JAWABAN_DITOLAK"
