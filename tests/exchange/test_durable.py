"""Durable work: what is kept, what is taken up, and what DBOS may hold."""

import random
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from adapter.clock import WIB
from adapter.errors import OperatorError
from adapter.exchange import durable as module
from adapter.exchange.durable import durable
from adapter.exchange.durable_steps import pause, step, workflow
from adapter.exchange.durable_store import open_durable_engine
from adapter.exchange.failures import DurableFailed
from tests.support.databases import postgres_copy
from tests.support.durable_work import (
    PARTS,
    RUN,
    STEPS,
    durable_url,
    effects,
    make_tables,
    started,
    work,
)  # fmt: skip

done: list[str] = []


def note(word: str) -> str:
    done.append(word)
    return word


@workflow("tests.two")
def two(first: str, second: str) -> list[str]:
    return [step("tests.note", note, first), step("tests.note", note, second)]


@workflow("tests.fails")
def fails(kind: str) -> None:
    step("tests.fail", _raise, kind)


def _raise(kind: str) -> None:
    raise {"bad": ValueError, "operator": OperatorError}[kind]("3174012345670001 stands in line 4")


@workflow("tests.odd")
def odd() -> object:
    return step("tests.odd", object)


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


@pytest.fixture
def url(engine):
    return durable_url(engine)


def test_a_workflow_is_done_once_for_its_id(url):
    with durable(url, executor="a") as opened:
        assert opened.status("w") is None
        opened.start(two, "w", "one", "two")
        assert opened.result("w") == ["one", "two"]
        opened.start(two, "w", "one", "two")
        opened.enqueue(two, "w", "one", "two")
        assert opened.result("w") == ["one", "two"]
        assert opened.status("w") == "SUCCESS"
    assert done == ["one", "two"]


def test_what_is_enqueued_waits_for_one_who_listens(url):
    with durable(url, executor="a", listen=False) as opened:
        opened.enqueue(two, "w", "one", "two")
        time.sleep(3 * module._POLL_SECONDS)
        assert opened.status("w") == "ENQUEUED"
    with durable(url, executor="b") as opened:
        assert opened.result("w") == ["one", "two"]


def test_a_result_outlives_the_process(url):
    with durable(url, executor="a") as opened:
        opened.start(two, "w", "one", "two")
        opened.result("w")
    with durable(url, executor="b", listen=False) as opened:
        assert opened.result("w") == ["one", "two"]
    assert done == ["one", "two"]


@pytest.mark.parametrize(("kind", "code", "told"), [("bad", "ValueError", False), ("operator", "OperatorError", True)])
def test_an_error_is_kept_without_what_it_quotes(url, engine, kind, code, told):
    with durable(url, executor="a") as opened:
        opened.start(fails, "w", kind)
        with pytest.raises(DurableFailed) as raised:
            opened.result("w")
        assert raised.value.code == code
        assert ("3174012345670001" in raised.value.text) == told


def test_what_is_no_json_is_refused(url):
    with durable(url, executor="a") as opened:
        opened.start(odd, "w")
        with pytest.raises(DurableFailed, match="TypeError"):
            opened.result("w")


def test_a_stop_leaves_the_rest_to_others(url):
    @workflow("tests.slow")
    def slow() -> int:
        step("tests.note", note, "one")
        time.sleep(0.5)
        return len(step("tests.note", note, "two"))

    with durable(url, executor="a") as opened:
        opened.start(slow, "w")
        while not done:
            time.sleep(0.01)
    assert done == ["one"]
    with durable(url, executor="b") as opened:
        assert opened.result("w") == 3
    assert done == ["one", "two"]


def test_a_step_outside_of_a_workflow_is_a_call():
    assert step("tests.note", note, "one") == "one"


def test_files_are_private(tmp_path):
    file = tmp_path / "durable"
    with durable(f"sqlite:///{file}", executor="a") as opened:
        opened.start(two, "w", "one", "two")
        opened.result("w")
        modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o600}
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_connection_that_a_thread_holds_over_the_end_is_closed_when_it_comes_back(url):
    held, ended = threading.Event(), threading.Event()

    def hold(engine):
        with engine.connect() as connection:
            drivers.append(connection.connection.driver_connection)
            held.set()
            ended.wait()

    drivers = []
    with durable(url, executor="a", listen=False) as opened:
        thread = threading.Thread(target=hold, args=(opened._dbos._sys_db.engine,))
        thread.start()
        held.wait()
    ended.set()
    thread.join()
    with pytest.raises((sqlite3.ProgrammingError, psycopg.OperationalError), match="closed"):
        drivers[0].execute("SELECT 1")


