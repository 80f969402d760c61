"""A leg that we push: a page is made and kept, sent under its own idPesan, and acknowledged with its journal entry."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from adapter.exchange import outgoing, outgoing_files, parts
from adapter.exchange.outgoing import Outgoing
from adapter.exchange.parts import At, Moved, Overtaken, PartKey
from adapter.exchange.set_aside import PUSH, Place
from adapter.records.cards import Receipt
from adapter.records.database import reading, writing
from adapter.records.marks import move_mark
from clients.errors import AgreementRefused, AnswerUnfit, RequestRefused, SecurityRefused, ServerFailed
from clients.sync.legs import Paged, sort_out
from clients.sync.making import Making
from clients.sync.poison import rows_named
from clients.sync.site import SUCCESS, Line, Said, Site

DIFFERENT = "DUPLIKAT_BERBEDA_ISI"
NOT_OF_THE_PAGE = (AgreementRefused, SecurityRefused, ServerFailed)
"""Refusals that say nothing about the page: the same message may count later, or has counted already."""


@dataclass(frozen=True, slots=True)
class Push(Making):
    """A list that we push: its pages made, sent, and acknowledged. Its fields are those of Making."""

    def page(self, site: Site, key: PartKey) -> Paged:
        """Make the next page, or take up the one that was made; send it, and take the acknowledgement down."""
        with reading(site.engine) as session:
            seen = parts.at(session, key)
            waiting = None if seen.done else outgoing.waiting(session, site.vault, key, seen.reached, self.row)
        if seen.done:
            return Paged(Counter(), more=False)
        page = (
            self.still_right(site, key, seen, waiting)
            if waiting is not None
            else self.make(site, key, seen, seen.reached)
        )
        if page is None:
            return Paged(Counter(), more=True)
        if not page.made.rows:
            return self._pass(site, key, seen, page)
        line = site.line(self.client)
        try:
            answer = self._send(site, line, key, seen, page)
        except RequestRefused as error:
            if isinstance(error, NOT_OF_THE_PAGE):
                raise
            with writing(site.engine) as session:
                paged = self._refused(site, session, key, seen, page, error)
            # A number that is another message's: the page gets one of its own, once.
            if paged is None and (error.kodeGalat != DIFFERENT or waiting is None):
                raise
            return paged or Paged(Counter(), more=True)
        with writing(site.engine) as session:
            return self._acknowledge(site, session, key, seen, page, answer, line)

    def to_the_end(self, site: Site, key: PartKey) -> Counter[str]:
        """Go through a part, page by page; gives its rows by result."""
        counts: Counter[str] = Counter()
        more = True
        while more:
            try:
                paged = self.page(site, key)
            except Overtaken:
                continue  # another process has carried out this page, or it was true no more
            counts, more = counts + paged.counts, paged.more
        return counts

    def _send(self, site: Site, line: Line[Any], key: PartKey, seen: At, page: Outgoing) -> Any:  # noqa: ANN401 - any answer
        tries = count()

        def may_ask() -> None:
            site.require_open(self.agreement, self.operation)
            if next(tries) and not self.is_true(site, key, seen, seen.reached, page):
                raise Overtaken(f"{self.name}: while the other party was waited for, the page has become untrue")

        return site.patience.ask(
            site.peer(line),
            may_ask,
            lambda: self._whole(self.send(line.client, page.made.rows, page.message_id), page),
            partial(site.note_failure, line, self.operation),
        )

    def _whole(self, answer: Any, page: Outgoing) -> Any:  # noqa: ANN401 - any answer
        told, sent = len(self.results(answer)), len(page.made.rows)
        if told != sent:
            raise AnswerUnfit(f"{self.operation}: the answer tells of {told} rows, {sent} were sent")
        return answer

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
        outgoing.acknowledge(session, page.message_id)
        counts = self.take_down(site, session, key, page, answer, line)
        self._move(site, session, key, seen, page, counts)
        self.roll_on(site, session, key)
        return Paged(counts, not parts.at(session, key).done)

    def take_down(
        self,
        site: Site,
        session: Session,
        key: PartKey,
        page: Outgoing,
        answer: Any,  # noqa: ANN401 - any answer
        line: Line[Any],
    ) -> Counter[str]:
        """What the other party has answered: the records that it did not take, and the journal's entry."""
        now = site.clock()
        receipts = [Receipt(result) for result in self.results(answer)]
        place = Place(self.agreement.code, self.name, PUSH, key.run_id)
        counts = sort_out(site, session, place, self.naming, page.made.rows, receipts, now)
        self.also(site, session, page.made.rows, answer)
        touched = {self.naming.subject_of(site, row) for row in page.made.rows}
        said = Said(line, self.operation, now, SUCCESS, answer.kepala)
        site.write_down(session, said, touched)
        return counts

    def roll_on(self, site: Site, session: Session, key: PartKey) -> None:
        """Move the part over the pages from where it is that were acknowledged before their turn."""
        seen = parts.locked(session, key)
        while (found := outgoing_files.acknowledged(session, key, seen.reached)) is not None:
            page, counts = found
            outgoing.acknowledge(session, page.message_id)
            self._move(site, session, key, seen, page, counts)
            seen = parts.at(session, key)

    def pass_over(self, site: Site, key: PartKey, first: int, page: Outgoing) -> None:
        """Bring the part to its end, where nothing is left to send after `first`. Raises Overtaken."""
        with reading(site.engine) as session:
            seen = parts.at(session, key)
        if seen.reached == first and not seen.done:
            self._pass(site, key, seen, page)

    def _move(self, site: Site, session: Session, key: PartKey, seen: At, page: Outgoing, counts: Counter[str]) -> None:
        now, reached = site.clock(), page.made.reached
        parts.move(session, key, seen, Moved(reached, None, counts, not page.made.more), now)
        if seen.newest is None:
            move_mark(session, self.agreement.code, self.mark, seen.reached, reached, now)

    def _refused(
        self, site: Site, session: Session, key: PartKey, seen: At, page: Outgoing, error: RequestRefused
    ) -> Paged | None:
        """It was not carried out: set aside the rows that it names, and let the others go out as another message.

        None where it names none: made anew, the page follows what the lists are then, and what the records say.
        """
        outgoing.acknowledge(session, page.message_id)
        named = rows_named(error, len(page.made.rows))
        if not named:
            return None
        rows = [page.made.rows[number] for number in named]
        receipts = [Receipt(code) for code in named.values()]
        place = Place(self.agreement.code, self.name, PUSH, key.run_id)
        counts = sort_out(site, session, place, self.naming, rows, receipts, site.clock())
        rest = tuple(row for number, row in enumerate(page.made.rows) if number not in named)
        if not rest:
            self._move(site, session, key, seen, page, counts)
            return Paged(counts, page.made.more)
        made = outgoing.Made(rest, page.made.reached, page.made.more)
        outgoing.keep(session, site.vault, key, seen.reached, made, page.element_version, site.clock())
        parts.move(session, key, seen, Moved(seen.reached, None, counts, done=False), site.clock())
        return Paged(counts, more=True)
