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
from adapter.exchange.runs import FULL, PartKey, Range
from adapter.exchange.set_aside import Place, Stuck
from adapter.records.cards import Receipt
from clients.base import PartnerClient
from clients.sync.site import Site

GOOD = frozenset({"TERSIMPAN", "TIDAK_BERUBAH", "SUDAH_ADA", "DICABUT", "VERSI_BARU", "DIHAPUS", "DIBIARKAN"})
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

    def close_full(self, site: Site, session: Session, last: int) -> None:
        """A full exchange that began when `last` was the newest token is done: deltas go on from there."""

    def page(self, site: Site, key: PartKey) -> Paged:
        """Carry out one page. Raises ClientError, Refusal, Overtaken, StoreUnavailable."""


@dataclass(frozen=True, slots=True)
class Naming:
    """How a leg's record is named: its key as (kind of number, number), its person likewise, if any."""

    key: Callable[[Any], tuple[str, str]]
    subject: Callable[[Any], tuple[str, str]] | None

    def stuck(self, site: Site, record: Any, reason: str) -> Stuck:  # noqa: ANN401 - a record of any list
        """The record as it is set aside."""
        return Stuck(site.vault.index(*self.key(record)), self.subject_of(site, record), record, reason)

    def subject_of(self, site: Site, record: Any) -> bytes | None:  # noqa: ANN401 - a record of any list
        """The blind index of the record's person."""
        return site.vault.index(*self.subject(record)) if self.subject is not None else None


class Source(Protocol):
    """Where a push gets its records. `reached` counts in the source's own measure: a token, or a number of a row."""

    def newest(self, session: Session) -> int:
        """The newest token."""

    def ranges(self, session: Session) -> list[Range]:
        """What a full push goes through, in parts."""

    def full(self, call: Call, seen: Range, after: int, size: int) -> Made:
        """The next records of a full push."""

    def delta(self, call: Call, after: int, size: int) -> Made:
        """The next records that have changed."""


def sort_out(
    site: Site, session: Session, place: Place, naming: Naming, records: Sequence[Any], receipts: Sequence[Receipt],
    now: datetime,
) -> Counter[str]:  # fmt: skip
    """Set aside what was not taken, take from there what now was; gives the rows by result."""
    judged = list(zip(records, receipts, strict=True))
    stuck = [naming.stuck(site, record, receipt.result) for record, receipt in judged if receipt.result not in GOOD]
    good = {site.vault.index(*naming.key(record)) for record, receipt in judged if receipt.result in GOOD}
    if stuck:
        set_aside.put(session, site.vault, place, stuck, now)
    set_aside.clear(session, place, good - {one.key for one in stuck})
    return Counter(receipt.result for receipt in receipts)


def close_full(site: Site, session: Session, run_id: str, legs: Sequence[Leg]) -> None:
    """Move the marks of what a run has exchanged in full."""
    for leg in legs:
        parts = [part for part in runs.parts_of(session, run_id, FULL) if part.leg == leg.name]
        newest = max((part.last for part in parts if part.last is not None), default=None)
        if newest is not None:
            leg.close_full(site, session, newest)
