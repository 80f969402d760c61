"""Our own database fills up, goes away in the middle, or is shared by two that do the same page at once."""

import threading
from collections import Counter
from contextlib import ExitStack

import pytest
import requests
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from adapter.agreements.bpjs.mitra import CARDS
from adapter.errors import StoreUnavailable
from adapter.exchange import parts, runs
from adapter.exchange.parts import Overtaken, PartKey
from adapter.exchange.runs import DELTA
from adapter.exchange.sync_models import OutgoingPage, SyncRun
from adapter.journal.models import Entry
from adapter.records.database import open_engine, reading, writing
from clients.sync import reasons
from clients.sync.agreements import leg_of
from tests.clients.sync.test_bad_peer import COUNT, OPERATION, SIZE, impatient, site_of, stored
from tests.support.bad_line import BadLine
from tests.support.inline import go, patient
from tests.support.postgres import stopped
from tests.support.rows import HOLDERS, card
from tests.support.sites import partner_site


@pytest.fixture
def host(world):
    found = world.host("BPJS")
    found.offer(CARDS, [card(person) for person in HOLDERS[:COUNT]])
    return found


def lose(_answer):
    raise requests.ConnectionError("cut after it had arrived")


def part(site, leg, first=0):
    """A part of a run of this leg alone, under way."""
    with writing(site.engine) as session:
        run = runs.begin(session, "BPJS", DELTA, site.clock())
        ranges = leg.delta(site) or [parts.Range(first, None)]
        runs.plan(session, run.run_id, DELTA, {leg.name: ranges}, site.clock())
        return PartKey(run.run_id, DELTA, leg.name, 0)


def successes(engine, operation):
    with reading(engine) as session:
        mine = (Entry.operation == operation, Entry.outcome == "BERHASIL")
        return session.scalar(select(func.count()).select_from(Entry).where(*mine))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_and_room_lets_the_page_go_on(world, host):
    full = [False]

    def fill(opened, _record=None, _proxy=None):
        opened.execute(f"PRAGMA max_page_count={1 if full[0] else 2**30}")  # never less than there are

    event.listen(world.engine, "checkout", fill)
    site = impatient(world)
    leg = leg_of("BPJS", site.own, "kartuPesertaPns")
    key = part(site, leg)
    bad = BadLine(world, {}, lambda number: full.__setitem__(0, number == 1)).of(site)
    leg.page(bad, key)
    with pytest.raises(StoreUnavailable, match="the disk is full") as caught:
        leg.page(bad, key)
    assert "\n" not in str(caught.value)
    full[0] = False
    assert stored(world) == (SIZE, SIZE)
    while leg.page(site, key).more:
        pass
    assert (stored(world), successes(world.engine, OPERATION)) == ((COUNT, COUNT), 3)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_server_that_is_down_between_an_answer_and_its_page_loses_the_answer_alone(world, host, postgres):
    site = impatient(world)
    leg = leg_of("BPJS", site.own, "kartuPesertaPns")
    key = part(site, leg)
    with ExitStack() as down:

        def stop(answer):
            down.enter_context(stopped(postgres))
            return answer

        bad = BadLine(world, {1: stop}).of(site)
        leg.page(bad, key)
        with pytest.raises(StoreUnavailable, match="the database does not answer") as caught:
            leg.page(bad, key)
        assert "\n" not in str(caught.value)
    assert (stored(world), successes(world.engine, OPERATION)) == ((SIZE, SIZE), 1)
    while leg.page(site, key).more:
        pass
    assert (stored(world), successes(world.engine, OPERATION)) == ((COUNT, COUNT), 3)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize("when", ["before the page is applied", "while it is applied"])
def test_connections_that_die_in_the_middle_cost_one_more_try(world, host, when):
    def kill():
        other = open_engine(world.engine.url.render_as_string(hide_password=False))
        with other.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        other.dispose()

    killed = []

    def on_cards(_connection, _cursor, statement, *_rest):
        if not killed and statement.lstrip().startswith("INSERT INTO card"):
            killed.append(kill())

    if when == "while it is applied":
        event.listen(world.engine, "before_cursor_execute", on_cards)
        line = BadLine(world, {})
    else:
        line = BadLine(world, {}, lambda number: kill() if number == 1 else None)
    outcome, run = go(line.of(site_of(world)), "BPJS")
    assert (outcome, run.note) == (reasons.ENDED, None)
    assert (stored(world), successes(world.engine, OPERATION)) == ((COUNT, COUNT), 3)


