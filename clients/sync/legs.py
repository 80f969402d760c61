"""What is exchanged under an agreement: each list in its direction, declared; and one page of it, carried out.

A page is one transaction of ours: the records, the place that its part has reached, the mark, what is set aside, and
the journal's entry commit together. Killed before, nothing has happened; killed after, everything has.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from adapter.agreements.operation import Call
from adapter.exchange import runs, set_aside
from adapter.exchange.outgoing import Made
from adapter.exchange.parts import At, PartKey, Range
from adapter.exchange.runs import DELTA, FULL
from adapter.exchange.set_aside import Place, Stuck
from adapter.records.cards import Receipt
from adapter.records.marks import put_mark, raise_mark
from clients.base import PartnerClient
from clients.sync.site import Site

GOOD = frozenset(
    {"TERSIMPAN", "TIDAK_BERUBAH", "SUDAH_ADA", "DICABUT", "VERSI_BARU", "DIHAPUS", "DIBIARKAN"}
    | {"TERCATAT", "SUDAH_TERCATAT", "SAMA"}
)
"""Results after which a record needs nothing more."""


@dataclass(frozen=True, slots=True)
class Paged:
    """What a page did: rows by result, and whether its part goes on."""

    counts: Counter[str]
    more: bool


class Leg(Protocol):
    """One list in one direction. `stages` are those in which it takes part."""

    @property
    def name(self) -> str:
        """Its name, unique in the agreement."""

    @property
    def operation(self) -> str:
        """The other party's operation."""

    @property
    def client(self) -> type[PartnerClient]:
        """By which the other party is called."""

    @property
    def direction(self) -> str:
        """Pull or push."""

    def full(self, site: Site) -> list[Range]:
        """The parts of a full exchange, as many as may be worked on at a time; none where it has none."""

    def delta(self, site: Site) -> list[Range]:
        """The part of what has changed since the mark; none where it has none."""

    @property
    def mark(self) -> str:
        """The name of its mark: the token from which deltas go on."""

    def page(self, site: Site, key: PartKey) -> Paged:
        """Carry out one page. Raises ClientError, Refusal, Overtaken, StoreUnavailable."""


@dataclass(frozen=True, slots=True)
class Naming:
    """How a leg's record is named: its key as (kind of number, number), its person likewise, if any.

    A record without the number that names it has no key.
    """

    key: Callable[[Any], tuple[str, str] | None]
    subject: Callable[[Any], tuple[str, str] | None] | None

    def key_of(self, site: Site, record: Any) -> bytes | None:  # noqa: ANN401 - a record of any list
        """The blind index of the record's key."""
        key = self.key(record)
        return site.vault.index(*key) if key is not None else None

    def subject_of(self, site: Site, record: Any) -> bytes | None:  # noqa: ANN401 - a record of any list
        """The blind index of the record's person."""
        subject = self.subject(record) if self.subject is not None else None
        return site.vault.index(*subject) if subject is not None else None

    def stuck(self, site: Site, record: Any, reason: str) -> Stuck:  # noqa: ANN401 - a record of any list
        """The record as it is set aside; what cannot be told from others, all under one key."""
        key = self.key_of(site, record) or site.vault.index("tanpa kunci", "")
        return Stuck(key, self.subject_of(site, record), record, reason)


class Source(Protocol):
    """Where a push gets its records. A range counts in the source's own measure: tokens, or numbers of rows."""

    def ranges(self, session: Session) -> list[Range]:
        """What a full push goes through, in parts."""

    def changes(self, session: Session, since: int) -> list[Range]:
        """What a delta goes through, after the mark; none where nothing has changed."""

    def full(self, call: Call, seen: At, size: int) -> Made:
        """The next records of a part of a full push."""

    def delta(self, call: Call, seen: At, size: int) -> Made:
        """The next records of a part of what has changed."""

    def count(self, call: Call, one: Range, stage: str) -> int:
        """How many records `full` or `delta`, by the stage, would give for a range; none of them is opened."""


def sort_out(
    site: Site, session: Session, place: Place, naming: Naming, records: Sequence[Any], receipts: Sequence[Receipt],
    now: datetime,
) -> Counter[str]:  # fmt: skip
    """Set aside what was not taken, take from there what now was; gives the rows by result."""
    judged = list(zip(records, receipts, strict=True))
    stuck = [naming.stuck(site, record, receipt.result) for record, receipt in judged if receipt.result not in GOOD]
    good = {naming.key_of(site, record) for record, receipt in judged if receipt.result in GOOD}
    if stuck:
        set_aside.put(session, site.vault, place, stuck, now)
    set_aside.clear(session, place, {key for key in good if key is not None} - {one.key for one in stuck})
    return Counter(receipt.result for receipt in receipts)


def close_stage(site: Site, session: Session, run_id: str, stage: str, legs: Sequence[Leg]) -> None:
    """Move the marks of what is done only as a whole; a second time changes nothing."""
    run = runs.hold(session, run_id)
    if stage == FULL and runs.parts_of(session, run_id, DELTA):
        return  # closed before, and the marks have gone on since
    # After a full exchange the mark is where it began, even from beyond: the other's store was restored then.
    move = put_mark if stage == FULL else raise_mark
    newest: dict[str, int] = {}
    for part in runs.parts_of(session, run_id, stage):
        if part.newest is not None:
            newest[part.leg] = max(part.newest, newest.get(part.leg, 0))
    for leg in legs:
        if leg.name in newest:
            move(session, run.agreement, leg.mark, newest[leg.name], site.clock())
