"""What was set aside, told to the operator, and tried again on command.

Pulled records go to the taker again, a batch a transaction, each an act in the journal. Pushed ones go out as pages of
their own, by the code that pushes all others: kept before they leave, acknowledged with their journal entry;
as they are by now, and not at all where they are gone.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from adapter.agreements.comparing import Store
from adapter.agreements.operation import Call
from adapter.agreements.terms import Side
from adapter.errors import OperatorError
from adapter.exchange import runs, set_aside
from adapter.exchange.outgoing import Made
from adapter.exchange.parts import At, PartKey, Range
from adapter.exchange.runs import RETRY
from adapter.exchange.set_aside import PULL, PUSH, Group, Place
from adapter.exchange.sync_models import SetAside
from adapter.journal.acts import record_act
from adapter.records.database import reading, writing
from adapter.records.vault import Vault, VaultError
from clients.sync.agreements import legs_of
from clients.sync.legs import sort_out
from clients.sync.own_store import own_store, rows_now
from clients.sync.pull import Pull
from clients.sync.push import Push
from clients.sync.site import Site

UNREADABLE = "TIDAK_TERBUKA"
"""The result of a record that does not open any more: another data key, or damage. It stays aside."""
_COMMAND = "sync retry"


def groups_of(site: Site, agreement: str) -> list[Group]:
    """What is aside, by leg and reason; nothing of it is opened."""
    with reading(site.engine) as session:
        return set_aside.groups(session, agreement)


def keys_of(site: Site, agreement: str, leg: str | None, by: str) -> Iterator[tuple[str, str, str]]:
    """Leg, reason and key (a NIP, a NIK) of what is aside, opened; that `by` has looked stands in the journal first."""
    for one in _chosen(site, agreement, leg):
        after = 0
        while batch := _look(site, one, after, by):
            for row in batch:
                yield one.name, row.reason, _key(site, one, row)
            after = batch[-1].id


def _look(site: Site, leg: Pull | Push, after: int, by: str) -> list[SetAside]:
    with writing(site.engine) as session:
        session.expire_on_commit = False
        rows = set_aside.waiting(session, leg.agreement.code, leg.name, after, site.size)
        if rows:
            told = {"leg": leg.name, "records": len(rows)}
            record_act(session, site.vault, "sync aside show", leg.agreement.code, by, site.clock(), **told)
        return rows


def _key(site: Site, leg: Pull | Push, row: SetAside) -> str:
    record = _opened(site.vault, leg.changes.row if isinstance(leg, Pull) else leg.row, row)
    key = leg.naming.key(record) if record is not None else None
    return key[1] if key is not None else UNREADABLE


def retry_set_aside(site: Site, agreement: str, leg: str | None, by: str) -> Counter[str]:
    """Try again what is aside, in one leg or in all; gives the records by result.

    Raises OperatorError for a leg that there is not, and what a page raises: the rest stays aside, and a page under way
    goes out again, as the same message, the next time.
    """
    counts: Counter[str] = Counter()
    for one in _chosen(site, agreement, leg):
        counts += _take_all(site, one, by) if isinstance(one, Pull) else _push_all(site, one)
    return counts


def require_list(own: Side, agreement: str, name: str | None) -> None:
    """Nothing where the agreement has this list, or none is named. Raises OperatorError, which names its lists."""
    _legs(own, agreement, name)


def _chosen(site: Site, agreement: str, name: str | None) -> list[Pull | Push]:
    return _legs(site.own, agreement, name)


def _legs(own: Side, agreement: str, name: str | None) -> list[Pull | Push]:
    legs = [one for one in legs_of(agreement, own) if isinstance(one, (Pull, Push))]
    found = [one for one in legs if name in (None, one.name)]
    if not found:
        raise OperatorError(f"{agreement} has no list {name!r}; it has {', '.join(one.name for one in legs)}")
    return found


def _take_all(site: Site, leg: Pull, by: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    after = 0
    with reading(site.engine) as session:
        last = set_aside.newest(session, leg.agreement.code, leg.name)
    while after < last:
        with writing(site.engine) as session:
            done, after = _take_batch(site, session, leg, after, last, by)
            counts += done
    return counts


def _take_batch(site: Site, session: Session, leg: Pull, after: int, last: int, by: str) -> tuple[Counter[str], int]:
    """The next ones, and the number of the last of them; `last` where there are no more."""
    now, code = site.clock(), leg.agreement.code
    standing = site.standing(session, leg.agreement, leg.operation, now)
    # Locked: a run that brings a newer state of one of them must not find this older one applied after it.
    rows = set_aside.waiting(session, code, leg.name, after, site.size, last=last, lock=True)
    if not rows:
        return Counter(), last
    opened = [(row, found) for row in rows if (found := _opened(site.vault, leg.changes.row, row)) is not None]
    counts = Counter({UNREADABLE: len(rows) - len(opened)})
    place = Place(code, leg.name, PULL)
    # Those of one page were said at one time; what has come since by another way may be newer.
    for said_at, page in groupby(opened, lambda one: one[0].last_at):
        records = [found for _, found in page]
        receipts = leg.take_again(site, session, standing, records, str(uuid.uuid4()), said_at)
        counts += sort_out(site, session, place, leg.naming, records, receipts, said_at)
    record_act(session, site.vault, _COMMAND, code, by, now, leg=leg.name, results=dict(counts))
    return counts, rows[-1].id


def _opened(vault: Vault, record: type, row: SetAside) -> Any | None:  # noqa: ANN401 - a record of any list
    try:
        return set_aside.record_of(vault, row, record)
    except (VaultError, ValueError, TypeError, AttributeError):
        return None


@dataclass(frozen=True, slots=True)
class _Aside:
    """The source of a push of what is aside: it counts in the numbers of its rows, and moves no mark.

    Of a record that can be found in `store` it takes the state of now: it may have changed since it was set aside.
    """

    leg: Push
    store: Store | None

    def ranges(self, session: Session) -> list[Range]:
        last = set_aside.newest(session, self.leg.agreement.code, self.leg.name)
        return [Range(0, last, newest=0)] if last else []

    def changes(self, session: Session, since: int) -> list[Range]:
        return [one for one in self.ranges(session) if since == 0]

    def full(self, call: Call, seen: At, size: int) -> Made:
        code, name = self.leg.agreement.code, self.leg.name
        rows = set_aside.waiting(call.session, code, name, seen.reached, size, last=seen.last)
        reached = rows[-1].id if rows else seen.last or seen.reached
        opened = {row.key: found for row in rows if (found := _opened(call.vault, self.leg.row, row)) is not None}
        named = [key for key, record in opened.items() if self.leg.naming.key(record) is not None]
        now = rows_now(call, self.leg, self.store, named) if self.store is not None else {}
        unnamed = {key: record for key, record in opened.items() if self.store is None or key not in named}
        records = ({**unnamed, **now}.get(row.key) for row in rows)
        return Made(tuple(one for one in records if one is not None), reached, len(rows) == size)

    def delta(self, call: Call, seen: At, size: int) -> Made:
        return self.full(call, seen, size)

    def count(self, call: Call, one: Range, stage: str) -> int:  # noqa: ARG002 - all that is aside
        return set_aside.count(call.session, self.leg.agreement.code, self.leg.name)


def _push_all(site: Site, leg: Push) -> Counter[str]:
    """Its own run: it takes up the one that was broken off, or begins one; it stands beside an unfinished sync."""
    store = own_store(site, leg)
    if store is not None:
        _forget_gone(site, leg, store)
    again = replace(leg, source=_Aside(leg, store))
    key = _part(site, again)
    if key is None:
        return Counter()
    counts = again.to_the_end(site, key)
    with writing(site.engine) as session:
        runs.finish_beside(session, key.run_id, site.clock())
    return counts


def _forget_gone(site: Site, leg: Push, store: Store) -> None:
    """Take from aside what is not ours to push any more: it would come back at the other party, or wait for ever."""
    place, after = Place(leg.agreement.code, leg.name, PUSH), 0
    while True:
        with writing(site.engine) as session:
            rows = set_aside.waiting(session, place.agreement, place.leg, after, site.size, lock=True)
            if not rows:
                return
            after = rows[-1].id
            standing = site.standing(session, leg.agreement, leg.operation, site.clock())
            opened = {row.key: _opened(site.vault, leg.row, row) for row in rows}
            named = [key for key, one in opened.items() if one is not None and leg.naming.key(one) is not None]
            now = rows_now(leg.call(site, session, standing, site.clock()), leg, store, named)
            set_aside.clear(session, place, {key for key, row in now.items() if row is None})


def _part(site: Site, leg: Push) -> PartKey | None:
    code, now = leg.agreement.code, site.clock()
    with writing(site.engine) as session:
        run = runs.broken_off(session, code, leg.name, RETRY)
        if run is None:
            ranges = leg.source.ranges(session)
            if not ranges:
                return None
            run = runs.begin_beside(session, code, RETRY, now)
            runs.plan(session, run.run_id, RETRY, {leg.name: ranges}, now)
        return PartKey(run.run_id, RETRY, leg.name, 0)
