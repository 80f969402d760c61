"""A run of parts of steps, and processes that do it: to be killed."""

import multiprocessing
import os
import time
from multiprocessing.process import BaseProcess

from sqlalchemy import Engine, text

from adapter.clock import system_clock
from adapter.exchange.cron import Schedule
from adapter.exchange.durable import Durable, durable
from adapter.exchange.durable_steps import step, workflow
from adapter.exchange.executors import burying, present, this_process
from adapter.records.database import open_engine, reading, writing
from clients.sync.patience import Patience

RUN = "run-1"
PARTS, STEPS, STEP_SECONDS = 10, 10, 0.1

_here: dict[str, Durable | Engine] = {}


@workflow("tests.part")
def part(number: int) -> int:
    return sum(step("tests.effect", effect, number, place) for place in range(STEPS))


@workflow("tests.run")
def run(parts: int) -> int:
    for number in range(parts):
        _here["durable"].enqueue(part, f"{RUN}-{number}", number)
    return sum(_here["durable"].result(f"{RUN}-{number}") for number in range(parts))


def effect(number: int, place: int) -> int:
    """Moves the part's mark by one, as a page does: who comes second finds it moved, and changes nothing.

    As a page, it bears a database that is busy for longer than one waits for it.
    """
    time.sleep(STEP_SECONDS)
    Patience().store(lambda: _move(number, place))
    return 1


def _move(number: int, place: int) -> None:
    with writing(_here["engine"]) as session:
        moved = text("UPDATE mark SET place = place + 1 WHERE part = :part AND place = :place")
        if session.execute(moved, {"part": number, "place": place}).rowcount:
            row = {"part": number, "place": place, "pid": os.getpid()}
            session.execute(text("INSERT INTO effect VALUES (:part, :place, :pid)"), row)


def make_tables(engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(text("CREATE TABLE mark (part INTEGER PRIMARY KEY, place INTEGER NOT NULL)"))
        session.execute(text("CREATE TABLE effect (part INTEGER, place INTEGER, pid INTEGER)"))
        session.execute(text("INSERT INTO mark VALUES (:part, 0)"), [{"part": number} for number in range(PARTS)])


def effects(engine: Engine) -> list[tuple[int, int, int]]:
    with reading(engine) as session:
        return [tuple(row) for row in session.execute(text("SELECT part, place, pid FROM effect"))]


def durable_url(engine: Engine) -> str:
    url = engine.url.render_as_string(hide_password=False)
    return f"{url}.durable" if engine.dialect.name == "sqlite" else url


def work(url: str, beside: str, begins: int) -> None:
    """What a process does: begins the run unless it has begun, takes parts, and ends when the run has."""
    engine = _here["engine"] = open_engine(url)
    name = this_process().name
    with (
        present(engine, name, "sync", system_clock) as presence,
        durable(beside, executor=name) as opened,
        burying(presence, opened),
    ):
        _here["durable"] = opened
        if begins:
            opened.start(run, RUN, PARTS)
        while opened.status(RUN) != "SUCCESS":
            time.sleep(0.1)


@workflow("tests.tick")
def tick(instant: str, context: str) -> None:
    step("tests.note_tick", note_tick, instant)


def note_tick(instant: str) -> None:
    with writing(_here["engine"]) as session:
        session.execute(text("INSERT INTO tick VALUES (:instant, :pid)"), {"instant": instant, "pid": os.getpid()})


def keep_time(url: str, beside: str, seconds: float) -> None:
    """What a worker does that has one schedule, for every second."""
    engine = _here["engine"] = open_engine(url)
    name = this_process().name
    with present(engine, name, "worker", system_clock), durable(beside, executor=name) as opened:
        opened.keep([Schedule("tick", "* * * * * *", tick, "")], system_clock())
        time.sleep(seconds)


_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.support.durable_work"])


def started(target, *arguments) -> BaseProcess:
    """A process that needs no time to import."""
    process = _context.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process
