"""Many writers at once and a reader that follows them as fast as it can: no late commit is ever missed.

The classic gap of feeds numbered by a sequence: 8 commits before 7, whoever has read up to 8 never sees 7. Here on
PostgreSQL, whose writers really run at the same time.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from random import Random
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import Engine, select

from adapter.records import mutations
from adapter.records.database import reading, writing
from adapter.records.models import Person
from adapter.records.mutations import Change
from adapter.records.offered import Offering, Place, after_token, offer
from adapter.records.paging import Scope, page_of
from adapter.records.storing import Writer
from adapter.records.vault import Vault
from tests.support.records import record, store

pytestmark = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)

WRITERS, ROUNDS = 8, 12
CHANGE = Change("UBAH", None, "FINANSIAL", datetime(2026, 11, 20).date(), ("pangkatGolonganRuang",))  # noqa: DTZ001 - a day


def all_at_once(engine: Engine, write: Callable[..., None], follow: Callable[[], object]) -> None:
    """So many writers, each of so many transactions that last a little after their token; the reader until all end."""
    start, ended = Barrier(WRITERS + 1), Event()

    def run(number: int) -> None:
        chance = Random(number)  # noqa: S311 - repeatable
        start.wait()
        for turn in range(ROUNDS):
            with writing(engine) as session:
                write(session, number, turn)
                # Between the token and the commit: where a sequence would let the others by.
                time.sleep(chance.random() / 200)

    def read() -> None:
        start.wait()
        while not ended.is_set():
            follow()
        follow()

    threads = [Thread(target=run, args=(number,)) for number in range(WRITERS)]
    reader = Thread(target=read)
    for thread in (*threads, reader):
        thread.start()
    for thread in threads:
        thread.join()
    ended.set()
    reader.join()


def test_a_reader_of_mutations_sees_every_token_once_and_in_order(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record())
    with reading(engine) as session:
        person = session.scalars(select(Person.id)).one()
    seen: list[int] = []

    def follow() -> None:
        with reading(engine) as session:
            seen.extend(row.token for row in mutations.after_token(session, seen[-1] if seen else 0, 7))

    def write(session, _number: int, turn: int) -> None:
        mutations.append(session, [(person, CHANGE)] * (1 + turn % 3), now)

    all_at_once(engine, write, follow)
    while len(seen) < 1 + 2 * WRITERS * ROUNDS:
        before = len(seen)
        follow()
        assert len(seen) > before, "tokens were skipped"
    assert seen == list(range(1, 2 + 2 * WRITERS * ROUNDS))


@pytest.mark.parametrize("every", [True, False])
def test_a_reader_of_what_is_offered_sees_every_token_once_and_in_order(
    engine: Engine, vault: Vault, now: datetime, *, every: bool
) -> None:
    seen: list[int] = []
    lists = ("kartu", "pejabat")

    def follow() -> None:
        with writing(engine) as session:  # as a call does: each statement sees what was committed meanwhile
            page = after_token(session, "UJI", lists, seen[-1] if seen else 0, 7, every_state=every)
            seen.extend(row.token for row in page.rows)

    def write(session, number: int, turn: int) -> None:
        rows = [Offering(vault.index("nip", f"{number}-{turn}-{one}"), None, b"a") for one in range(2)]
        offer(session, vault, Place("UJI", lists[turn % 2]), rows, now)

    all_at_once(engine, write, follow)
    while len(seen) < 2 * WRITERS * ROUNDS:
        before = len(seen)
        follow()
        assert len(seen) > before, "tokens were skipped"
    assert seen == list(range(1, 2 * WRITERS * ROUNDS + 1))


def test_who_asks_for_what_changed_since_misses_nobody(engine: Engine, vault: Vault, now: datetime) -> None:
    """mutakhirSejak, asked again and again by the time of the last answer, while writers' clocks are behind."""
    ticks = count(1)
    nips = [f"1990010120150{number:05d}" for number in range(WRITERS * ROUNDS)]
    since, seen = [now], set()

    def write(session, number: int, turn: int) -> None:
        writer = Writer(session, vault, now + timedelta(milliseconds=next(ticks)))
        time.sleep(0.002)
        writer.save([record(nip=nips[number * ROUNDS + turn], nik=None)])
        writer.finish()

    def follow() -> None:
        with writing(engine) as session:
            asked = now + timedelta(milliseconds=next(ticks))
            mutations.settle(session, asked)
            cursor, more = None, True
            while more:
                page = page_of(session, vault, Scope(("PNS",), since[0]), cursor, 5)
                seen.update(person.nip_index for person in page.people)
                cursor, more = page.cursor, page.cursor is not None
            since[0] = asked

    all_at_once(engine, write, follow)
    assert seen == {vault.index("nip", nip) for nip in nips}


def test_a_writer_whose_clock_went_back_still_comes_after(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record())
    store(engine, vault, now - timedelta(hours=1), record(grade="III/c"))
    with reading(engine) as session:
        assert session.scalars(select(Person.updated_at)).one() == now + timedelta(microseconds=1)