def test_nothing_is_printed(tmp_path):
    program = (
        "from adapter.exchange.durable import durable\n"
        f"with durable('sqlite:///{tmp_path}/durable', executor='a'): pass"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert (ran.stdout, ran.stderr) == (b"", b"")


def test_serving_does_not_import_it():
    program = "import sys, adapter.cli.serve, adapter.app; sys.exit('dbos' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


def on_store(url: str, statement: str, **values) -> None:
    engine = open_durable_engine(url, 1)
    schema = "dbos." if engine.dialect.name == "postgresql" else ""
    with engine.begin() as connection:
        connection.execute(text(statement.replace("workflow_status", f"{schema}workflow_status")), values)
    engine.dispose()


def test_no_number_of_deaths_is_too_many(url):
    with durable(url, executor="a", listen=False) as opened:
        opened.enqueue(two, "w", "one", "two")
    on_store(url, "UPDATE workflow_status SET recovery_attempts = 500")
    with durable(url, executor="b") as opened:
        assert opened.result("w") == ["one", "two"]


def test_what_ended_long_ago_is_forgotten(url, now):
    with durable(url, executor="a") as opened:
        opened.start(two, "w", "one", "two")
        opened.result("w")
        assert opened.forget(datetime(2026, 1, 1, tzinfo=WIB)) == 0
        assert opened.forget(datetime(2999, 1, 1, tzinfo=WIB)) == 1
        assert opened.status("w") is None


def test_what_the_process_has_let_go_of_is_taken_up(url):
    """As after an error of the database that DBOS does not know: begun, by this process, and nobody at it."""
    with durable(url, executor="a", listen=False) as opened:
        opened.enqueue(two, "w", "one", "two")
    with durable(url, executor="b") as opened:
        on_store(url, "UPDATE workflow_status SET status = 'PENDING', executor_id = 'b' WHERE status = 'ENQUEUED'")
        assert opened.take_up_let_go() == 0  # it may be about to begin
        while opened.status("w") == "PENDING":
            opened.take_up_let_go()
        assert opened.result("w") == ["one", "two"]


@workflow("tests.long")
def long(steps: int) -> int:
    return sum(step("tests.nap", nap) for _ in range(steps))


def nap() -> int:
    time.sleep(0.1)
    return 1


def test_connections_that_are_cut_hold_work_up_and_no_more(postgres, postgres_database):
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name AND pid <> pg_backend_pid()"
    )
    with postgres_copy(postgres, postgres_database) as engine, durable(durable_url(engine), executor="a") as opened:
        opened.start(long, "w", 15)
        for _ in range(3):
            time.sleep(0.4)
            with engine.connect() as connection:
                connection.execute(cut, {"name": engine.url.database})
        while opened.status("w") == "PENDING":
            opened.take_up_let_go()
            time.sleep(0.2)
        assert opened.result("w") == 15


TAKEN_OVER = """
import sys, time
from adapter.exchange.durable import durable
from adapter.exchange.durable_steps import step, workflow
from tests.exchange.test_durable import on_store

@workflow("tests.endless")
def endless():
    for _ in range(100):
        step("tests.nap", time.sleep, 0.05)

url = sys.argv[1]
with durable(url, executor="a") as opened:
    opened.start(endless, "w")
    time.sleep(0.5)
    on_store(url, "UPDATE workflow_status SET owner_xid = 'another', executor_id = 'b'")
    time.sleep(1)
"""


def test_a_process_whose_work_was_taken_ends_all_the_same(tmp_path):
    """What DBOS does then is to wait for the other's result."""
    root = Path(__file__).parents[2]
    words = [sys.executable, "-c", TAKEN_OVER, f"sqlite:///{tmp_path}/durable"]
    ran = subprocess.run(words, capture_output=True, text=True, cwd=root, timeout=60, check=True)
    assert ran.stderr == ""
    assert "no longer owned by this execution" in ran.stdout


STANDS_STILL = 300.0
"""Seconds without a step after which nothing comes any more: on a busy machine, a death is noticed in tens of them."""


def await_more(engine, done):
    """Wait for a step beyond those `done`, if there is one."""
    since = time.monotonic()
    while len(effects(engine)) == done < PARTS * STEPS:
        assert time.monotonic() - since < STANDS_STILL
        time.sleep(0.01)


def test_twenty_kills_and_every_step_once(engine, url):
    make_tables(engine)
    arguments = (engine.url.render_as_string(hide_password=False), url)
    processes = [started(work, *arguments, 1), started(work, *arguments, 0)]
    dice = random.Random(7)  # noqa: S311 - no secret
    for _ in range(20):
        await_more(engine, len(effects(engine)))  # a kill before anything is done tests nothing
        time.sleep(dice.uniform(0, 0.1))
        victim = processes.pop(dice.randrange(2))
        victim.kill()
        victim.join()
        processes.append(started(work, *arguments, 1))
    while (done := len(effects(engine))) < PARTS * STEPS:
        await_more(engine, done)
    for process in processes:
        process.join(STANDS_STILL)
        assert process.exitcode == 0
    made = effects(engine)
    assert sorted((part, place) for part, place, _ in made) == [(p, s) for p in range(PARTS) for s in range(STEPS)]
    assert len({pid for _, _, pid in made}) > 2
    with durable(url, executor="reader", listen=False) as opened:
        assert opened.result(RUN) == PARTS * STEPS


@workflow("tests.pauses")
def pauses() -> str:
    step("tests.pause", pause, 3600.0)
    return "woke"


def test_a_pause_ends_when_the_process_is_told_to_stop_and_is_taken_up_again(url):
    with durable(url, executor="a") as opened:
        opened.start(pauses, "w")
        while opened.status("w") is None:
            time.sleep(0.01)
    with durable(url, executor="b", listen=False) as opened:
        assert opened.status("w") == "ENQUEUED"
