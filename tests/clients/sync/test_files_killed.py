"""An exchange by folder that is killed at every write it makes, in its database and in the folder, and goes on."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, select

from adapter.exchange import runs
from adapter.exchange.file_models import OutgoingFile
from adapter.exchange.sync_models import OutgoingPage
from adapter.records.database import reading
from adapter.records.synthetic import populate
from tests.support.databases import sqlite_copy
from tests.support.folders import Exchange
from tests.support.world import make_world

CARDS = 4


class Killed(BaseException):
    """The process ends here: nobody catches it, and nothing is tidied up but what the system does."""


@contextmanager
def killed_at(monkeypatch: pytest.MonkeyPatch, engine: Engine, point: int) -> Iterator[list[str]]:
    """Raise Killed at the numbered commit, rename or fsync; gives what was come to."""
    come: list[str] = []

    def count(what: str) -> None:
        come.append(what)
        if len(come) == point:
            raise Killed

    def on_commit(_connection: object) -> None:
        count("commit")

    event.listen(engine, "commit", on_commit)
    with monkeypatch.context() as patched:
        for name in ("fsync", "rename"):
            patched.setattr(os, name, _counted(getattr(os, name), name, count))
        try:
            yield come
        finally:
            event.remove(engine, "commit", on_commit)


def _counted(real: Callable[..., object], name: str, count: Callable[[str], None]) -> Callable[..., object]:
    def counted(*args: object, **kwargs: object) -> object:
        count(f"before {name}")
        done = real(*args, **kwargs)
        count(f"after {name}")
        return done

    return counted


@pytest.fixture
def exchange(sqlite_file, tmp_path, vault, now):
    # The engine of the database does not matter to what is killed here, and each case has many lives.
    with sqlite_copy(sqlite_file, tmp_path) as engine:
        populate(engine, vault, 12, now=now)
        (tmp_path / "map").mkdir()
        made = Exchange(make_world(engine, vault, now), tmp_path / "map", size=2)
        made.offer(CARDS, officials=2)
        yield made


def until_it_lives(exchange: Exchange, monkeypatch, engine: Engine, do: Callable[[], object]) -> int:
    """Kill `do` at its first point, then at its second of what is left, and so on; gives how often it died."""
    deaths = 0
    for point in range(1, 200):
        try:
            with killed_at(monkeypatch, engine, point):
                do()
        except Killed:
            deaths += 1
        else:
            return deaths
    raise AssertionError("it never came to its end")


def test_killed_at_every_point_all_goes_on_and_everything_counts_once(exchange, monkeypatch):
    at_bpjs, at_bkn = exchange.bpjs.engine, exchange.bkn.engine
    assert until_it_lives(exchange, monkeypatch, at_bpjs, exchange.write) > 5
    assert until_it_lives(exchange, monkeypatch, at_bkn, exchange.take_at_bkn) > 5
    assert until_it_lives(exchange, monkeypatch, at_bpjs, exchange.take_at_bpjs) > 2
    assert exchange.stored() == (CARDS, 2)
    assert len(exchange.said_at_bkn()) == len(exchange.files()) == 3
    assert set(exchange.said_at_bkn().values()) == {1}
    assert exchange.said_at_bkn() == exchange.said_at_bpjs()
    with reading(at_bpjs) as session:
        assert not session.scalars(select(OutgoingPage)).all()
        assert not session.scalars(select(OutgoingFile)).all()
        assert runs.unfinished(session, "BPJS") is None


def test_who_is_killed_in_a_write_leaves_no_half_file(exchange, monkeypatch):
    with pytest.raises(Killed), killed_at(monkeypatch, exchange.bpjs.engine, 5) as come:
        exchange.write()
    assert come[-1] == "before fsync" or come
    assert all(one.read_bytes().endswith(b">") for one in exchange.files())
