"""The folder of `jembatan sync AGREEMENT`: --ke-map writes what we push, --dari-map takes in what is there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from adapter.agreements.terms import Agreement
from adapter.cli.desk import Desk, pass_desk, progress_bar
from adapter.clock import system_clock
from adapter.exchange.executors import present, this_process
from adapter.exchange.folder import Folder, open_folder
from adapter.exchange.leases import lease
from adapter.exchange.runs import DELTA, FULL
from adapter.soap.file_door import FileDoor, require_by_file
from clients.sync.cli.errors import LEFT_OVER, told_in_one_line
from clients.sync.file_in import TakenIn, take_in
from clients.sync.file_out import write_out
from clients.sync.here import parts_of, site_of

FOLDERS = (
    click.option(
        "--ke-map",
        "--to-folder",
        "out_to",
        type=click.Path(path_type=Path),
        help="Off-line: write what is pushed into this folder, as signed files.",
    ),
    click.option(
        "--dari-map",
        "--from-folder",
        "in_from",
        type=click.Path(path_type=Path),
        help="Off-line: answer the other party's files in this folder, and take in its answers to ours.",
    ),
)
"""Options of a command for an agreement."""


def by_folder(code: str, desk: Desk, out_to: Path | None, in_from: Path | None, *, full: bool, size: int) -> None:
    """What those options ask for. Exit status: 0 done, 1 files were left that are bad, 4 answers are still missing."""
    if out_to is not None and in_from is not None:
        raise click.UsageError("--ke-map and --dari-map: one at a time; write first, then take in the answers")
    if out_to is not None:
        to_folder(code, desk, out_to, full=full, size=size)
    elif in_from is not None:
        from_folder(code, desk, in_from)


def folder_of(code: str) -> click.Command:
    """The command of an agreement under which nothing but files is exchanged by sync."""
    body: Callable[..., None] = pass_desk(partial(_take, code))
    told = f"Answer the signed files of {code} in a folder (--dari-map)."
    return click.Command(code, callback=body, params=[_in_from()], help=told)


def _in_from() -> click.Option:
    return click.Option(["--dari-map", "--from-folder", "in_from"], type=click.Path(path_type=Path), required=True)


def _take(code: str, desk: Desk, *, in_from: Path) -> None:
    from_folder(code, desk, in_from)


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
    require_by_file(agreement)
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
