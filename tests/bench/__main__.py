"""`scripts/bench`: where the time of one signed `ambilDataAsn` call goes, beside the floor, in one run.

The floor is what no implementation can leave out: verify one RSA signature, make one, parse and canonicalise both
messages, and commit once. Medians; compare the ratios, not the microseconds of different machines.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

import click
import requests
import structlog

from adapter.clock import system_clock
from adapter.records.database import open_engine, upgrade
from adapter.records.population import nth_person
from adapter.records.synthetic import populate
from adapter.records.vault import Vault
from adapter.soap import call, incoming
from adapter.soap.application import SpyneApplication
from adapter.soap.contract import Contract
from clients.cli import connect
from clients.demo.stage import Stage, extend, free_port, prepare, served
from clients.errors import NotReached
from clients.sigtk import SigtkClient
from tests.bench.aggregates import show_aggregates
from tests.bench.algorithms import show_algorithms
from tests.bench.floor import floor
from tests.bench.matching import show_matching, sqlite_url
from tests.bench.reconcile import command as reconcile
from tests.bench.sync import command as sync
from tests.bench.worst import show_worst
from tests.support.world import World, make_world, post_to

_PEOPLE = 1000
_NIP = nth_person(1).nip

Times = dict[str, list[float]]
Post = tuple[str, bytes, dict[str, str]]


class Stopwatch:
    """Adds up, call by call, the time spent inside of functions that are wrapped for as long as it runs."""

    def __init__(self) -> None:
        self.times: Times = defaultdict(list)
        self._sums: dict[str, float] = defaultdict(float)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function`, its time added to `name`."""

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            started = perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self._sums[name] += perf_counter() - started

        return wrapped

    def lap(self, total: float) -> None:
        """End one call that took `total` seconds."""
        spyne = self._sums.pop("carry") - self._sums.pop("conduct")
        known = {**self._sums, "spyne": spyne}
        rest = total - sum(known.values())
        for name, seconds in {**known, "database and journal": rest, "total in process": total}.items():
            self.times[name].append(seconds)
        self._sums.clear()


@contextmanager
def instrumented(watch: Stopwatch) -> Iterator[None]:
    """The steps of a call, timed. Trust asks the database, which counts as the database."""
    real_carry = SpyneApplication.carry

    def carry(self: SpyneApplication, body: Any, conduct: Any) -> Any:
        return real_carry(self, body, watch.timed("conduct", conduct))

    with (
        patch.object(incoming, "open_envelope", watch.timed("verify", incoming.open_envelope)),
        patch.object(incoming, "verify_envelope", _without_trust(watch)),
        patch.object(call, "sign", watch.timed("sign", call.sign)),
        patch.object(Contract, "check", watch.timed("contract", Contract.check)),
        patch.object(SpyneApplication, "carry", watch.timed("carry", carry)),
    ):
        yield


def _without_trust(watch: Stopwatch) -> Callable[..., Any]:
    real = incoming.verify_envelope

    def verify(envelope: Any, trust: Any, now: Any, **others: Any) -> Any:
        asked: list[Any] = []
        message = watch.timed("verify", real)(envelope, asked.append, now, **others)
        trust(asked[0])
        return message

    return verify


def signed_requests(client: SigtkClient, count: int, caught: list[Post]) -> list[Post]:
    """`count` signed requests for one person, caught before they leave."""
    for _ in range(count):
        try:
            client.ambilDataAsn("USUL-1", nip=[_NIP])
        except NotReached:
            continue
    return caught