def test_a_database_that_stays_away_is_told_and_the_page_done_again_later(world, host):
    gone = []

    def away(connection):
        if gone:
            raise OperationalError("BEGIN", {}, Exception("gone"))

    event.listen(world.engine, "begin", away)
    site = impatient(world)
    leg = leg_of("BPJS", site.own, "kartuPesertaPns")
    key = part(site, leg)
    line = BadLine(world, {}, lambda number: gone.append(True) if number == 1 else None)
    bad = line.of(site)
    leg.page(bad, key)
    with pytest.raises(StoreUnavailable):
        site.patience.store(lambda: leg.page(bad, key))
    gone.clear()
    assert stored(world) == (SIZE, SIZE)
    while leg.page(site, key).more:
        pass
    assert (stored(world), successes(world.engine, OPERATION)) == ((COUNT, COUNT), 3)


def together(*does):
    """Carry them out at the same time; gives what each gave, or the Overtaken that it raised."""
    found, barrier = [], threading.Barrier(len(does))

    def one(do):
        barrier.wait()
        try:
            found.append(do())
        except Overtaken as error:
            found.append(error)

    threads = [threading.Thread(target=one, args=(do,)) for do in does]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_two_that_pull_the_same_page_apply_it_once(world, host):
    site = impatient(world)
    leg = leg_of("BPJS", site.own, "kartuPesertaPns")
    key = part(site, leg)
    together(*[lambda: leg.page(site, key)] * 2)
    with reading(site.engine) as session:
        (found,) = runs.parts_of(session, key.run_id)
        assert (found.reached, found.pages) in ((SIZE, 1), (2 * SIZE, 2))
        assert runs.counts_of([found])[leg.name] == Counter({"TERSIMPAN": found.reached})
        pages = found.pages
    assert successes(world.engine, OPERATION) == pages


def test_two_that_make_the_same_page_make_one(world, host):
    site = partner_site(world, "BPJS", size=SIZE, patience=patient(world, attempts=1))
    leg = leg_of("BPJS", site.own, "kartuPesertaPns")
    key = part(site, leg)
    with reading(site.engine) as session:
        seen = parts.at(session, key)
    pages = [leg.make(site, key, seen, seen.reached) for _ in range(2)]
    assert pages[0].message_id == pages[1].message_id
    with reading(site.engine) as session:
        assert session.scalar(select(func.count()).select_from(OutgoingPage)) == 1


def test_a_page_whose_acknowledgement_was_lost_goes_out_as_the_same_message(world, host):
    site = partner_site(world, "BPJS", size=SIZE, patience=patient(world))
    leg = leg_of("BPJS", site.own, "kartuPesertaPns")
    key = part(site, leg)
    line = BadLine(world, {0: lose})
    line.about = b"kirimKartuPesertaPns"
    assert leg.page(line.of(site), key).counts == {"TERSIMPAN": SIZE}
    with reading(site.engine) as session:
        ids = session.scalars(select(Entry.message_id).where(Entry.operation == "kirimKartuPesertaPns")).all()
        assert session.scalar(select(func.count()).select_from(OutgoingPage)) == 0
    assert (line.calls, len(ids)) == (2, 1)
    at_bkn = [(one.message_id, one.outcome) for one in world.entries() if one.operation == "kirimKartuPesertaPns"]
    assert at_bkn == [(ids[0], "BERHASIL"), (ids[0], "ULANGAN")]


def test_two_that_begin_a_run_begin_one(world):
    def begin():
        with writing(world.engine) as session:
            run = runs.begin(session, "BPJS", DELTA, world.now, 0)
            return run.run_id, run.attempt

    found = together(begin, begin, begin)
    assert len(set(found)) == 1
    with reading(world.engine) as session:
        assert session.scalar(select(func.count()).select_from(SyncRun)) == 1


def test_a_full_run_takes_the_place_of_a_delta_that_cannot_go_on(world):
    with writing(world.engine) as session:
        delta = runs.begin(session, "BPJS", DELTA, world.now).run_id
    with writing(world.engine) as session:
        full = runs.begin(session, "BPJS", runs.FULL, world.now)
        assert (full.mode, session.get_one(SyncRun, delta).outcome) == (runs.FULL, runs.REPLACED)
    with writing(world.engine) as session:
        assert runs.begin(session, "BPJS", DELTA, world.now).mode == runs.FULL
