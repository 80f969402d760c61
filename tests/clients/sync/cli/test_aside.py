"""`jembatan sync aside`: told without names, shown on demand, tried again on command."""

from datetime import timedelta

import pytest

from adapter.agreements.bpjs.mitra import CARDS
from adapter.agreements.terms import Side
from adapter.clock import system_clock
from adapter.exchange.executors import present
from adapter.exchange.leases import lease
from adapter.records.cards import CardDesk
from adapter.records.database import writing
from adapter.registry.notices import publish
from tests.cli.conftest import one_line
from tests.registry.test_notices import draft
from tests.support.inline import go
from tests.support.rows import HOLDERS, card
from tests.support.sites import bkn_syncs, partner_site

POISON = HOLDERS[3]


@pytest.fixture
def poison(world, host, monkeypatch):
    """One record breaks whatever takes it in, and was set aside."""
    honest = CardDesk._put

    def put(desk, person, kept, index, number):
        if number == POISON.card:
            raise KeyError(f"the card {number}")
        honest(desk, person, kept, index, number)

    with monkeypatch.context() as patched:
        patched.setattr(CardDesk, "_put", put)
        bkn_syncs(world, "BPJS")
        yield patched


def test_nothing_is_aside(bkn):
    told = bkn("sync", "aside", "bpjs")
    assert (told.exit_code, told.stdout) == (0, "BPJS: nothing is set aside\n")
    told = bkn("sync", "aside", "BPJS", "--retry", "--show", "--by", "petugas")
    assert (told.exit_code, told.stdout) == (0, "tried again: nothing is aside\nBPJS: nothing is set aside\n")


def test_told_without_names_and_shown_on_demand(poison, bkn):
    told = bkn("sync", "aside", "BPJS")
    assert told.exit_code == 4
    titles, row = (line.split("\t") for line in told.stdout.splitlines())
    assert titles == ["list", "direction", "reason", "records", "oldest"]
    assert row[:4] == ["kartuPesertaPns", "pull", "GAGAL_DITERAPKAN", "1"]
    shown = bkn("sync", "aside", "BPJS", "kartuPesertaPns", "--show", "--by", "petugas")
    assert shown.exit_code == 4
    assert shown.stdout.splitlines()[-1] == f"kartuPesertaPns\tGAGAL_DITERAPKAN\t{POISON.nip}"
    assert bkn("sync", "aside", "BPJS", "dataPejabatNegara").exit_code == 0


def test_tried_again(poison, bkn):
    told = bkn("sync", "aside", "BPJS", "--retry", "--by", "petugas")
    assert told.exit_code == 4
    assert told.stdout.startswith("tried again: 1 GAGAL_DITERAPKAN\n")
    poison.undo()
    told = bkn("sync", "aside", "BPJS", "--retry", "--by", "petugas")
    assert (told.exit_code, told.stdout) == (0, "tried again: 1 TERSIMPAN\nBPJS: nothing is set aside\n")


def test_somebody_is_at_it(poison, world, bkn):
    with present(world.engine, "other", "sync", system_clock), lease(world.engine, "BPJS", "other", system_clock):
        told = bkn("sync", "aside", "BPJS", "--retry", "--by", "petugas")
    assert told.exit_code == 1
    assert "sync of BPJS is running since" in one_line(told)


def test_a_list_that_there_is_not(poison, bkn):
    for words in ((), ("--show",), ("--retry",)):
        told = bkn("sync", "aside", "BPJS", "gaji", *words)
        assert (told.exit_code, told.stdout) == (1, "")
        assert "BPJS has no list 'gaji'; it has kartuPesertaPns, dataPejabatNegara, dataPegawai" in one_line(told)


def test_not_this_partners_agreement(bpjs):
    told = bpjs("sync", "aside", "SIGTK")
    assert told.exit_code == 1
    assert "SIGTK: this is the end of BPJS" in one_line(told)


def test_what_is_pushed_waits_for_a_partner_that_rests(world, host, bpjs):
    """BKN did not take a card; then it announces a maintenance."""
    host.offer(CARDS, [card(HOLDERS[0], HOLDERS[1].card)])
    go(partner_site(world, "BPJS"), "BPJS")
    notice = draft(world.now, expected_end=world.now + timedelta(hours=1))
    with writing(host.engine) as session:
        publish(session, world.catalogue.agreement("BPJS"), Side.BKN, notice, world.now)
    told = bpjs("sync", "aside", "BPJS", "--retry", "--by", "petugas")
    assert (told.exit_code, told.stdout) == (5, "")
    assert "told us of maintenance" in one_line(told)
    assert "KARTU_MILIK_LAIN" in bpjs("sync", "aside", "BPJS").stdout
