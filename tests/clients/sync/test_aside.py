"""Records that break their page, rows that a refusal names: set aside, told, tried again on command; and rests."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from adapter.agreements.bpjs.mitra import CARDS
from adapter.agreements.terms import Side
from adapter.errors import AgreementNotInForce
from adapter.exchange import runs
from adapter.exchange.sync_models import OutgoingPage, SetAside, SyncRun
from adapter.journal.models import Entry
from adapter.records.cards import CardDesk
from adapter.records.database import reading, writing
from adapter.records.models import Card
from adapter.registry.notices import publish
from clients.sync import reasons
from clients.sync import runs as sync
from clients.sync.agreements import leg_of
from clients.sync.retry import groups_of, keys_of, retry_set_aside
from tests.clients.sync.test_bad_peer import COUNT, OPERATION, SIZE, aside, site_of, stored
from tests.clients.sync.test_store_away import part
from tests.registry.test_notices import draft
from tests.support.bad_line import BadLine
from tests.support.inline import go, patient
from tests.support.rows import HOLDERS, card
from tests.support.sites import partner_site

POISON = HOLDERS[3].nip


@pytest.fixture
def host(world):
    found = world.host("BPJS")
    found.offer(CARDS, [card(person) for person in HOLDERS[:COUNT]])
    return found


@pytest.fixture
def poison(monkeypatch):
    """One record breaks whatever takes it in."""
    honest = CardDesk._put

    def put(desk, person, kept, index, number):
        if number == HOLDERS[3].card:
            raise KeyError(f"the card {number}")
        honest(desk, person, kept, index, number)

    monkeypatch.setattr(CardDesk, "_put", put)
    return monkeypatch


def bpjs_site(world, **changes):
    return partner_site(world, "BPJS", size=SIZE, patience=patient(world), **changes)


def test_a_record_that_breaks_its_page_is_set_aside_and_all_others_are_applied(world, host, poison):
    outcome, run = go(site_of(world), "BPJS")
    assert (outcome, run.note) == (reasons.ENDED, None)
    assert stored(world) == (COUNT - 1, COUNT)
    assert aside(world) == [("GAGAL_DITERAPKAN", 1)]
    with reading(world.engine) as session:
        counts = runs.counts_of(runs.parts_of(session, run.run_id))["kartuPesertaPns"]
    assert counts == {"TERSIMPAN": COUNT - 1, "GAGAL_DITERAPKAN": 1}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_was_set_aside_is_told_without_names_and_comes_in_on_command(world, host, poison):
    go(site_of(world), "BPJS")
    (group,) = groups_of(site_of(world), "BPJS")
    assert (group.leg, group.reason, group.count, group.direction) == ("kartuPesertaPns", "GAGAL_DITERAPKAN", 1, "pull")
    assert retry_set_aside(site_of(world), "BPJS", None, "petugas") == Counter({"GAGAL_DITERAPKAN": 1})
    assert aside(world) == [("GAGAL_DITERAPKAN", 2)]
    assert list(keys_of(site_of(world), "BPJS", None, "petugas")) == [("kartuPesertaPns", "GAGAL_DITERAPKAN", POISON)]
    poison.undo()
    assert retry_set_aside(site_of(world), "BPJS", "kartuPesertaPns", "petugas") == Counter({"TERSIMPAN": 1})
    assert (aside(world), stored(world)[0]) == ([], COUNT)
    acts = [entry.operation for entry in world.entries() if entry.service == "jembatan"]
    assert acts == ["sync retry", "sync aside show", "sync retry"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_row_that_a_refusal_names_is_set_aside_and_the_rest_goes_out_again(world, host):
    wrong = replace(card(HOLDERS[COUNT]), nomorIdentitasPegawai="1")
    host.offer(CARDS, [wrong])
    site = bpjs_site(world)
    assert go(site, "BPJS")[0] == reasons.ENDED
    with reading(host.engine) as session:
        assert session.execute(select(SetAside.reason, SetAside.direction)).all() == [("FORMAT_TIDAK_SAH", "push")]
        assert session.scalar(select(func.count()).select_from(OutgoingPage)) == 0
    with reading(world.engine) as session:
        assert session.scalar(select(func.count()).select_from(Card)) == COUNT
    assert retry_set_aside(site, "BPJS", "kartuPesertaPns", "petugas") == Counter({"FORMAT_TIDAK_SAH": 1})
    host.offer(CARDS, [wrong], remove=True)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_pushed_records_go_out_again_as_a_page_of_their_own(world, host, poison):
    poison.undo()
    host.offer(CARDS, [card(HOLDERS[0], HOLDERS[1].card)])
    site = bpjs_site(world)
    assert go(site, "BPJS")[0] == reasons.ENDED
    with reading(host.engine) as session:
        assert session.scalars(select(SetAside.reason)).all() == ["KARTU_MILIK_LAIN"]
    world.bpjs().kirimKartuPesertaPns([card(HOLDERS[1], "0008888888888")])
    assert retry_set_aside(site, "BPJS", None, "petugas") == Counter({"TERSIMPAN": 1})
    with reading(host.engine) as session:
        assert session.scalar(select(func.count()).select_from(SetAside)) == 0
        assert runs.latest(session, "BPJS").mode == runs.DELTA
        retry = session.scalars(select(SyncRun).where(SyncRun.mode == runs.RETRY)).one()
        assert retry.ended_at is not None
        sent = session.scalars(select(Entry.outcome).where(Entry.operation == "kirimKartuPesertaPns")).all()
    assert set(sent) == {"BERHASIL"}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_announced_maintenance_is_not_called_into(world, host):
    notice = draft(world.now, expected_end=world.now + timedelta(hours=1))
    agreement = world.catalogue.agreement("BPJS")
    with writing(world.engine) as session:
        publish(session, agreement, Side.PARTNER, notice, world.now)
    line = BadLine(world, {})
    outcome, run = go(line.of(site_of(world)), "BPJS")
    assert (outcome, line.calls) == (reasons.OTHER_RESTS, 0)
    assert (
        "BPJS Kesehatan told us of maintenance until 2026-11-20 10:00 WIB (notice N-1); the run goes on then"
        in run.note
    )
    with reading(world.engine) as session:
        assert runs.unfinished(session, "BPJS").resume_at == notice.expected_end
    world.now += timedelta(minutes=59)
    assert go(line.of(site_of(world)), "BPJS")[0] == reasons.ENDED
    assert stored(world) == (COUNT, COUNT)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_our_own_terms_that_end_between_two_pages_end_the_attempt(world, host):
    site, year = site_of(world), timedelta(days=400)
    leg = leg_of("BPJS", site.own, "kartuPesertaPns")
    key = part(site, leg)
    line = BadLine(world, {})
    leg.page(line.of(site), key)
    world.now += year
    with pytest.raises(AgreementNotInForce) as refused:
        leg.page(line.of(site), key)
    assert sync.why(refused.value)["said"].startswith("the agreement 41/K/KS/X/2016 does not carry this exchange today")
    assert (line.calls, stored(world)) == (1, (SIZE, SIZE))
    world.now -= year
    assert go(site, "BPJS")[0] == reasons.ENDED
    assert stored(world) == (COUNT, COUNT)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_came_and_our_terms_do_not_let_in_stands_in_the_journal(world, host):
    line = BadLine(world, {}, lambda _: world.amend("BPJS", ("CABUT", "kartuPesertaPns", "namaPns")))
    assert go(line.of(site_of(world)), "BPJS")[0] == reasons.STOPPED
    assert stored(world) == (0, 0)
    outcomes = [entry.outcome for entry in world.entries() if entry.operation == OPERATION]
    assert outcomes == ["JAWABAN_DITOLAK"]
