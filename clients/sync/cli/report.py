"""How a run goes, as bars while it lasts, and as a table at its end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from adapter.cli.table import print_table
from adapter.clock import WIB, wib_minute
from adapter.errors import StoreUnavailable
from adapter.exchange import runs, set_aside
from adapter.exchange.sync_models import SyncPart, SyncRun
from adapter.records.database import reading
from clients.sync.agreements import leg_of
from clients.sync.site import Site

_LOOK_SECONDS = 0.5


class _Rate(ProgressColumn):
    """Records a second."""

    def render(self, task: Task) -> Text:
        """The rate, once there is one."""
        return Text(f"{task.speed:.0f}/s" if task.speed else "")


@contextmanager
def watching(site: Site, run_id: str, ended: threading.Event) -> Iterator[None]:
    """Show bars on stderr, where that is a terminal, until `ended`."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        thread = threading.Thread(target=_show, args=(site, run_id, progress, ended), name="progress", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


def _show(site: Site, run_id: str, progress: Progress, ended: threading.Event) -> None:
    bars: dict[tuple[str, str], TaskID] = {}
    while True:
        last_look = ended.wait(_LOOK_SECONDS)
        try:
            with reading(site.engine) as session:
                session.expire_on_commit = False
                parts = runs.parts_of(session, run_id)
        except StoreUnavailable:
            parts = []  # the run tells of it
        for (stage, leg), (done, total) in _states(parts).items():
            if (stage, leg) not in bars:
                bars[stage, leg] = progress.add_task(f"{leg} ({stage})", total=total)
            progress.update(bars[stage, leg], completed=done, total=total)
        if last_look:
            return


def _states(parts: list[SyncPart]) -> dict[tuple[str, str], tuple[int, int | None]]:
    """Rows or tokens done, and of how many, for each stage of each leg."""
    found: dict[tuple[str, str], tuple[int, int | None]] = {}
    for part in parts:
        done, total = found.get((part.stage, part.leg), (0, 0))
        wide = part.last - part.first if part.last is not None else part.expected
        rows = sum(runs.counts_of([part])[part.leg].values())
        gone = part.reached - part.first if part.last is not None else rows
        gone = wide if part.done_at is not None and wide is not None else gone
        found[part.stage, part.leg] = (done + gone, None if total is None or wide is None else total + wide)
    return found


def print_report(site: Site, run_id: str) -> None:
    """A line for each leg: what became of its records."""
    with reading(site.engine) as session:
        session.expire_on_commit = False
        run, parts = session.get_one(SyncRun, run_id), runs.parts_of(session, run_id)
    click.echo(heading(run))
    counts = runs.counts_of(parts)
    rows = []
    for leg in sorted(counts):
        told = ", ".join(f"{count} {result}" for result, count in sorted(counts[leg].items())) or "nothing new"
        pages = sum(part.pages for part in parts if part.leg == leg)
        rows.append((leg, leg_of(run.agreement, site.own, leg).direction, str(pages), told))
    print_table(("list", "direction", "pages", "records"), rows)
    if aside := count_aside(site, run.agreement):
        click.echo(f"{aside} records are set aside: see `jembatan sync aside {run.agreement}`")


def heading(run: SyncRun) -> str:
    """Which run it is, and how it stands."""
    began = wib_minute(run.started_at)
    state = f"done {run.ended_at.astimezone(WIB):%H:%M}" if run.ended_at is not None else "not at its end"
    return f"{run.agreement}: {run.mode} run of {began}, {state}, attempt {run.attempt}"


def count_aside(site: Site, code: str) -> int:
    """How many records are set aside."""
    with reading(site.engine) as session:
        return set_aside.count(session, code)
