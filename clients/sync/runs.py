"""The order of a run, as durable work: plan, go every part of a stage, close it; then the next stage.

A step is a page. DBOS keeps which came to its end; what a page did stands in our own tables, so that a step that is
carried out again, or by two processes at once, changes nothing the second time. Arguments and results are ids, numbers
and words of ours: nothing about a person comes into DBOS's tables.
"""

from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from adapter.errors import JembatanError, StoreUnavailable
from adapter.exchange import runs
from adapter.exchange.durable_steps import step, workflow
from adapter.exchange.parts import Overtaken, PartKey, Range
from adapter.exchange.runs import FULL, STAGES
from adapter.exchange.set_aside import PULL
from adapter.exchange.sync_models import SyncRun
from adapter.records.database import lost_a_race, reading, writing
from adapter.records.marks import forget_mark
from clients.errors import ClientError
from clients.sync.agreements import leg_of, legs_of
from clients.sync.legs import Leg, Paged, close_stage
from clients.sync.process import here
from clients.sync.reasons import ENDED, OTHER_AWAY, OTHER_RESTS, STOPPED, sentence_of, why
from clients.sync.reconcile import reconcile
from clients.sync.site import Site

RECONCILE = "reconcile"

_RACES = 3

log = structlog.get_logger("jembatan")


def begin(agreement: str, mode: str) -> None:
    """Begin what is due by the calendar: a run, or a comparison of all lists ("reconcile")."""
    if mode == RECONCILE:
        durable = here().durable
        durable.start(reconcile_workflow, f"{RECONCILE} {agreement} {here().site.clock():%Y-%m-%d}", agreement)
    else:
        start(agreement, mode)


def start(agreement: str, mode: str) -> str:
    """Take up the agreement's unfinished run, or begin one; gives its id. The work goes on in this process."""
    at = here()
    with reading(at.site.engine) as session:
        run = runs.unfinished(session, agreement)
        run_id, seen = (run.run_id, run.attempt) if run is not None else ("", 0)
    if run_id and at.durable.status(workflow_id(run_id, seen)) in ("PENDING", "ENQUEUED"):
        return run_id  # whoever went on with it has died, or will come back
    with writing(at.site.engine) as session:
        run = runs.begin(session, agreement, mode, at.site.clock(), seen, at.site.own.value)
        run_id, attempt = run.run_id, run.attempt
    at.durable.start(run_workflow, workflow_id(run_id, attempt), run_id, attempt)
    return run_id


def workflow_id(run_id: str, attempt: int) -> str:
    """The name under which an attempt at a run is durable work."""
    return f"{run_id}.{attempt}"


@workflow("sync run")
def run_workflow(run_id: str, attempt: int) -> str:
    """Go on with a run; gives how it ended. Why it did not come to its end, stands in the run's note."""
    durable = here().durable
    for stage in step("stages", _stages, run_id):
        planned = step(f"plan {stage}", _plan, run_id, stage)
        if isinstance(planned, dict):
            return _stop(run_id, [planned])
        work = [(f"{workflow_id(run_id, attempt)}.{stage}.{leg}.{number}", leg, number) for leg, number in planned]
        for part_id, leg, number in work:
            durable.enqueue(part_workflow, part_id, run_id, stage, leg, number)
        if reasons := [reason for part_id, _, _ in work if (reason := durable.result(part_id))]:
            return _stop(run_id, reasons)
        step(f"close {stage}", _close, run_id, stage)
    step("finish", _finish, run_id)
    return ENDED


@workflow("sync reconcile")
def reconcile_workflow(agreement: str) -> list[str]:
    """Compare every list of an agreement that is compared, and keep the counts; gives those that could not be."""
    site = here().site
    lists = [one.listed.name for one in site.catalogue.compared_under(site.catalogue.agreement(agreement))]
    return [name for name in lists if not step(f"reconcile {name}", _reconcile, agreement, name)]


@workflow("sync part")
def part_workflow(run_id: str, stage: str, leg: str, number: int) -> dict[str, str] | None:
    """Go through a part, page by page; None at its end, or why it does not go on."""
    while True:
        outcome = step("page", _page, run_id, stage, leg, number)
        if isinstance(outcome, dict):
            return outcome
        if not outcome:
            return None


