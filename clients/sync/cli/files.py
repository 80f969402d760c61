"""The folder of `jembatan sync AGREEMENT`: --ke-map writes what we push, --dari-map takes in what is there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from adapter.agreements.terms import Agreement
from adapter.cli.desk import Desk, progress_bar
from adapter.clock import system_clock
from adapter.exchange.executors import present, this_process
from adapter.exchange.folder import Folder, open_folder
from adapter.exchange.leases import lease
from adapter.exchange.runs import DELTA, FULL
from adapter.soap.file_door import FileDoor
from clients.sync.cli.errors import LEFT_OVER, told_in_one_line
from clients.sync.file_in import TakenIn, require_exchange, take_in
from clients.sync.file_out import write_out
from clients.sync.here import parts_of, site_of

EPILOG = """
Exit status with a folder: 0 done; 1 it cannot go on, and why, or files were left that are bad; 4 done, and answers are
still missing.
"""


def to_folder(code: str, desk: Desk, path: Path, *, full: bool, size: int) -> None:
    """Write what we push to the other party as signed files. Ends the process with its exit status."""
    with told_in_one_line(), _alone(code, desk, path) as (agreement, folder, tell):
        written = write_out(site_of(desk, size, by_file=True), agreement, FULL if full else DELTA, folder, tell)
    click.echo(f"{code}: {written.files} requests wait for an answer, {written.new} of them were written now")


def from_folder(code: str, desk: Desk, path: Path) -> None:
    """Answer the other party's requests, and take down its answers to ours. Ends the process with its exit status."""
    with told_in_one_line(), _alone(code, desk, path) as (agreement, folder, tell):
        door = FileDoor(parts_of(desk), agreement, desk.settings.public_url)
        taken = take_in(site_of(desk, 1, by_file=True), agreement, door, folder, tell)
    _print(code, taken)
    raise SystemExit(1 if taken.bad else LEFT_OVER if taken.missing else 0)


def _print(code: str, taken: TakenIn) -> None:
    for what, counts in (("requests answered", taken.answered), ("answers taken in", taken.acknowledged)):
        told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "none"
        click.echo(f"{code}: {what}: {told}")
    for name in taken.missing:
        click.echo(f"{name}: no answer yet")
    if taken.unfinished and not taken.missing:
        click.echo(f"{code}: the run is not at its end; go on with --ke-map")
    if taken.bad:
        click.echo(f"{code}: {len(taken.bad)} files were left, see above", err=True)


@contextmanager
def _alone(code: str, desk: Desk, path: Path) -> Iterator[tuple[Agreement, Folder, Callable[[str, str], None]]]:
    """The agreement, its folder, and how to tell of a file; nobody else syncs it meanwhile."""
    agreement = desk.catalogue.agreement(code)
    require_exchange(agreement)
    executor = this_process().name
    with (
        present(desk.engine, executor, "sync", system_clock),
        lease(desk.engine, code, executor, system_clock),
        open_folder(path) as folder,
        progress_bar(f"{code} {path.name}", len(folder.names())) as done,
    ):
        told: set[str] = set()

        def tell(name: str, what: str) -> None:
            told.add(name)
            click.echo(f"{name}: {what}")
            done(len(told))

        yield agreement, folder, tell
