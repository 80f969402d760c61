"""What a sync would exchange, and how much of it waits; nothing is begun, made or moved.

What we owe is counted here, from the marks. What the other party offers is asked of it, a record at a time: such a
question is a message like any other, and stands in both journals.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from adapter.errors import JembatanError, StoreUnavailable
from adapter.exchange import parts, runs
from adapter.exchange.parts import At, Range
from adapter.exchange.runs import DELTA, FULL
from adapter.exchange.sync_models import SyncPart, SyncRun
from adapter.records.database import reading
from adapter.records.marks import mark_of
from clients.errors import ClientError
from clients.sync.agreements import legs_of
from clients.sync.legs import Leg
from clients.sync.pull import Pull
from clients.sync.push import Push
from clients.sync.reasons import STOPPED, why
from clients.sync.site import Site


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many records of a list wait; None where nobody tells.

    `since` is the token or number after which it would go on; None where there is nothing. `at_most`: parts in between
    are done already.
    """

    leg: Leg
    since: int | None
    records: int | None
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is ahead, list by list; the unfinished run that would go on, if any; and why a list could not be asked for.

    `reasons` are as reasons.why gives them.
    """

    lists: tuple[Waiting, ...]
    goes_on: SyncRun | None
    reasons: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """What comes next of a run: its stage, and the parts that are laid down for it."""

    name: str
    parts: Sequence[SyncPart]

    def of(self, leg: Leg) -> list[SyncPart]:
        return [part for part in self.parts if part.leg == leg.name]


def look_ahead(site: Site, code: str, mode: str) -> Ahead:
    """What `jembatan sync` would exchange now: of a full exchange, without what changes until its end.

    Each question is asked once. Raises StoreUnavailable, OperatorError for an agreement without a sync.
    """
    site = replace(site, patience=replace(site.patience, attempts=1, rejected=0))
    with reading(site.engine) as session:
        session.expire_on_commit = False
        run = _going_on(session, code, mode)
        stage = _next_stage(session, run, mode)
    found: list[Waiting] = []
    reasons: list[dict[str, str]] = []
    for leg in legs_of(code, site.own):
        try:
            found.append(_owed(site, leg, stage) if isinstance(leg, Push) else _offered(site, leg, stage, reasons))
        except StoreUnavailable:
            raise
        except (ClientError, JembatanError) as error:
            reasons.append(why(error, leg.name))
            found.append(Waiting(leg, None, None))
    return Ahead(tuple(found), run, tuple(reasons))


def _going_on(session: Session, code: str, mode: str) -> SyncRun | None:
    run = runs.unfinished(session, code)
    # A full run would take the place of an unfinished delta.
    return None if run is not None and (run.mode, mode) == (DELTA, FULL) else run


def _next_stage(session: Session, run: SyncRun | None, mode: str) -> _Stage:
    if run is None:
        return _Stage(mode, ())
    laid_down = runs.parts_of(session, run.run_id)
    name = DELTA if run.mode == DELTA or any(part.stage == DELTA for part in laid_down) else FULL
    return _Stage(name, [part for part in laid_down if part.stage == name])


def _owed(site: Site, leg: Push, stage: _Stage) -> Waiting:
    laid_down = stage.of(leg)
    if laid_down:
        ranges = [Range(part.reached, part.last) for part in laid_down if part.done_at is None]
    else:
        ranges = leg.full(site) if stage.name == FULL else leg.delta(site)
    with reading(site.engine) as session:
        now = site.clock()
        standing = site.standing(session, leg.agreement, leg.operation, now)
        call = leg.call(site, session, standing, now)
        records = sum(leg.source.count(call, one, stage.name) for one in ranges)
    return Waiting(leg, ranges[0].first if ranges else None, records)


def _offered(site: Site, leg: Leg, stage: _Stage, reasons: Sequence[dict[str, str]]) -> Waiting:
    if not isinstance(leg, Pull):
        raise TypeError(f"{leg.name} is neither pulled nor pushed")
    if stage.of(leg) and all(part.done_at is not None for part in stage.of(leg)):
        return Waiting(leg, None, 0)
    seen, broken = _place(site, leg, stage)
    if any(reason["kind"] != STOPPED for reason in reasons):
        return Waiting(leg, seen.reached, None)  # the same party is away for this list, too
    left = leg.look(site, stage.name, seen).remaining
    if left is not None and leg.way(stage.name) is leg.whole:
        left = max(0, left - seen.reached)  # such an operation tells of how many there are in all
    return Waiting(leg, seen.reached, left, at_most=broken and left is not None)


def _place(site: Site, leg: Pull, stage: _Stage) -> tuple[At, bool]:
    """Where it would go on, and whether parts behind it are done."""
    laid_down = stage.of(leg)
    if laid_down:
        first = next(part for part in laid_down if part.done_at is None)
        return parts.at_of(first), any(part.done_at is not None and part.number > first.number for part in laid_down)
    if stage.name == FULL:
        return At(0, None, 0), False
    with reading(site.engine) as session:
        mark = mark_of(session, leg.agreement.code, leg.mark)
    return At(mark, None, mark), False
