"""How the syncs stand, read from their tables: what an operator is told, and what Prometheus alarms on.

Counts, times and names of lists; nothing about a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adapter.exchange.peer_models import LeftAlone
from adapter.exchange.runs import DELTA, DONE, FULL, unfinished
from adapter.exchange.sync_models import OutgoingPage, SetAside, SyncPart, SyncRun
from adapter.records.difference_models import DifferenceCase
from adapter.records.differences import ENDED, status_now
from adapter.records.digest_models import Reconciliation

IDLE, RUNNING, RESTING, STOPPED = "idle", "running", "resting", "stopped"
STATES = (IDLE, RUNNING, RESTING, STOPPED)
"""None is unfinished; one is under way, or its process has died; it waits for a time; people must do something."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The run that has not come to its end. `moved_at` is when its last page was done, or its parts were laid down."""

    mode: str
    attempt: int
    started_at: datetime
    moved_at: datetime
    note: str | None
    resume_at: datetime | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """Of one list: so many, since the oldest; `direction` is pull or push."""

    list_name: str
    direction: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the last comparison of a list found."""

    list_name: str
    ended_at: datetime
    only_here: int
    only_there: int
    different: int

    @property
    def differing(self) -> int:
        """Records that are not the same at both ends."""
        return self.only_here + self.only_there + self.different


@dataclass(frozen=True, slots=True)
class Overview:
    """One agreement's. `ended_well` has the end of the last run that was done, by mode.

    `pages` were made and are not acknowledged, `aside` are records; `cases` are differences that wait for people.
    """

    agreement: str
    state: str
    run: Unfinished | None
    ended_well: dict[str, datetime]
    left_alone_until: datetime | None
    pages: tuple[Backlog, ...]
    aside: tuple[Backlog, ...]
    comparisons: tuple[Comparison, ...]
    cases: int


def overviews(session: Session, agreements: Sequence[str], now: datetime) -> list[Overview]:
    """How each of these agreements stands; of another party that may be called, `left_alone_until` is None."""
    cases = _cases(session)
    return [_overview(session, code, now, cases.get(code, 0)) for code in agreements]


def _overview(session: Session, code: str, now: datetime, cases: int) -> Overview:
    run = _unfinished(session, code)
    until = session.scalar(select(LeftAlone.until).where(LeftAlone.agreement == code))
    until = until if until is not None and until > now else None
    return Overview(
        agreement=code,
        state=_state(run, until, now),
        run=run,
        ended_well=_ended_well(session, code),
        left_alone_until=until,
        pages=_pages(session, code),
        aside=_aside(session, code),
        comparisons=_comparisons(session, code),
        cases=cases,
    )


def _state(run: Unfinished | None, left_alone_until: datetime | None, now: datetime) -> str:
    if run is None:
        return IDLE
    if left_alone_until is not None or (run.resume_at is not None and run.resume_at > now):
        return RESTING
    return RUNNING if run.note is None else STOPPED


def _unfinished(session: Session, code: str) -> Unfinished | None:
    run = unfinished(session, code)
    if run is None:
        return None
    moved = session.scalar(select(func.max(SyncPart.moved_at)).where(SyncPart.run_id == run.run_id))
    return Unfinished(run.mode, run.attempt, run.started_at, moved or run.started_at, run.note, run.resume_at)


def _ended_well(session: Session, code: str) -> dict[str, datetime]:
    found = {}
    for mode in (DELTA, FULL):
        mine = (SyncRun.agreement == code, SyncRun.mode == mode, SyncRun.outcome == DONE)
        newest = select(SyncRun.ended_at).where(*mine, SyncRun.ended_at.is_not(None))
        ended = session.scalar(newest.order_by(SyncRun.ended_at.desc()).limit(1))
        if ended is not None:
            found[mode] = ended
    return found


def _pages(session: Session, code: str) -> tuple[Backlog, ...]:
    counted = select(OutgoingPage.leg, func.count(), func.min(OutgoingPage.made_at))
    of_runs = counted.join(SyncRun, SyncRun.run_id == OutgoingPage.run_id).where(SyncRun.agreement == code)
    rows = session.execute(of_runs.group_by(OutgoingPage.leg).order_by(OutgoingPage.leg)).all()
    return tuple(Backlog(leg, "push", count, oldest) for leg, count, oldest in rows)


def _aside(session: Session, code: str) -> tuple[Backlog, ...]:
    by = (SetAside.leg, SetAside.direction)
    counted = select(*by, func.count(), func.min(SetAside.first_at)).where(SetAside.agreement == code)
    return tuple(Backlog(*row) for row in session.execute(counted.group_by(*by).order_by(*by)).all())


def _comparisons(session: Session, code: str) -> tuple[Comparison, ...]:
    last = select(func.max(Reconciliation.id)).where(Reconciliation.agreement == code)
    rows = session.scalars(
        select(Reconciliation)
        .where(Reconciliation.id.in_(last.group_by(Reconciliation.list_name)))
        .order_by(Reconciliation.list_name)
    )
    return tuple(Comparison(row.list_name, row.ended_at, row.only_here, row.only_there, row.different) for row in rows)


def _cases(session: Session) -> dict[str, int]:
    waiting = select(DifferenceCase.agreement, func.count()).where(status_now().not_in(ENDED))
    return dict(session.execute(waiting.group_by(DifferenceCase.agreement)).all())
