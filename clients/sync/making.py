"""What is pushed, and its pages as they are made: nothing is kept to leave that may not leave today."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from adapter.agreements.lines import to_line
from adapter.agreements.operation import Call
from adapter.agreements.structures import KepalaJawaban
from adapter.agreements.terms import Agreement
from adapter.exchange import outgoing, outgoing_files, parts
from adapter.exchange.outgoing import Made, Outgoing
from adapter.exchange.parts import At, PartKey, Range
from adapter.exchange.runs import DELTA
from adapter.exchange.set_aside import PUSH
from adapter.records.database import reading, writing
from adapter.records.marks import mark_of
from adapter.records.people import restricted_among
from adapter.registry.elements import require_sent, restrict
from adapter.registry.standing import Standing
from clients.base import PartnerClient
from clients.sync.legs import Naming, Source
from clients.sync.site import Site


@dataclass(frozen=True, slots=True)
class Making:
    """A list that we push. `row` is the class of its rows; `send` sends rows under an idPesan.

    `results` gives of the answer what became of each row, in order; `largest` is how many rows a message may have.
    `marked` names the mark where it is not the operation's; `as_row` makes a row of a record that is compared.
    `also` is what else an answer to these rows brings about, in the transaction that takes it down.
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
    also: Callable[[Site, Session, Sequence[Any], Any], None] = lambda *_: None
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

    def still_right(self, site: Site, key: PartKey, seen: At, page: Outgoing) -> Outgoing | None:
        """The page as it was kept; None where it is true no more, or may leave no more: it is made anew.

        Raises Overtaken where another process has gone on meanwhile.
        """
        if self.is_true(site, key, seen, seen.reached, page):
            return page
        self._drop_from(site, key, seen, seen.reached)
        return None

    def _drop_from(self, site: Site, key: PartKey, seen: At, first: int) -> None:
        """Without the page at `first`, those that were made after it for a folder may begin elsewhere."""
        with writing(site.engine) as session:
            parts.require(session, key, seen)
            outgoing.drop_from(session, key, first)

    def is_true(self, site: Site, key: PartKey, seen: At, first: int, page: Outgoing) -> bool:
        """Whether all that the page says may leave, and is what we should say now.

        A page is said when it leaves, not when it was made: an older state would undo what the other party has got
        from us by another way meanwhile. One that it has received already is made anew without harm: of what has not
        changed it then says that it has it.
        """
        if not self.may_leave(site, page):
            return False
        made, _ = self._gather(site, key, seen, first)
        # Others may stand beside them: those that the other party refused are set aside, and not in the page.
        now = {to_line(row) for row in made.rows}
        return all(to_line(row) in now for row in page.made.rows)

    def may_leave(self, site: Site, page: Outgoing) -> bool:
        """Whether all of the page may leave today."""
        with reading(site.engine) as session:
            standing = site.standing(session, self.agreement, self.operation, site.clock())
            return self.leaving(site, session, standing, page.made.rows) == page.made.rows

    def leaving(self, site: Site, session: Session, standing: Standing, rows: Sequence[Any]) -> tuple[Any, ...]:
        """Of these rows what may leave today: elements in force, of nobody whose processing is restricted by now.

        UU 27/2022 Pasal 40-41 knows no exception for what was made ready, or set aside, before.
        """
        subjects = [self.naming.subject_of(site, row) for row in rows]
        withheld = restricted_among(session, {one for one in subjects if one is not None})
        pairs = zip(rows, subjects, strict=True)
        return tuple(restrict(row, standing.effective) for row, subject in pairs if subject not in withheld)

    def following(self, site: Site, key: PartKey, first: int) -> Outgoing:
        """The page that leads on from `first`, made where none is under way; without rows at the part's end.

        For who makes pages before the one ahead is acknowledged: its part cannot move over a page without rows, so
        that one is passed over here.
        """
        with reading(site.engine) as session:
            seen = parts.at(session, key)
            page = outgoing.waiting(session, site.vault, key, first, self.row)
            # A file says what was so when it was signed, and is judged by that: it may lie for weeks.
            told = page is not None and outgoing_files.counts_still(session, page.message_id, site.clock())
        if page is not None and (self.may_leave(site, page) if told else self.is_true(site, key, seen, first, page)):
            return page
        if page is not None:
            self._drop_from(site, key, seen, first)
        return self.make(site, key, seen, first, onward=True)

    def as_now(
        self, site: Site, key: PartKey, first: int, page: Outgoing, *, without: Collection[int] = ()
    ) -> tuple[Made | None, str]:
        """The records of a page as they are now, but for those of some places; None where it would lead elsewhere.

        Beside them the version of the lists that lets them leave.
        """
        with reading(site.engine) as session:
            seen = parts.at(session, key)
        made, version = self._gather(site, key, replace(seen, last=page.made.reached), first)
        wanted = {self.naming.key(row) for number, row in enumerate(page.made.rows) if number not in without}
        rows = tuple(row for row in made.rows if self.naming.key(row) in wanted)
        leads_on = made.reached == page.made.reached
        return Made(rows, page.made.reached, page.made.more) if leads_on else None, version

    def make(self, site: Site, key: PartKey, seen: At, first: int, *, onward: bool = False) -> Outgoing:
        """The page after `first`, kept; with `onward`, of the next records that may leave; without rows, of none."""
        made, version = self._gather(site, key, seen, first)
        while onward and made.more and not made.rows:
            made, version = self._gather(site, key, seen, made.reached)
        if not made.rows:
            return Outgoing("", made, version)
        with writing(site.engine) as session:
            parts.require(session, key, seen)
            return outgoing.keep(session, site.vault, key, first, made, version, site.clock())

    def _gather(self, site: Site, key: PartKey, seen: At, after: int) -> tuple[Made, str]:
        """The next records that may leave, and the version of the lists that lets them."""
        now, size = site.clock(), min(site.size, self.largest)
        with reading(site.engine) as session:
            standing = site.standing(session, self.agreement, self.operation, now)
            call = self.call(site, session, standing, now)
            ahead = replace(seen, reached=after)
            made = (self.source.delta if key.stage == DELTA else self.source.full)(call, ahead, size)
            # What may not leave must not even be kept to leave.
            rows = self.leaving(site, session, standing, made.rows)
            require_sent(standing, rows, site.own)
        return Made(rows, made.reached, made.more), standing.version

    def call(self, site: Site, session: Session, standing: Standing, now: datetime) -> Call:
        """What an operation at our own host would be given to answer the same question."""
        heading = KepalaJawaban(
            idPesan="", idPesanAsal="", waktuJawab=now, nomorHasil="", versiElemen=standing.version, ulangan=False
        )
        effective = dict(standing.effective)
        purpose = self.client.purpose
        return Call(session, site.vault, self.agreement, standing, effective, purpose, now, heading, site.other)
