"""Who is taken for dead, and what becomes of what was theirs."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from sqlalchemy import text

from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.exchange.executor_models import Executor
from adapter.exchange.executors import SILENT_MS, Presence, born, is_dead, present, this_process
from adapter.records.database import reading, writing


class Left:
    """Work that executors have left."""

    def __init__(self, *owners):
        self.left, self.taken_up = set(owners), []

    def take_up_let_go(self):
        return 0

    def owners(self):
        return self.left

    def take_up(self, executor):
        self.taken_up.append(executor)
        return 1


def executor(process, beat=0):
    fields = {"host": process.host, "machine": process.machine, "pid": process.pid, "born": process.born}
    return Executor(name="other", role="sync", since=system_clock(), beat=beat, **fields)


def gone():
    """A process that was here."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = replace(this_process(), pid=child.pid, born=born(child.pid))
    child.communicate()
    return process


def add(engine, row):
    with writing(engine) as session:
        session.add(row)


def set_beat(engine, name, beat):
    with writing(engine) as session:
        session.execute(text("UPDATE executor SET beat = :beat WHERE name = :name"), {"beat": beat, "name": name})


def names(engine):
    with reading(engine) as session:
        return set(session.scalars(text("SELECT name FROM executor")))


def test_a_process_that_is_gone_is_dead_at_once():
    assert is_dead(executor(gone()), this_process(), 0)


def test_a_process_that_lives_is_not_however_silent():
    assert not is_dead(executor(this_process()), this_process(), 10 * SILENT_MS)


def test_its_number_alone_does_not_make_it_the_same():
    assert is_dead(executor(replace(this_process(), born="1")), this_process(), 0)


def test_a_body_that_nobody_has_buried_is_dead():
    child = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert born(child.pid) is None
    child.wait()


@pytest.mark.parametrize(("silent", "dead"), [(SILENT_MS, False), (SILENT_MS + 1, True)])
def test_elsewhere_silence_counts(silent, dead):
    elsewhere = replace(this_process(), machine="another boot")
    assert is_dead(executor(elsewhere, beat=1000), this_process(), 1000 + silent) is dead


def test_the_dead_are_buried_and_their_work_taken_up(engine):
    add(engine, executor(gone()))
    with present(engine, "me", "worker", system_clock) as presence:
        left = Left("other", "me", "somebody who left in order")
        assert presence.bury(left) == 2
        assert left.taken_up == ["other", "somebody who left in order"]
        assert names(engine) == {"me"}
    assert names(engine) == set()


def test_elsewhere_it_takes_two_rounds_of_silence(engine):
    add(engine, executor(replace(this_process(), machine="another boot"), beat=5))
    left = Left()
    with present(engine, "me", "worker", system_clock) as presence:
        assert presence.bury(left) == 0
        set_beat(engine, "other", 6)  # it has beaten meanwhile: the clock had jumped
        assert presence.bury(left) == 0
        assert presence.bury(left) == 1


def test_one_beats_by_the_clock_of_the_database(engine):
    with present(engine, "me", "worker", system_clock) as presence:
        set_beat(engine, "me", 0)
        presence.beat()
        with reading(engine) as session:
            beat = session.scalar(text("SELECT beat FROM executor"))
    assert abs(beat / 1000 - system_clock().timestamp()) < 3600


def test_one_that_was_taken_for_dead_comes_back(engine):
    with present(engine, "me", "worker", system_clock) as presence:
        presence.leave()
        presence.beat()
        assert names(engine) == {"me"}


def test_a_name_is_for_one_that_lives(engine):
    taken = pytest.raises(OperatorError, match=f"process {os.getpid()} .* has this name")
    with present(engine, "me", "worker", system_clock), taken:
        Presence(engine, "me", "sync", system_clock).register()


def test_a_dead_ones_name_is_free(engine):
    add(engine, executor(gone()))
    Presence(engine, "other", "sync", system_clock).register()
    assert names(engine) == {"other"}
