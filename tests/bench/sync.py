"""Heads in a second of a full exchange: two installations, each with its servers, over HTTP on this machine.

Half of the heads are employees whom BKN pushes, the others cards and state officials that it pulls; every message is
signed, verified, journalled at both ends and applied. What starting up costs is measured by an exchange of nothing and
taken off.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import Engine, select

from adapter.exchange.sync_models import SyncRun
from adapter.records.database import open_engine, reading, upgrade, writing
from adapter.records.standard import put_standard_lists
from tests.support.databases import new_postgres
from tests.support.exchanged import furnish
from tests.support.parties import Parties, Running, Spent, ending, make_parties

_LONGEST_SECONDS = 3600
_SIZE = 500
"""Records on a page."""
_OFFICIALS = 10_000
"""As many as there are invented."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An exchange: seconds of the run itself, and what each process has used."""

    wall: float
    spent: dict[str, Spent]

    @property
    def cpu(self) -> float:
        """CPU seconds of all processes."""
        return sum(one.cpu for one in self.spent.values())


@click.command()
@click.option("--heads", type=click.IntRange(1000), multiple=True, default=(10_000,), show_default=True)
@click.option(
    "--times", type=click.IntRange(1), default=1, show_default=True, help="Exchanges of each kind: the median."
)
@click.option("--workers", type=click.IntRange(1, 4), multiple=True, default=(1, 2), show_default=True)
@click.option("--postgresql", metavar="URL", help="Two databases of this server as well.")
def command(heads: tuple[int, ...], times: int, workers: tuple[int, ...], postgresql: str | None) -> None:
    """Exchange so many heads between two installations, in full."""
    click.echo(
        f"{'database':11} {'workers':>7} {'heads':>8} {'wall s':>7} {'heads/s':>8} {'CPU s':>7} {'heads/CPU s':>11}"
        "  peak MB: sync, worker, BKN, BPJS"
    )
    for name, two in (("sqlite", _sqlite), ("postgresql", lambda folder: _postgresql(folder, postgresql))):
        if name == "postgresql" and postgresql is None:
            continue
        for many in workers:
            start = _measure(two, 0, _SIZE, many)
            for count in heads:
                found = sorted((_measure(two, count, _SIZE, many) for _ in range(times)), key=lambda one: one.wall)
                _show(name, many, count, found[len(found) // 2], start)


def _show(name: str, workers: int, heads: int, found: Measured, start: Measured) -> None:
    cpu = found.cpu - start.cpu
    peaks = " ".join(
        f"{found.spent[role].peak:5.0f}" if role in found.spent else "    –"
        for role in ("sync", "worker", "BKN", "BPJS")
    )
    click.echo(
        f"{name:11} {workers:7} {heads:8} {found.wall:7.1f} {heads / found.wall:8.0f} {cpu:7.1f} {heads / cpu:11.0f}"
        f"  {peaks}"
    )


@contextmanager
def _sqlite(folder: Path) -> Iterator[tuple[Engine, Engine]]:
    with ExitStack() as stack:
        bkn, partner = (_opened(stack, f"sqlite:///{folder / name}.db") for name in ("bkn", "bpjs"))
        yield bkn, partner


@contextmanager
def _postgresql(_folder: Path, server: str | None) -> Iterator[tuple[Engine, Engine]]:
    with ExitStack() as stack:
        bkn, partner = (_opened(stack, stack.enter_context(new_postgres(server or ""))) for _ in range(2))
        yield bkn, partner


def _opened(stack: ExitStack, url: str) -> Engine:
    engine = open_engine(url)
    stack.callback(engine.dispose)
    upgrade(engine)
    with writing(engine) as session:
        put_standard_lists(session)
    return engine


def _measure(two: Callable[[Path], object], heads: int, size: int, workers: int) -> Measured:
    # On this disk: a directory for temporary files may be memory.
    beside = Path("var/bench")
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sync-", dir=beside) as name, ExitStack() as stack:
        folder = Path(name).absolute()
        engines: tuple[Engine, Engine] = stack.enter_context(two(folder))  # type: ignore[arg-type]
        parties = make_parties(folder, "BPJS", engines)
        if heads:
            officials = min(heads // 10, _OFFICIALS)
            furnish(parties, heads // 2, heads - heads // 2 - officials, officials)
        return _exchange(parties, size, workers)


def _exchange(parties: Parties, size: int, workers: int) -> Measured:
    bkn, partner = parties.both
    bkn.settings["JEMBATAN_SYNC_PAGE"] = str(size)
    found: dict[str, Running] = {"BKN": bkn.serve(), "BPJS": partner.serve()}
    with ending(list(found.values())) as running:
        if workers > 1:
            found["worker"] = bkn.start("worker")
            running.append(found["worker"])
            found["worker"].await_words(b"worker ready")
        found["sync"] = bkn.start("sync", "BPJS", "--penuh")
        running.append(found["sync"])
        status = found["sync"].wait(_LONGEST_SECONDS)
        if status:
            raise click.ClickException(f"the sync ended with {status}: {found['sync'].said()}")
        for one in found.values():
            one.stop()
    with reading(bkn.engine) as session:
        run = session.scalars(select(SyncRun)).one()
        wall = (run.ended_at - run.started_at).total_seconds() if run.ended_at is not None else 0.0
    return Measured(wall, {role: one.spent for role, one in found.items() if one.spent is not None})
