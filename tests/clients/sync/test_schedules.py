"""What begins of itself: each firing once, a missed night too."""

import time
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from adapter.clock import system_clock
from adapter.exchange.durable import durable
from adapter.records.database import reading, writing
from adapter.settings import Settings
from clients.sync.schedules import connect, schedules
from tests.support.durable_work import durable_url, keep_time, started

PEERS = {"BPJS": "http://bpjs.example", "SIGTK": "http://sigtk.example"}


@pytest.fixture
def begun():
    """The runs that schedules have begun."""
    runs = []
    connect(lambda agreement, mode: runs.append((agreement, mode)))
    yield runs
    connect(lambda *_: None)


def wanted(**fields):
    return {one.name: one.cron for one in schedules(Settings(peer_urls=PEERS, **fields))}


def test_each_agreement_has_its_three():
    assert wanted() == {
        "delta BPJS": "0 2 * * *", "delta SIGTK": "0 2 * * *",
        "full BPJS": "0 20 1 1,7 *", "full SIGTK": "0 20 1 1,7 *",
        "reconcile BPJS": "0 4 1 1,4,7,10 *", "reconcile SIGTK": "0 4 1 1,4,7,10 *",
    }  # fmt: skip


def test_one_that_is_off_is_not_there():
    assert set(wanted(sync_nightly="off", sync_semester="OFF")) == {"reconcile BPJS", "reconcile SIGTK"}


def until(condition):
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to that")


def test_three_nights_without_a_worker_are_caught_up_by_one_delta(engine, begun):
    settings = Settings(peer_urls={"BPJS": "http://bpjs.example"}, sync_semester="off", sync_reconciliation="off")
    with durable(durable_url(engine), executor="a") as opened:
        opened.keep(schedules(settings), system_clock() - timedelta(days=3))
        until(lambda: begun)
        time.sleep(0.5)
    assert begun == [("BPJS", "delta")]


def test_what_is_no_longer_wanted_fires_no_more(engine, begun):
    with durable(durable_url(engine), executor="a") as opened:
        opened.keep(schedules(Settings(peer_urls=PEERS)), system_clock())
        opened.keep([], system_clock())
        assert opened.scheduled() == {}
        opened.keep(schedules(Settings(peer_urls=PEERS)), system_clock())
        assert len(opened.scheduled()) == 6


def test_three_workers_fire_every_second_once(engine):
    with writing(engine) as session:
        session.execute(text("CREATE TABLE tick (instant TEXT, pid INTEGER)"))
    url = engine.url.render_as_string(hide_password=False)
    workers = [started(keep_time, url, durable_url(engine), 7.0) for _ in range(3)]
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    with reading(engine) as session:
        fired = sorted(datetime.fromisoformat(instant) for instant in session.scalars(text("SELECT instant FROM tick")))
    assert len(fired) >= 3
    assert fired == [fired[0] + timedelta(seconds=number) for number in range(len(fired))]
