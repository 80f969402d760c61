"""How the syncs stand, read from their tables alone."""

from datetime import timedelta

import pytest
import requests
from sqlalchemy import event

from adapter.agreements.bpjs.mitra import CARDS
from adapter.exchange.overview import IDLE, RESTING, RUNNING, STOPPED, overviews
from adapter.exchange.runs import DELTA, FULL, begin
from adapter.records.cards import CardDesk
from adapter.records.database import reading
from clients.sync import reasons
from clients.sync.reconcile import reconcile
from tests.support.bad_line import BadLine
from tests.support.disputes import differing, report
from tests.support.inline import go, patient
from tests.support.rows import HOLDERS, card
from tests.support.sites import bkn_site, bkn_syncs


@pytest.fixture
def host(world):
    found = world.host("BPJS")
    found.offer(CARDS, [card(person) for person in HOLDERS[:25]])
    return found


def overview(world):
    with reading(world.engine) as session:
        (one,) = overviews(session, ["BPJS"], world.now)
        return one


def cut(world, **how):
    """A sync whose line is cut for good."""
    line = BadLine(world, dict.fromkeys(range(99), requests.ConnectionError("cut")))
    return go(line.of(bkn_site(world, patience=patient(world, **how))), "BPJS")


def test_nothing_yet(world):
    one = overview(world)
    assert (one.state, one.run, one.ended_well, one.pages, one.aside, one.cases) == (IDLE, None, {}, (), (), 0)


def test_runs_that_were_done(world, host):
    bkn_syncs(world, "BPJS", FULL)
    first = world.now
    world.now += timedelta(days=1)
    bkn_syncs(world, "BPJS", DELTA)
    assert (overview(world).state, overview(world).ended_well) == (IDLE, {FULL: first, DELTA: world.now})


def test_under_way_and_stopped(world, host):
    with world.store() as session:
        begin(session, "BPJS", DELTA, world.now)
    assert overview(world).state == RUNNING
    assert cut(world, attempts=1)[0] == reasons.OTHER_AWAY
    one = overview(world)
    assert (one.state, one.left_alone_until) == (STOPPED, None)
    assert one.run.note.startswith("kartuPesertaPns: ")


def test_a_party_that_is_left_alone_until_it_may_be_called(world, host):
    cut(world, attempts=2, threshold=2, rest=600.0)
    one = overview(world)
    assert (one.state, one.left_alone_until) == (RESTING, world.now + timedelta(minutes=10))
    world.now = one.left_alone_until
    assert (overview(world).state, overview(world).left_alone_until) == (STOPPED, None)
    bkn_syncs(world, "BPJS")
    assert overview(world).state == IDLE


def test_a_page_that_was_not_acknowledged(world, host):
    line = BadLine(world, {0: requests.ConnectionError("cut")})
    line.about = b"kirimDataPegawai"
    go(line.of(bkn_site(world, patience=patient(world, attempts=1))), "BPJS")
    (kept,) = overview(world).pages
    assert (kept.list_name, kept.direction, kept.count) == ("dataPegawai", "push", 1)
    assert kept.oldest <= world.now
    bkn_syncs(world, "BPJS")
    assert overview(world).pages == ()


def test_records_set_aside(world, host, monkeypatch):
    honest = CardDesk._put

    def put(desk, person, kept, index, number):
        if number == HOLDERS[3].card:
            raise KeyError(number)
        honest(desk, person, kept, index, number)

    monkeypatch.setattr(CardDesk, "_put", put)
    bkn_syncs(world, "BPJS")
    (kept,) = overview(world).aside
    assert (kept.list_name, kept.direction, kept.count) == ("kartuPesertaPns", "pull", 1)


def test_what_differs_and_what_waits_for_people(world, host):
    site = bkn_site(world)
    for offered, differ in ((25, 25), (25, 0)):
        assert len(reconcile(site, world.catalogue.agreement("BPJS"), "kartuPesertaPns").differences) == differ
        (last,) = overview(world).comparisons
        assert (last.list_name, last.differing) == ("kartuPesertaPns", differ), offered
        bkn_syncs(world, "BPJS")
    report(world.bpjs(), differing(HOLDERS[0], "namaPegawai", "Nama Contoh Lain"))
    assert overview(world).cases == 1


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_no_page_and_no_record_is_read_to_count_them(world):
    plans = []

    def explain(connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith("SELECT"):
            raw = connection.connection.cursor()
            raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[3] for row in raw.fetchall())

    event.listen(world.engine, "before_cursor_execute", explain)
    overview(world)
    event.remove(world.engine, "before_cursor_execute", explain)
    assert any("ix_outgoing_page_made" in plan and "COVERING" in plan for plan in plans), plans
    assert any("ix_set_aside_waiting" in plan and "COVERING" in plan for plan in plans), plans
    assert not [plan for plan in plans if plan.startswith(("SCAN outgoing_page", "SCAN set_aside", "SCAN sync_run"))]
