"""What a sync would exchange is told beforehand, list by list, and is then what it exchanges."""

from dataclasses import replace

import pytest
import requests
from sqlalchemy import func, select

from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.bpjs.receiving import EMPLOYEES
from adapter.agreements.holding import take_own
from adapter.agreements.receiving import Incoming
from adapter.exchange.runs import DELTA, FULL, counts_of
from adapter.exchange.sync_models import OutgoingPage, SyncPart, SyncRun
from adapter.journal.models import Entry
from adapter.records.database import reading, writing
from adapter.records.offered_models import OfferCounter, PullMark
from adapter.records.storing import Writer
from clients.sync import pull, reasons
from clients.sync.look_ahead import look_ahead
from tests.support.bad_line import BadLine
from tests.support.exchanged import officials
from tests.support.inline import go, patient
from tests.support.rows import HOLDERS, card
from tests.support.sites import bkn_site, bkn_syncs, partner_site

HERE = (SyncRun, SyncPart, OutgoingPage, PullMark)


@pytest.fixture
def host(world):
    found = world.host("BPJS")
    found.offer(CARDS, [card(person) for person in HOLDERS[:25]])
    found.offer(OFFICIALS, officials(7))
    return found


def ahead(site, mode=DELTA, code="BPJS"):
    """Records by list; None where nobody tells."""
    return {one.leg.name: one.records for one in look_ahead(site, code, mode).lists}


def moved(site, mode=DELTA, code="BPJS"):
    """What a run then moves, by list."""
    with reading(site.engine) as session:
        before = session.scalars(select(SyncRun.run_id)).all()
    assert go(site, code, mode)[0] == reasons.ENDED
    with reading(site.engine) as session:
        session.expire_on_commit = False
        parts = session.scalars(select(SyncPart).where(SyncPart.run_id.not_in(before), SyncPart.stage == mode)).all()
    return {name: sum(results.values()) for name, results in counts_of(parts).items()}


def kept(engine):
    with reading(engine) as session:
        return [session.scalar(select(func.count()).select_from(model)) for model in HERE]


def operations(engine):
    with reading(engine) as session:
        return session.scalars(select(Entry.operation).order_by(Entry.id)).all()


@pytest.mark.parametrize("mode", [DELTA, FULL])
def test_what_is_told_is_what_is_exchanged(world, host, mode):
    site = bkn_site(world, size=10)
    bkn_syncs(world, "BPJS")
    host.offer(CARDS, [card(HOLDERS[0], "0009999999999")])
    host.offer(CARDS, [card(HOLDERS[1])], remove=True)
    for person in HOLDERS[2:4]:
        change(world, person)
    told = ahead(site, mode)
    assert told["kartuPesertaPns"] == (2 if mode == DELTA else 25)
    assert told["dataPegawai"] > 0
    assert told == {**dict.fromkeys(told, 0), **moved(site, mode)}


def change(world, person):
    """Somebody has moved; of one of them the processing is restricted."""
    with world.store() as session:
        writer = Writer(session, world.vault, world.now)
        identity = replace(person.record.identity, name="Nama Contoh Lain")
        writer.save([replace(person.record, identity=identity)])
        if person is HOLDERS[3]:
            writer.restrict(person.nip, restricted=True)
        writer.finish()


def test_a_look_leaves_nothing_but_its_questions(world, host):
    site, before = bkn_site(world), kept(world.engine)
    look_ahead(site, "BPJS", DELTA)
    assert kept(world.engine) == before == [0, 0, 0, 0]
    asked = ["ambilKartuPesertaPns", "ambilDataPejabatNegara"]
    assert sorted(operations(world.engine)) == sorted(operations(host.engine)) == sorted(asked)