def catching(caught: list[Post]) -> Callable[..., requests.Response]:
    """A post that keeps what it is given, and sends nothing."""

    def post(address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        caught.append((address, raw, headers))
        raise requests.ConnectionError

    return post


def in_process(runs: int) -> Times:
    """Each part of a call, the whole, and the floor, on a SQLite file on this disk with full durability."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=".") as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        upgrade(engine)
        world: World = make_world(engine, Vault(b"d" * 32, b"i" * 32), system_clock())
        populate(engine, world.vault, _PEOPLE, now=world.now)
        caught: list[Post] = []
        posts = signed_requests(world.sigtk(post=catching(caught)), runs, caught)
        watch, answers = Stopwatch(), []
        with instrumented(watch):
            for post in posts:
                started = perf_counter()
                answers.append(post_to(world.application, *post).content)
                watch.lap(perf_counter() - started)
        watch.times["floor"] = floor(world, posts[0][1], answers[0], runs, Path(folder))
        engine.dispose()
        return watch.times


def over_http(runs: int) -> list[float]:
    """Seconds of a call to `jembatan serve` over one kept connection, one call at a time."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=".") as name:
        stage = Stage(Path(name), free_port())
        for _ in prepare(stage, _PEOPLE):
            pass
        extend(stage)
        with served(stage):
            caught: list[Post] = []
            client = connect(SigtkClient, stage.address, stage.keys, "bench", soap12=False)
            client._transport._post = catching(caught)
            times = []
            with requests.Session() as session:
                for address, raw, headers in signed_requests(client, runs, caught):
                    started = perf_counter()
                    session.post(address, data=raw, headers=headers, timeout=10).raise_for_status()
                    times.append(perf_counter() - started)
    return times


@click.command()
@click.option("--runs", type=click.IntRange(20), default=400, show_default=True, help="Calls of each kind.")
@click.option("--worst", is_flag=True, help="Instead, what the messages cost that are made to cost much.")
@click.option("--algorithms", is_flag=True, help="Instead, verifying and signing by each algorithm.")
@click.option("--matching", is_flag=True, help="Instead, rows of a whole list matched in a second, and peak memory.")
@click.option("--aggregate", is_flag=True, help="Instead, judging the cells of --people and answering from them.")
@click.option(
    "--people", type=click.IntRange(1000), help="For --matching (by default 1 000 000) and --aggregate (6 500 000)."
)
@click.option("--rows", type=click.IntRange(1000), default=100_000, show_default=True, help="For --matching.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("var/bench"),
    show_default=True,
    help="For --matching: its people are made here once, and used again.",
)
@click.option("--postgresql", metavar="URL", help="For --matching: this database of its own.")
def main(  # noqa: PLR0913 - one for each option
    runs: int,
    *,
    worst: bool,
    algorithms: bool,
    matching: bool,
    aggregate: bool,
    people: int | None,
    rows: int,
    folder: Path,
    postgresql: str | None,
) -> None:
    """Measure one signed ambilDataAsn call: its parts, in process and over HTTP, beside the floor.

    `scripts/bench sync` and `scripts/bench reconcile` measure a whole exchange, and a comparison: see their --help.
    """
    if matching:
        many = people or 1_000_000
        show_matching([sqlite_url(folder, many), *([postgresql] if postgresql else [])], many, rows)
        return
    if worst:
        show_worst()
        return
    if algorithms:
        show_algorithms(runs)
        return
    if aggregate:
        show_aggregates(people, min(runs, 50))
        return
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    click.echo(f"… {runs} calls in process", err=True)
    times = in_process(runs)
    click.echo(f"… {runs} calls over HTTP", err=True)
    times["total over HTTP"] = over_http(runs)
    unit = median(times["floor"])
    click.echo(f"{'part':22} {'median us':>10} {'x floor':>8}")
    for name in ("verify", "contract", "spyne", "sign", "database and journal"):
        click.echo(f"{name:22} {median(times[name]) * 1e6:10.0f} {median(times[name]) / unit:8.2f}")
    for name in ("total in process", "total over HTTP", "floor"):
        click.echo(f"{name:22} {median(times[name]) * 1e6:10.0f} {median(times[name]) / unit:8.2f}")


if __name__ == "__main__":
    others = {"reconcile": reconcile, "sync": sync}
    if (other := others.get(sys.argv[1] if len(sys.argv) > 1 else "")) is not None:
        other(sys.argv[2:], prog_name=f"scripts/bench {sys.argv[1]}")
    main(prog_name="scripts/bench")
