"""A run whose pushes go by file: the same run, parts and pages as over HTTP, but nothing is durable work of DBOS.

Every step here can be done again; where it is, stands in the tables of the sync.
"""

from dataclasses import dataclass

from adapter.agreements.terms import Agreement
from adapter.exchange import parts, runs
from adapter.exchange.outgoing_files import waiting
from adapter.exchange.parts import PartKey
from adapter.exchange.runs import FULL, STAGES
from adapter.exchange.set_aside import PUSH
from adapter.exchange.sync_models import SyncRun
from adapter.records.database import reading, writing
from clients.sync.agreements import CODES, leg_of, legs_of
from clients.sync.legs import close_stage
from clients.sync.push import Push
from clients.sync.site import Site


@dataclass(frozen=True, slots=True)
class FileRun:
    """A run, and the stage that it is in."""

    run_id: str
    mode: str
    stage: str


def pushes(site: Site, agreement: Agreement) -> list[Push]:
    """The legs of an agreement that may go by file."""
    allowed = agreement.by_file.operations if agreement.by_file is not None else frozenset()
    legs = legs_of(agreement.code, site.own) if agreement.code in CODES else ()
    return [leg for leg in legs if isinstance(leg, Push) and leg.operation in allowed]


def take_up(site: Site, agreement: Agreement, mode: str) -> FileRun | None:
    """The run to make pages for: the unfinished one, whatever its mode, or a new one; None where nothing is to go."""
    with reading(site.engine) as session:
        unfinished = runs.unfinished(session, agreement.code)
        known = (unfinished.run_id, unfinished.mode) if unfinished is not None else None
    if known is not None and (stage := go_on(site, agreement, *known)) is not None:
        return FileRun(*known, stage)
    with writing(site.engine) as session:
        run_id = runs.begin(session, agreement.code, mode, site.clock(), side=site.own.value).run_id
    begun = go_on(site, agreement, run_id, mode)
    return FileRun(run_id, mode, begun) if begun is not None else None


def go_on(site: Site, agreement: Agreement, run_id: str, mode: str) -> str | None:
    """The first stage of a run that is not done, planned; with none left the run is brought to its end."""
    legs = legs_of(agreement.code, site.own)
    for stage in STAGES[mode]:
        ranges = {leg.name: leg.full(site) if stage == FULL else leg.delta(site) for leg in pushes(site, agreement)}
        with writing(site.engine) as session:
            if runs.plan(session, run_id, stage, ranges, site.clock()):
                return stage
            close_stage(site, session, run_id, stage, legs)
    with writing(site.engine) as session:
        runs.finish(session, run_id, site.clock())
    return None


def settle(site: Site, agreement: Agreement) -> SyncRun | None:
    """Bring the unfinished run on as far as the answers let it, and give it; None where there is none."""
    with reading(site.engine) as session:
        run = runs.unfinished(session, agreement.code)
        if run is None or waiting(session, agreement.code):
            return run
        run_id, mode = run.run_id, run.mode
    stage = go_on(site, agreement, run_id, mode)
    if stage is not None:
        _end_parts(site, agreement, run_id, stage)
        go_on(site, agreement, run_id, mode)
    with reading(site.engine) as session:
        return runs.unfinished(session, agreement.code)


def _end_parts(site: Site, agreement: Agreement, run_id: str, stage: str) -> None:
    """End those parts after whose last page nothing is left."""
    for key, push in open_parts(site, agreement, run_id, stage):
        with reading(site.engine) as session:
            first = parts.at(session, key).reached
        page = push.following(site, key, first)
        if not page.made.rows:
            push.pass_over(site, key, first, page)


def open_parts(site: Site, agreement: Agreement, run_id: str, stage: str) -> list[tuple[PartKey, Push]]:
    """The pushed parts of a stage that are not done, in their order."""
    names = {push.name for push in pushes(site, agreement)}
    with reading(site.engine) as session:
        keys = [
            PartKey(run_id, stage, part.leg, part.number)
            for part in runs.parts_of(session, run_id, stage)
            if part.done_at is None and part.leg in names
        ]
    return [(key, _push(agreement, site, key.leg)) for key in keys]


def _push(agreement: Agreement, site: Site, name: str) -> Push:
    leg = leg_of(agreement.code, site.own, name)
    if not isinstance(leg, Push) or leg.direction != PUSH:
        raise TypeError(f"{name} is not pushed")
    return leg
