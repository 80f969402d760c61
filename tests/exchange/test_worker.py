"""Chunks are done wholly or not at all, once each, whoever dies and however many work."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select, text

from adapter.agreements.bpum.findings import PROPOSALS
from adapter.exchange.kinds import ListKind, Work
from adapter.exchange.models import ListChunk, ListResults
from adapter.exchange.sessions import Part, receive
from adapter.exchange.worker import OPERATION, Worker, try_again
from adapter.limits import LIST_ATTEMPTS
from adapter.records.database import reading, writing
from tests.support.lists import people, proposal, stranger
from tests.support.world import World

STAGE = "PENERIMA"


class Killed(BaseException):
    """The process dies."""


def worker(world: World, *kinds: ListKind) -> Worker:
    return Worker(world.engine, world.vault, world.clock, kinds or world.catalogue.lists)


def sent(world: World, rows: int) -> None:
    asns = [proposal(person) for person in people()]
    world.bpum().kirimUsulanPenerima("U", STAGE, [*asns, *(stranger(n) for n in range(rows - len(asns)))])


def stored(world: World) -> tuple[int, int]:
    """Chunks with results, and journal entries of chunks."""
    with reading(world.engine) as session:
        results = session.scalar(select(func.count()).select_from(ListResults)) or 0
    return results, Counter(entry.operation for entry in world.entries())[OPERATION]


def test_killed_in_the_middle_of_a_chunk(world: World):
    sent(world, 3000)
    kind = PROPOSALS
    deaths: Iterator[bool] = iter([False, True])

    def settle(work, chunk, judged):
        kind.settle(work, chunk, judged)
        if next(deaths, False):
            raise Killed

    mortal = worker(world, replace(kind, settle=settle))
    with pytest.raises(Killed):
        mortal.run()
    assert stored(world) == (1, 1)
    assert world.work() == 2000
    assert stored(world) == (3, 3)
    answer = world.bpum().ambilHasilVerifikasi("U")
    assert (answer.kemajuan.status, answer.jumlahAsn) == ("SELESAI", len(list(people())))


def test_a_chunk_that_always_fails_lets_the_others_go_on(world: World):
    sent(world, 2500)
    kind = PROPOSALS

    def judge(work, rows):
        if len(rows) == 500:
            raise ValueError("a bad chunk")
        return kind.judge(work, rows)

    broken = worker(world, replace(kind, judge=judge))
    for _ in range(LIST_ATTEMPTS + 3):
        broken.round()
    assert stored(world) == (2, 2)
    with world.store() as session:
        assert session.scalars(select(ListChunk.attempts).where(ListChunk.done_at.is_(None))).all() == [LIST_ATTEMPTS]
        assert try_again(session) == 1
    assert world.work() == 500


def test_many_workers_at_once_do_each_chunk_once(world: World):
    for number in range(3):
        rows = [stranger(number * 5000 + place) for place in range(4000)]
        world.bpum().kirimUsulanPenerima(f"U{number}", STAGE, rows)
    barrier, failures = Barrier(3), []

    def work() -> None:
        barrier.wait()
        try:
            worker(world).run()
        except Exception as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert stored(world) == (12, 12)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_on_postgresql_a_chunk_under_way_is_passed_over(world: World, engine: Engine):
    sent(world, 2000)
    with held_first_chunk(engine):
        done = worker(world).run()
    assert done == 1000
    assert world.work() == 1000


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_on_postgresql_a_part_under_way_does_not_hold_up_the_worker(world: World, engine: Engine):
    """Otherwise the two would stand before each other's locks where the part corrects what the worker is at."""
    sent(world, 1000)
    part = Part(number="U", part=2, last=True, rows=[], message_id="", purpose="", stage=STAGE)
    working = Thread(target=world.work)
    with writing(engine) as session:
        receive(Work(session, world.vault, world.now), PROPOSALS, part)
        working.start()
        working.join(timeout=20)
        done = not working.is_alive()
    working.join()
    assert done
    assert stored(world) == (1, 1)


@contextmanager
def held_first_chunk(engine: Engine) -> Iterator[None]:
    with engine.connect() as other:
        other.execute(text("SELECT id FROM list_chunk WHERE number = 1 FOR UPDATE"))
        yield
