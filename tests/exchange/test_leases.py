"""What only one may do at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from adapter.clock import system_clock
from adapter.exchange.executors import present, this_process
from adapter.exchange.leases import LeaseLost, Running, holds, lease, release, require, take
from adapter.records.database import writing
from tests.exchange.test_executors import add, executor, gone


@pytest.fixture
def first(engine):
    with present(engine, "first", "worker", system_clock) as presence:
        yield presence


def test_the_second_is_told_who_is_at_it(engine, first, now):
    take(engine, "BPJS", "first", now)
    with pytest.raises(Running) as told:
        take(engine, "BPJS", "second", now + timedelta(hours=1))
    process = first._process
    assert str(told.value) == (
        f"sync of BPJS is running since 09:00 in process {process.pid} on host {process.host} (worker); "
        "wait for it, or stop it"
    )


def test_since_yesterday(engine, first, now):
    take(engine, "BPJS", "first", now)
    with pytest.raises(Running, match="since 2026-11-20 09:00 "):
        take(engine, "BPJS", "second", now + timedelta(days=1))


def test_its_own_holder_may_take_it_again(engine, first, now):
    take(engine, "BPJS", "first", now)
    take(engine, "BPJS", "first", now)
    assert holds(engine, "BPJS", "first")


def test_another_name_is_another_lease(engine, first, now):
    take(engine, "BPJS", "first", now)
    take(engine, "SIGTK", "second", now)


def test_it_is_free_after_the_block(engine, first, now):
    with lease(engine, "BPJS", "first", lambda: now), pytest.raises(Running):
        take(engine, "BPJS", "second", now)
    take(engine, "BPJS", "second", now)


def test_what_is_not_ones_own_is_not_released(engine, first, now):
    take(engine, "BPJS", "first", now)
    release(engine, "BPJS", "second")
    assert holds(engine, "BPJS", "first")


def test_of_a_dead_holder_it_is_taken_at_once(engine, first, now):
    add(engine, executor(gone()))
    take(engine, "BPJS", "other", now)
    take(engine, "BPJS", "first", now)
    assert not holds(engine, "BPJS", "other")


def test_a_lost_lease_is_noticed(engine, first, now):
    take(engine, "BPJS", "nobody who is known", now)
    take(engine, "BPJS", "first", now)
    with writing(engine) as session:
        require(session, "BPJS", "first")
        with pytest.raises(LeaseLost, match="sync of BPJS is now with first"):
            require(session, "BPJS", "nobody who is known")
        with pytest.raises(LeaseLost, match="with nobody"):
            require(session, "SIGTK", "first")


def test_of_many_at_once_one_has_it(engine, now):
    def attempt(name):
        try:
            take(engine, "BPJS", name, now)
        except Running:
            return False
        return True

    names = [f"executor {number}" for number in range(4)]
    for name in names:
        row = executor(this_process())
        row.name = name
        add(engine, row)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, names)) == 1
