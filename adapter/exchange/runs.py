"""Runs of a sync, and the parts that are laid down for them. All functions work inside the caller's transaction."""

import json
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from adapter.errors import OperatorError
from adapter.exchange.parts import PartKey, Range
from adapter.exchange.sync_models import OutgoingPage, SyncPart, SyncRun

DONE, REPLACED = "done", "replaced"
FULL, DELTA = "full", "delta"
"""The modes of a run, and its stages: a full run is followed by the delta that came up meanwhile."""
RETRY, REPAIR = "retry", "repair"
"""The mode, the stage and the outcome of a run that sends again what was set aside, or what a comparison has found to
differ; it hinders no other."""
STAGES = {FULL: (FULL, DELTA), DELTA: (DELTA,)}


def begin(
    session: Session, agreement: str, mode: str, now: datetime, seen: int | None = None, side: str | None = None
) -> SyncRun:
    """The run of this agreement: the unfinished one once more taken up, or a new one.

    A full run takes the place of an unfinished delta: it brings all that the delta would, and more. With `seen`, the
    attempt that the caller knows (0: no unfinished run), a run is left as it is that somebody else has begun meanwhile.
    Raises OperatorError where the runs of this database are not those of `side`.
    """
    if side is not None:
        _require_side(session, side)
    run = unfinished(session, agreement, lock=True)
    if run is not None and seen is not None and run.attempt != seen:
        return run
    if run is not None and run.mode == DELTA and mode == FULL:
        run.outcome, run.ended_at, run.resume_at = REPLACED, now, None
        session.execute(delete(OutgoingPage).where(OutgoingPage.run_id == run.run_id))
        run = None
    if run is None:
        run = SyncRun(run_id=str(uuid.uuid4()), agreement=agreement, mode=mode, side=side, attempt=1, started_at=now)
        try:
            with session.begin_nested():
                session.add(run)
        except IntegrityError:
            # Whoever began it beside us has it at its first attempt; so have we.
            return session.scalars(_unfinished(agreement)).one()
        return run
    run.attempt += 1
    run.note = run.resume_at = None
    session.flush()
    return run


def _require_side(session: Session, side: str) -> None:
    strange = select(SyncRun.side).where(SyncRun.side.is_not(None), SyncRun.side != side)
    found = session.scalar(strange.limit(1))
    if found is not None:
        raise not_of_this_side(found, side)


def not_of_this_side(found: str, own: str) -> OperatorError:
    """For who would carry out another party's runs: lists of one name go the other way there."""
    return OperatorError(
        f"the runs in this database are of the side {found}, and this process is of the side {own}; start it with the "
        "JEMBATAN_MITRA and the JEMBATAN_DATABASE_URL that belong together"
    )


def unfinished(session: Session, agreement: str, *, lock: bool = False) -> SyncRun | None:
    """The run that has not come to its end, or None; with `lock` nobody else takes it up until the commit."""
    statement = _unfinished(agreement)
    return session.scalar(statement.with_for_update() if lock else statement)


def _unfinished(agreement: str) -> Select[SyncRun]:
    return select(SyncRun).where(SyncRun.agreement == agreement, SyncRun.outcome.is_(None))


def hold(session: Session, run_id: str) -> SyncRun:
    """The run, locked until the commit: its stages are planned and closed by one process at a time."""
    return session.get_one(SyncRun, run_id, with_for_update=True, populate_existing=True)


def latest(session: Session, agreement: str) -> SyncRun | None:
    """The newest run, finished or not."""
    mine = (SyncRun.agreement == agreement, SyncRun.mode.not_in((RETRY, REPAIR)))
    newest = select(SyncRun).where(*mine).order_by(SyncRun.started_at.desc())
    return session.scalar(newest.limit(1))


def plan(
    session: Session, run_id: str, stage: str, legs: Mapping[str, Sequence[Range]], now: datetime
) -> list[tuple[str, int]]:
    """Lay down the parts of a stage, once for each leg: what is there stands. Gives (leg, number) of those not done."""
    hold(session, run_id)
    planned = {part.leg for part in parts_of(session, run_id, stage)}
    session.add_all(
        _part(PartKey(run_id, stage, leg, number), one, now)
        for leg, ranges in legs.items()
        if leg not in planned
        for number, one in enumerate(ranges)
    )
    session.flush()
    return [(part.leg, part.number) for part in parts_of(session, run_id, stage) if part.done_at is None]


def forget_parts(session: Session, run_id: str, leg: str) -> None:
    """Take away a leg's parts, so that the next attempt plans them anew."""
    session.execute(delete(SyncPart).where(SyncPart.run_id == run_id, SyncPart.leg == leg))


def _part(key: PartKey, one: Range, now: datetime) -> SyncPart:
    return SyncPart(
        run_id=key.run_id,
        stage=key.stage,
        leg=key.leg,
        number=key.number,
        first=one.first,
        last=one.last,
        reached=one.first,
        expected=one.expected,
        newest=one.newest,
        pages=0,
        counts="{}",
        moved_at=now,
    )


def parts_of(session: Session, run_id: str, stage: str | None = None) -> list[SyncPart]:
    """The parts of a run, or of one of its stages, in order."""
    statement = select(SyncPart).where(SyncPart.run_id == run_id)
    statement = statement if stage is None else statement.where(SyncPart.stage == stage)
    return list(session.scalars(statement.order_by(SyncPart.stage.desc(), SyncPart.leg, SyncPart.number)))


def finish(session: Session, run_id: str, now: datetime) -> None:
    """Bring the run to its end; a second time changes nothing."""
    run = session.get_one(SyncRun, run_id)
    if run.outcome is None:
        run.outcome, run.ended_at, run.note, run.resume_at = DONE, now, None, None


def begin_beside(session: Session, agreement: str, mode: str, now: datetime) -> SyncRun:
    """A retry or a repair: it has an outcome from its beginning, so that it hinders no other run."""
    run = SyncRun(run_id=str(uuid.uuid4()), agreement=agreement, mode=mode, attempt=1, started_at=now, outcome=mode)
    session.add(run)
    session.flush()
    return run


def broken_off(session: Session, agreement: str, leg: str, mode: str) -> SyncRun | None:
    """The retry or the repair of this leg that was broken off, or None."""
    mine = (SyncRun.agreement == agreement, SyncRun.mode == mode, SyncRun.ended_at.is_(None), SyncPart.leg == leg)
    statement = select(SyncRun).join(SyncPart, SyncPart.run_id == SyncRun.run_id).where(*mine)
    return session.scalar(statement.order_by(SyncRun.started_at).limit(1))


def finish_beside(session: Session, run_id: str, now: datetime) -> None:
    """Bring a retry or a repair to its end."""
    session.get_one(SyncRun, run_id).ended_at = now


def note(session: Session, run_id: str, sentence: str, resume_at: datetime | None = None) -> None:
    """Keep why an attempt came to no end, and when to try again, where the other party has told so."""
    run = session.get_one(SyncRun, run_id)
    run.note, run.resume_at = sentence, resume_at


def counts_of(parts: Sequence[SyncPart]) -> dict[str, Counter[str]]:
    """Rows by result, for each leg."""
    found: dict[str, Counter[str]] = {}
    for part in parts:
        found.setdefault(part.leg, Counter()).update(json.loads(part.counts))
    return found
