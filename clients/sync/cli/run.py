"""jembatan sync AGREEMENT."""

import gc
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import system_clock
from adapter.exchange.durable import Durable, durable
from adapter.exchange.executors import burying, present, this_process
from adapter.exchange.leases import lease
from adapter.exchange.runs import DELTA, FULL
from adapter.exchange.sync_models import SyncRun
from adapter.records.database import reading
from adapter.settings import Settings
from clients.sync import reasons
from clients.sync import runs as sync
from clients.sync.cli.errors import LEFT_OVER, STATUS, exit_statuses, told_in_one_line
from clients.sync.cli.files import FOLDERS, by_folder
from clients.sync.cli.report import count_aside, heading, print_report, watching
from clients.sync.here import require_end, site_of
from clients.sync.look_ahead import Waiting, look_ahead
from clients.sync.process import at_site
from clients.sync.site import Site

_EPILOG = exit_statuses(
    "done",
    "done, but records are set aside: see `jembatan sync aside`",
    "After 3 or 5 start it again, or leave it to a worker: it goes on from there.",
)


def run_of(code: str) -> click.Command:
    """The command that runs one agreement's sync."""
    options: tuple[Callable[[Callable[..., None]], Callable[..., None]], ...] = (
        click.option("--penuh", "--full", "full", is_flag=True, help="Everything, not only what has changed."),
        click.option("--dry-run", is_flag=True, help="Tell how many records wait, list by list; exchange nothing."),
        click.option("--size", type=click.IntRange(1, 1000), help="Records on a page, instead of JEMBATAN_SYNC_PAGE."),
        click.option("--threads", type=click.IntRange(1, 16), default=1, show_default=True, help="Parts at a time."),
        *FOLDERS,
    )
    body: Callable[..., None] = pass_desk(partial(_sync, code))
    for option in reversed(options):
        body = option(body)
    return click.Command(code, callback=body, params=body.__click_params__[::-1], epilog=_EPILOG, help=_help(code))  # type: ignore[attr-defined] # click's own mark


def _help(code: str) -> str:
    return (
        f"Exchange the lists of {code} with the other party: pull what it offers, push what it is owed. What was "
        "broken off goes on where it was; a second one that is started beside says who is at it."
    )


def _sync(
    code: str,
    desk: Desk,
    *,
    full: bool,
    dry_run: bool,
    size: int | None,
    threads: int,
    out_to: Path | None,
    in_from: Path | None,
) -> None:
    if out_to is not None or in_from is not None:
        if dry_run:
            raise click.UsageError("--dry-run tells of the exchange over the wire; leave it away, or the folder")
        by_folder(code, desk, out_to, in_from, full=full, size=size or desk.settings.sync_page)
        return
    with told_in_one_line():
        require_end(desk, code)
        site = site_of(desk, size or desk.settings.sync_page)
        if dry_run:
            _tell(site, code, FULL if full else DELTA)
        else:
            _run(site, desk.settings, code, FULL if full else DELTA, threads)


def _tell(site: Site, code: str, mode: str) -> None:
    found = look_ahead(site, code, mode)
    if found.goes_on is not None:
        click.echo(heading(found.goes_on))
    print_table(("list", "direction", "operation", "from", "records"), [_line(one) for one in found.lists])
    for reason in found.reasons:
        click.echo(f"jembatan: {reason['said']}", err=True)
    if found.reasons:
        raise SystemExit(STATUS.get(found.reasons[0]["kind"], 1))


def _line(one: Waiting) -> tuple[str, ...]:
    since = "nothing" if one.since is None else f"after {one.since}"
    count = "unknown" if one.records is None else str(one.records)
    return one.leg.name, one.leg.direction, one.leg.operation, since, f"at most {count}" if one.at_most else count


def _run(site: Site, settings: Settings, code: str, mode: str, threads: int) -> None:
    # Contracts and clients stay as long as the process: to look at them again and again takes a third of a pull.
    gc.collect()
    gc.freeze()
    executor = this_process().name
    with (
        present(site.engine, executor, "sync", system_clock) as presence,
        lease(site.engine, code, executor, system_clock),
        durable(settings.durable_database_url, executor=executor, concurrency=threads) as work,
        at_site(site, work),
        burying(presence, work),
    ):
        run_id = sync.start(code, mode)
        outcome = _follow(site, work, run_id)
    print_report(site, run_id)
    with reading(site.engine) as session:
        run = session.get_one(SyncRun, run_id)
        note, mode_now = run.note, run.mode
    if outcome != reasons.ENDED:
        for line in (note or "").splitlines():
            click.echo(f"jembatan: {line}", err=True)
        raise SystemExit(STATUS.get(outcome, 1))
    if mode_now != mode:
        click.echo(f"that was the {mode_now} run that had not come to its end; start it again for a {mode} one")
    raise SystemExit(LEFT_OVER if count_aside(site, code) else 0)


def _follow(site: Site, work: Durable, run_id: str) -> str:
    """Show how it goes until it ends; gives how."""
    with reading(site.engine) as session:
        attempt = session.get_one(SyncRun, run_id).attempt
    ended = threading.Event()
    with watching(site, run_id, ended):
        try:
            return str(work.result(sync.workflow_id(run_id, attempt)))
        finally:
            ended.set()