def _run(run_id: str) -> SyncRun:
    with reading(here().site.engine) as session:
        session.expire_on_commit = False
        return session.get_one(SyncRun, run_id)


def _own_run(run_id: str) -> SyncRun:
    """The run, if it is this party's: a worker may have been started for the other one. Raises OperatorError."""
    run, own = _run(run_id), here().site.own.value
    if run.side not in (None, own):
        raise runs.not_of_this_side(run.side or "", own)
    return run


def _stages(run_id: str) -> list[str]:
    return list(STAGES[_run(run_id).mode])


def _plan(run_id: str, stage: str) -> list[tuple[str, int]] | dict[str, str]:
    site = here().site
    try:
        ranges: dict[str, list[Range]] = {}
        for leg in legs_of(_own_run(run_id).agreement, site.own):
            ranges[leg.name] = leg.full(site) if stage == FULL else leg.delta(site)
    except (ClientError, JembatanError) as error:
        return why(error)
    return site.patience.store(lambda: _lay_down(site, run_id, stage, ranges))


def _lay_down(site: Site, run_id: str, stage: str, ranges: dict[str, list[Range]]) -> list[tuple[str, int]]:
    with writing(site.engine) as session:
        return runs.plan(session, run_id, stage, ranges, site.clock())


def _page(run_id: str, stage: str, leg_name: str, number: int) -> bool | dict[str, str]:
    """Whether the part goes on; or why it cannot."""
    site = here().site
    key = PartKey(run_id, stage, leg_name, number)
    try:
        leg: Leg = leg_of(_own_run(run_id).agreement, site.own, leg_name)
        return _unless_lost(lambda: site.patience.store(lambda: leg.page(site, key))).more
    except Overtaken:
        return True  # somebody else has done it: look again
    except (ClientError, JembatanError) as error:
        return why(error, leg_name)


def _unless_lost(carry_out: Callable[[], Paged]) -> Paged:
    """A page; once more where another has just written the same card or official, as the other party pushes it, too."""
    for _ in range(_RACES):
        try:
            return carry_out()
        except (DBAPIError, StoreUnavailable) as error:
            lost = error.__cause__ if isinstance(error, StoreUnavailable) else error
            if not isinstance(lost, DBAPIError) or not lost_a_race(lost):
                raise
    return carry_out()


def _close(run_id: str, stage: str) -> None:
    site = here().site
    with writing(site.engine) as session:
        close_stage(site, session, run_id, stage, legs_of(_own_run(run_id).agreement, site.own))


def _finish(run_id: str) -> None:
    site = here().site
    with writing(site.engine) as session:
        runs.finish(session, run_id, site.clock())


def _reconcile(agreement: str, name: str) -> bool:
    site = here().site
    try:
        report = reconcile(site, site.catalogue.agreement(agreement), name)
    except (ClientError, JembatanError) as error:
        log.warning("not compared", agreement=agreement, list=name, reason=sentence_of(error))
        return False
    log.info("compared", agreement=agreement, list=name, differences=len(report.differences), moving=report.moving)
    return True


def _stop(run_id: str, reasons: list[dict[str, str]]) -> str:
    def note() -> None:
        with writing(here().site.engine) as session:
            runs.note(session, run_id, "\n".join(dict.fromkeys(one["said"] for one in reasons)), _resume_at(reasons))
            if any("restored" in one for one in reasons):
                _begin_again(session, run_id)

    step("note", note)
    kinds = {one["kind"] for one in reasons}
    if STOPPED in kinds:
        return STOPPED
    return OTHER_RESTS if OTHER_RESTS in kinds else OTHER_AWAY


def _begin_again(session: Session, run_id: str) -> None:
    """A full run pulls all lists once more from a store that was restored meanwhile: its tokens are others by now.

    Here, where no part is under way any more. A delta does not: it waits for a full run to take its place.
    """
    run = runs.hold(session, run_id)
    for leg in legs_of(run.agreement, here().site.own) if run.mode == FULL else ():
        if leg.direction == PULL:
            runs.forget_parts(session, run_id, leg.name)
            forget_mark(session, run.agreement, leg.mark)


def _resume_at(reasons: list[dict[str, str]]) -> datetime | None:
    return max((datetime.fromisoformat(one["until"]) for one in reasons if "until" in one), default=None)