def test_the_partners_own_end(world, host):
    site = partner_site(world, "BPJS", size=10)
    host.offer(CARDS, [card(HOLDERS[25])])
    host.offer(CARDS, [card(HOLDERS[25])], remove=True)
    told = ahead(site, FULL)
    assert (told["kartuPesertaPns"], told["dataPejabatNegara"]) == (25, 7)
    assert told == {**dict.fromkeys(told, 0), **moved(site, FULL)}
    # Mutations are not counted on the wire.
    assert ahead(site)["dataPegawai"] is None
    given = next(one for one in world.bpjs().ambilDataPegawai().pegawai if one.namaPegawai)
    with writing(host.engine) as session:
        own = replace(given, namaPegawai="Nama Contoh Lain")
        take_own(Incoming(session, host.vault, world.now, "pesan"), EMPLOYEES, [own])
    assert ahead(site)["perbedaanData"] == 1


def test_codes_owed_to_sigtk(world):
    world.host("SIGTK")
    site = bkn_site(world)
    for mode in (DELTA, DELTA, FULL):
        told = ahead(site, mode, "SIGTK")
        assert told == {**dict.fromkeys(told, 0), **moved(site, mode, "SIGTK")}


def test_a_run_that_was_broken_off_goes_on_where_it_was(world, host):
    once = patient(world, attempts=1, rejected=0)
    line = BadLine(world, {2: requests.ConnectionError("cut")})
    assert go(line.of(bkn_site(world, size=10, patience=once)), "BPJS", FULL)[0] == reasons.OTHER_AWAY
    found = look_ahead(bkn_site(world), "BPJS", DELTA)
    assert found.goes_on is not None
    assert found.goes_on.mode == FULL
    # One page of ten was looked at beforehand, one was pulled; the employees were all pushed.
    told = {one.leg.name: (one.since, one.records) for one in found.lists}
    assert (told["kartuPesertaPns"], told["dataPegawai"]) == ((10, 15), (None, 0))
    assert look_ahead(bkn_site(world), "BPJS", FULL).goes_on.mode == FULL


def test_parts_behind_that_are_done_are_counted_in(world, host, monkeypatch):
    monkeypatch.setattr(pull, "PART_TOKENS", 10)
    once = patient(world, attempts=1, rejected=0)
    line = BadLine(world, {2: requests.ConnectionError("cut")})
    go(line.of(bkn_site(world, size=10, patience=once)), "BPJS", FULL)
    (cards, *_) = look_ahead(bkn_site(world), "BPJS", FULL).lists
    assert (cards.since, cards.records, cards.at_most) == (10, 15, True)


def test_a_list_that_is_told_whole_and_was_broken_off(world, host):
    whole = ahead(partner_site(world, "BPJS"), FULL)["dataPegawai"]
    line = BadLine(world, {2: requests.ConnectionError("cut")})
    line.about = b"ambilDataPegawai"
    once = patient(world, attempts=1, rejected=0)
    go(line.of(partner_site(world, "BPJS", size=10, patience=once)), "BPJS", FULL)
    assert ahead(partner_site(world, "BPJS"), FULL)["dataPegawai"] == whole - 10


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_partner_that_is_away_leaves_what_we_owe(world):
    found = look_ahead(bkn_site(world, line={"address": "http://nobody.test", "post": refused}), "BPJS", FULL)
    told = {one.leg.name: one.records for one in found.lists}
    assert told["kartuPesertaPns"] is told["dataPejabatNegara"] is None
    assert told["dataPegawai"] > 0
    assert [one["kind"] for one in found.reasons] == [reasons.OTHER_AWAY]


def refused(*_args):
    raise requests.ConnectionError


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_store_that_was_restored_is_told(world, host):
    bkn_syncs(world, "BPJS")
    with writing(host.engine) as session:
        session.get_one(OfferCounter, "BPJS").last_token = 3
    (first, *_) = look_ahead(bkn_site(world), "BPJS", DELTA).reasons
    assert first["kind"] == reasons.STOPPED
    assert "seems to have been restored" in first["said"]
