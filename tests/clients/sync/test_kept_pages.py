"""Pages and records that wait to go out: what may leave no more when they do, stays here."""

from collections import Counter
from dataclasses import replace

import pytest
import requests
from sqlalchemy import select

from adapter.agreements.bpjs.elements import DATA_PEGAWAI, DataPegawai
from adapter.agreements.bpjs.mitra import CARDS
from adapter.agreements.bpjs.push_messages import whole
from adapter.agreements.bpjs.receiving import EMPLOYEES
from adapter.agreements.lines import from_line
from adapter.exchange import set_aside
from adapter.exchange.runs import FULL
from adapter.exchange.set_aside import PUSH, Place, Stuck
from adapter.exchange.sync_models import OutgoingPage
from adapter.records.database import reading, writing
from adapter.records.held import after_key
from adapter.records.models import Card, CardHistory
from clients.errors import NotReached
from clients.sync import reasons
from clients.sync.retry import retry_set_aside
from tests.clients.sync.test_bad_peer import HOLDERS
from tests.support.bad_line import BadLine
from tests.support.exchanged import participants
from tests.support.folders import Exchange
from tests.support.inline import go, patient
from tests.support.records import restrict
from tests.support.rows import card
from tests.support.sites import bkn_site, partner_site

# What may leave does not depend on the database.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

ONE = participants(3)[2]


class Cut(BadLine):
    about = b"kirimDataPegawai"


def cut(world, **changes):
    site = bkn_site(world, patience=patient(world, attempts=1, rejected=0), **changes)
    return Cut(world, {0: requests.ConnectionError("cut")}).of(site)


def held(world):
    with reading(world.host("BPJS").engine) as session:
        found = after_key(session, world.host("BPJS").vault, EMPLOYEES.place, None, 1000)
    records = [from_line(one.payload, DataPegawai) for one in found]
    return {one.nomorIdentitasPegawai: one for one in records}


def record(world):
    return held(world)[ONE.nip]


def test_a_kept_page_goes_out_without_who_was_restricted_meanwhile(world):
    assert go(cut(world), "BPJS", FULL)[0] == reasons.OTHER_AWAY
    restrict(world.engine, world.vault, world.now, ONE.nip)
    outcome, run = go(bkn_site(world), "BPJS")
    assert (outcome, run.note, run.attempt) == (reasons.ENDED, None, 2)
    assert held(world)
    assert ONE.nip not in held(world)
    with reading(world.engine) as session:
        assert not session.scalars(select(OutgoingPage)).all()


def test_who_was_set_aside_and_restricted_since_does_not_leave_on_a_retry(world):
    site = bkn_site(world)
    go(site, "BPJS", FULL)
    row = whole(replace(record(world), namaPegawai="Nama Lama"))
    key = world.vault.index("nip", ONE.nip)
    with world.store() as session:
        place = Place("BPJS", DATA_PEGAWAI.name, PUSH)
        set_aside.put(session, world.vault, place, [Stuck(key, key, row, "UJI")], world.now)
    restrict(world.engine, world.vault, world.now, ONE.nip)
    assert retry_set_aside(site, "BPJS", None, "petugas") == Counter()
    assert record(world).namaPegawai != "Nama Lama"
    restrict(world.engine, world.vault, world.now, ONE.nip, restricted=False)
    assert retry_set_aside(site, "BPJS", None, "petugas") == Counter({"TERSIMPAN": 1})
    assert record(world).namaPegawai != "Nama Lama"  # he leaves as he is now


def test_a_written_file_is_written_anew_without_who_was_restricted_meanwhile(world, tmp_path):
    (tmp_path / "map").mkdir()
    exchange = Exchange(world, tmp_path / "map")
    before = exchange.write_at_bkn(FULL)
    restrict(world.engine, world.vault, world.now, ONE.nip)
    assert exchange.write_at_bkn(FULL).files == before.files
    taken = exchange.take_at_bpjs()
    assert any("not in the sender's signed list" in reason for reason in taken.bad.values())
    exchange.take_at_bkn()
    assert held(world)
    assert ONE.nip not in held(world)


def test_a_retry_that_was_broken_off_does_not_bring_back_what_was_replaced_meanwhile(world):
    host = world.host("BPJS")
    host.offer(CARDS, [card(HOLDERS[0])])
    key = host.vault.index("nip", HOLDERS[0].nip)
    with writing(host.engine) as session:
        place = Place("BPJS", CARDS.listed.name, PUSH)
        stuck = Stuck(key, key, card(HOLDERS[0], "0001111111111"), "UJI")
        set_aside.put(session, host.vault, place, [stuck], world.now)
    site = partner_site(world, "BPJS", patience=patient(world, attempts=1, rejected=0))
    line = BadLine(world, {0: requests.ConnectionError("cut")})
    line.about = b"kirimKartuPesertaPns"
    with pytest.raises(NotReached):
        retry_set_aside(line.of(site), "BPJS", None, "petugas")
    assert go(site, "BPJS")[0] == reasons.ENDED  # brings the card as it is, and takes it from aside
    assert retry_set_aside(site, "BPJS", None, "petugas") == Counter()
    with world.store() as session:
        assert len(session.scalars(select(Card)).all()) == 1
        assert not session.scalars(select(CardHistory)).all()
