"""A leg that we push: a page is made and kept, sent under its own idPesan, and acknowledged with its journal entry."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from adapter.agreements.operation import Call
from adapter.agreements.structures import KepalaJawaban
from adapter.agreements.terms import Agreement
from adapter.exchange import outgoing, runs
from adapter.exchange.outgoing import Outgoing
from adapter.exchange.runs import DELTA, At, Moved, PartKey, Range
from adapter.exchange.set_aside import PUSH, Place
from adapter.records.cards import Receipt
from adapter.records.database import reading, writing
from adapter.records.marks import mark_of, move_mark
from adapter.registry.elements import require_sent, restrict
from adapter.registry.standing import Standing
from clients.base import PartnerClient
from clients.errors import ClientError, RequestRefused
from clients.sync.legs import Naming, Paged, Source, sort_out
from clients.sync.site import SUCCESS, Line, Said, Site

DIFFERENT = "DUPLIKAT_BERBEDA_ISI"


@dataclass(frozen=True, slots=True)
class Push:
    """A list that we push. `row` is the class of its rows; `send` sends rows under an idPesan.

    `results` gives of the answer what became of each row, in order; `largest` is how many rows a message may have.
    `marked` names the mark where it is not the operation's; `as_row` makes a row of a record that is compared.
    """

    name: str
    agreement: Agreement
    operation: str
    client: type[PartnerClient]
    source: Source
    row: type
    send: Callable[[Any, Sequence[Any], str], Any]
    results: Callable[[Any], Sequence[str]]
    naming: Naming
    largest: int
    marked: str | None = None
    as_row: Callable[[Any], Any] = lambda record: record
    direction: str = PUSH

    @property
    def mark(self) -> str:
        """The operation's name, unless several lists go by it."""
        return self.marked or self.operation

    def full(self, site: Site) -> list[Range]:
        """All that the source has."""
        with reading(site.engine) as session:
            return self.source.ranges(session)

    def delta(self, site: Site) -> list[Range]:
        """From the mark on, if there is anything."""
        with reading(site.engine) as session:
            return self.source.changes(session, mark_of(session, self.agreement.code, self.mark))

    def page(self, site: Site, key: PartKey) -> Paged:
        """Make the next page, or take up the one that was made; send it, and take the acknowledgement down."""
        with reading(site.engine) as session:
            seen = runs.at(session, key)
            page = None if seen.done else outgoing.waiting(session, site.vault, key, seen.reached, self.row)
        if seen.done:
            return Paged(Counter(), more=False)
        page = page or self._make(site, key, seen)
        if not page.made.rows:
            return self._pass(site, key, seen, page)
        line, now = site.line(self.client), site.clock()
        try:
            answer = self.send(line.client, page.made.rows, page.message_id)
        except ClientError as error:
            self._refused(site, line, now, page, error)
            raise
        with writing(site.engine) as session:
            return self._acknowledge(site, session, key, seen, page, answer, line)

    def _make(self, site: Site, key: PartKey, seen: At) -> Outgoing:
        now, size = site.clock(), min(site.size, self.largest)
        with reading(site.engine) as session:
            standing = site.standing(session, self.agreement, self.operation, now)
            call = self.call(site, session, standing, now)
            made = (self.source.delta if key.stage == DELTA else self.source.full)(call, seen, size)
            # What may not leave must not even be kept to leave.
            rows = tuple(restrict(row, standing.effective) for row in made.rows)
            require_sent(standing, rows, site.own)
        made = outgoing.Made(rows, made.reached, made.more)
        if not rows:
            return Outgoing("", made, standing.version)
        with writing(site.engine) as session:
            runs.require(session, key, seen)
            return outgoing.keep(session, site.vault, key, seen.reached, made, standing.version, now)

    def call(self, site: Site, session: Session, standing: Standing, now: datetime) -> Call:
        """What an operation at our own host would be given to answer the same question."""
        heading = KepalaJawaban(
            idPesan="", idPesanAsal="", waktuJawab=now, nomorHasil="", versiElemen=standing.version, ulangan=False
        )
        effective = dict(standing.effective)
        purpose = self.client.purpose
        return Call(session, site.vault, self.agreement, standing, effective, purpose, now, heading, site.other)

    def _pass(self, site: Site, key: PartKey, seen: At, page: Outgoing) -> Paged:
        """Nothing of these may leave, or nothing is there: on to the next."""
        with writing(site.engine) as session:
            self._move(site, session, key, seen, page, Counter())
        return Paged(Counter(), page.made.more)

    def _acknowledge(
        self,
        site: Site,
        session: Session,
        key: PartKey,
        seen: At,
        page: Outgoing,
        answer: Any,  # noqa: ANN401 - any answer
        line: Line[Any],
    ) -> Paged:
        now = site.clock()
        outgoing.acknowledge(session, page.message_id)
        receipts = [Receipt(result) for result in self.results(answer)]
        place = Place(self.agreement.code, self.name, PUSH, key.run_id)
        counts = sort_out(site, session, place, self.naming, page.made.rows, receipts, now)
        self._move(site, session, key, seen, page, counts)
        touched = {self.naming.subject_of(site, row) for row in page.made.rows}
        said = Said(line, self.operation, now, SUCCESS, answer.kepala)
        site.write_down(session, said, [subject for subject in touched if subject is not None])
        return Paged(counts, page.made.more)

    def _move(self, site: Site, session: Session, key: PartKey, seen: At, page: Outgoing, counts: Counter[str]) -> None:
        now, reached = site.clock(), page.made.reached
        runs.move(session, key, seen, Moved(reached, None, counts, not page.made.more), now)
        if seen.newest is None:
            move_mark(session, self.agreement.code, self.mark, seen.reached, reached, now)

    def _refused(self, site: Site, line: Line[Any], now: datetime, page: Outgoing, error: ClientError) -> None:
        if not line.recorder.answer:
            return  # nobody knows whether it arrived: it goes out again as it is
        outcome = error.kodeGalat if isinstance(error, RequestRefused) else "JAWABAN_DITOLAK"
        with writing(site.engine) as session:
            if isinstance(error, RequestRefused):
                # It was not carried out. Made anew, it follows what the lists are then, and what the records say.
                outgoing.drop(session, [page.message_id])
            site.write_down(session, Said(line, self.operation, now, outcome))
