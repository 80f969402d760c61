"""jembatan worker."""

import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import click
import structlog

from adapter.cli.desk import Desk, pass_desk
from adapter.clock import system_clock
from adapter.errors import OperatorError, StoreUnavailable
from adapter.exchange import runs
from adapter.exchange.durable import Durable, durable
from adapter.exchange.executors import burying, present, this_process
from adapter.exchange.worker import Worker
from adapter.logs import configure
from adapter.readiness_sync import problems
from adapter.records.database import reading
from clients.sync import runs as sync
from clients.sync.here import site_of
from clients.sync.process import at_site
from clients.sync.schedules import connect, schedules
from clients.sync.site import Site

_KEPT = timedelta(days=90)
"""How long it can be seen what became of a run; nothing goes on from it."""
_TIDY_SECONDS = 3600.0
_LOOK_SECONDS = 60.0
"""How soon after a maintenance a run goes on."""

log = structlog.get_logger("jembatan")


@click.command("worker")
@click.option("--parts", type=click.IntRange(1, 64), help="Parts of a sync that are done at a time.")
@pass_desk
def command(desk: Desk, /, parts: int | None) -> None:
    """Do what syncs leave to be done, begin those that are due, and take up what dead processes left.

    As many as you like, on as many hosts as share the database. Ends at SIGTERM or Ctrl-C: the steps under way are
    finished, the rest is left to others. Also works through whole lists.
    """
    settings = desk.overriding(worker_parts=parts).settings
    if wrong := problems(settings, desk.catalogue.exchanged):
        raise OperatorError("\n".join(wrong))
    wanted = list(schedules(settings))
    name = this_process().name
    with _until_told() as told:
        lists = Worker(desk.engine, desk.vault, system_clock, desk.catalogue.lists)
        site = site_of(desk, settings.sync_page)
        configure(settings.log_level)
        with (
            present(desk.engine, name, "worker", system_clock) as presence,
            durable(settings.durable_database_url, executor=name, concurrency=settings.worker_parts) as opened,
            at_site(site, opened),
            burying(presence, opened),
        ):
            connect(sync.begin)
            gc.collect()
            gc.freeze()  # as in `jembatan sync`
            opened.keep(wanted, system_clock())
            lists.start()
            log.info("worker ready", executor=name, schedules={one.name: one.cron for one in wanted})
            # Not here: while the database is away DBOS would not let this thread see a stop.
            threading.Thread(target=_tidy, args=(told, opened), daemon=True).start()
            threading.Thread(target=_go_on, args=(told, site, sorted(settings.peer_urls)), daemon=True).start()
            told.wait()
            log.info("worker stops", executor=name)
        log.info("worker stopped", executor=name)


@contextmanager
def _until_told() -> Iterator[threading.Event]:
    told = threading.Event()
    before = {number: signal.signal(number, lambda *_: told.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tidy(told: threading.Event, opened: Durable) -> None:
    while not told.wait(_TIDY_SECONDS):
        try:
            forgotten = opened.forget(system_clock() - _KEPT)
        except StoreUnavailable as error:
            log.warning("old work not forgotten", reason=str(error))
        else:
            log.info("old work forgotten", workflows=forgotten)


def _go_on(told: threading.Event, site: Site, agreements: list[str]) -> None:
    """Take up runs that rested for a maintenance of the other party, once it should be over."""
    while not told.wait(_LOOK_SECONDS):
        for code in agreements:
            try:
                with reading(site.engine) as session:
                    run = runs.unfinished(session, code)
                    due = run.resume_at if run is not None else None
                if due is not None and due <= site.clock():
                    sync.start(code, runs.DELTA)
                    log.info("run taken up", agreement=code, rested_until=due.isoformat())
            except Exception as error:  # noqa: BLE001 - DBOS's own, while its database is away: the next look must come
                log.warning("run not taken up", agreement=code, reason=type(error).__name__)
