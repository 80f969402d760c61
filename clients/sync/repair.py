"""Exchanges once more what a comparison found to differ, by the code that exchanges pages.

Pulled records come one by one. Pushed ones go out as pages of a run of their own: kept before they leave, acknowledged
with their journal entry.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from adapter.agreements.comparing import Store
from adapter.agreements.operation import Call
from adapter.exchange import outgoing, parts, runs
from adapter.exchange.outgoing import Made
from adapter.exchange.parts import At, Overtaken, PartKey, Range
from adapter.exchange.runs import REPAIR
from adapter.records.database import reading, writing
from clients.sync.agreements import legs_of
from clients.sync.own_store import rows_now
from clients.sync.pull import Pull
from clients.sync.push import Push
from clients.sync.reconcile import Report, compared_list
from clients.sync.site import Site


@dataclass(frozen=True, slots=True)
class Repaired:
    """Rows by result; and how many differ still, because only the other party could send or take them out."""

    counts: Counter[str]
    left: int


def repair(site: Site, report: Report) -> Repaired:
    """Pull or push what differs. Raises ClientError, Refusal, StoreUnavailable.

    Not moved: marks, and what neither direction brings (a record that only the receiver has).
    """
    leg = next((one for one in legs_of(report.agreement, site.own) if one.name == report.list_name), None)
    match leg:
        case Pull():
            tokens = report.to_pull()
            counts = sum((leg.take_one(site, token) for token in tokens), Counter[str]())
            return Repaired(counts, len(report.differences) - len(tokens))
        case Push():
            keys = report.to_push()
            counts = _push(site, leg, compared_list(site, leg.agreement, leg.name).store_at(site.own), keys)
            return Repaired(counts, len(report.differences) - len(keys))
    return Repaired(Counter(), len(report.differences))


@dataclass(frozen=True, slots=True)
class _Named:
    """The source of a push of some records of our own store, by their keys: it counts them, from `first` on."""

    leg: Push
    store: Store
    keys: Sequence[bytes]
    first: int = 0

    def ranges(self, session: Session) -> list[Range]:  # noqa: ARG002 - the keys are here
        return [Range(0, len(self.keys), newest=0)]

    def changes(self, session: Session, since: int) -> list[Range]:  # noqa: ARG002 - there is no mark
        return self.ranges(session)

    def full(self, call: Call, seen: At, size: int) -> Made:
        begin = seen.reached - self.first
        keys = self.keys[begin : begin + size]
        found = rows_now(call, self.leg, self.store, keys)
        rows = tuple(row for key in keys if (row := found.get(key)) is not None)
        end = begin + len(keys)
        return Made(rows, self.first + end, end < len(self.keys))

    def delta(self, call: Call, seen: At, size: int) -> Made:
        return self.full(call, seen, size)

    def count(self, call: Call, one: Range, stage: str) -> int:  # noqa: ARG002 - all of them
        return len(self.keys)


def _push(site: Site, leg: Push, store: Store, keys: Sequence[bytes]) -> Counter[str]:
    site = replace(site, size=leg.largest)
    counts = _go_on(site, leg, store)
    if not keys:
        return counts
    again = replace(leg, source=_Named(leg, store, keys))
    with writing(site.engine) as session:
        key = PartKey(runs.begin_beside(session, leg.agreement.code, REPAIR, site.clock()).run_id, REPAIR, leg.name, 0)
        runs.plan(session, key.run_id, REPAIR, {leg.name: again.source.ranges(session)}, site.clock())
    counts += again.to_the_end(site, key)
    _finish(site, key)
    return counts


def _go_on(site: Site, leg: Push, store: Store) -> Counter[str]:
    """Send the page of a repair that was broken off, if it had one: what lay beyond it, has been compared anew."""
    with reading(site.engine) as session:
        run = runs.broken_off(session, leg.agreement.code, leg.name, REPAIR)
        if run is None:
            return Counter()
        key = PartKey(run.run_id, REPAIR, leg.name, 0)
        seen = parts.at(session, key)
        page = outgoing.waiting(session, site.vault, key, seen.reached, leg.row)
    counts: Counter[str] = Counter()
    if page is not None:
        keys = [found for row in page.made.rows if (found := leg.naming.key_of(site, row)) is not None]
        with suppress(Overtaken):
            counts = replace(leg, source=_Named(leg, store, keys, seen.reached)).page(site, key).counts
    _finish(site, key)
    return counts


def _finish(site: Site, key: PartKey) -> None:
    with writing(site.engine) as session:
        runs.finish_beside(session, key.run_id, site.clock())
