"""What a sync brings beside the plain lists: codes to SIGTK, differences to BKN, what was found to differ once more."""

from dataclasses import replace

from sqlalchemy import func, select

from adapter.agreements.bpjs.mitra import CARDS
from adapter.agreements.bpjs.receiving import EMPLOYEES, differences_to_report
from adapter.agreements.holding import take_own
from adapter.agreements.receiving import Incoming
from adapter.records.database import reading, writing
from adapter.records.difference_models import DifferenceCase
from adapter.records.held_differences import newest_unreported
from clients.sync.agreements.bpjs_differences import note_reports
from clients.sync.reconcile import reconcile
from clients.sync.repair import repair
from tests.support.inline import go
from tests.support.rows import HOLDERS, card
from tests.support.sites import bkn_site, bkn_syncs, partner_site


def test_sigtk_gets_each_code_once(world):
    told = bkn_syncs(world, "SIGTK")
    assert told["referensi/GOLONGAN"].keys() == {"TERSIMPAN"}
    assert not any(name.startswith("referensi/") for name in bkn_syncs(world, "SIGTK"))


def test_a_difference_from_the_partners_own_data_is_reported_once(world):
    host = world.host("BPJS")
    bkn_syncs(world, "BPJS", "full")
    given = next(one for one in world.bpjs().ambilDataPegawai().pegawai if one.namaPegawai)
    with writing(host.engine) as session:
        own = replace(given, namaPegawai="Nama Contoh Lain")
        take_own(Incoming(session, host.vault, world.now, "pesan"), EMPLOYEES, [own])
    for _ in range(2):
        assert go(partner_site(world, "BPJS"), "BPJS")[0] == "ended"
    with reading(host.engine) as session:
        assert newest_unreported(session, "BPJS") == 0
    with world.store() as session:
        assert session.scalar(select(func.count()).select_from(DifferenceCase)) == 1


def test_reports_that_are_answered_out_of_their_order_are_each_written_down(world):
    """As files are: however many differences are older, the answer to these tells of these."""
    host = world.host("BPJS")
    bkn_syncs(world, "BPJS", "full")
    given = [one for one in world.bpjs().ambilDataPegawai().pegawai if one.namaPegawai][:4]
    with writing(host.engine) as session:
        own = [replace(one, namaPegawai="Nama Contoh Lain", tempatLahir="Contoh") for one in given]
        take_own(Incoming(session, host.vault, world.now, "pesan"), EMPLOYEES, own)
        found = [report for _, report in differences_to_report(session, host.vault, 10)]
    asked = found[-3:]
    answer = world.bpjs().laporkanPerbedaanData(asked)
    with writing(host.engine) as session:
        note_reports(partner_site(world, "BPJS"), session, asked, answer)
        assert [report for _, report in differences_to_report(session, host.vault, 10)] == found[:-3]


def test_what_differs_is_pulled_once_more_by_itself(world):
    host, site = world.host("BPJS"), bkn_site(world)
    host.offer(CARDS, [card(one) for one in HOLDERS[:5]])
    bkn_syncs(world, "BPJS")
    host.offer(CARDS, [card(HOLDERS[0], "0009999999999"), card(HOLDERS[5])])
    agreement = world.catalogue.agreement("BPJS")
    found = reconcile(site, agreement, "kartuPesertaPns")
    assert len(found.differences) == 2
    done = repair(site, found)
    assert (dict(done.counts), done.left) == ({"TERSIMPAN": 2}, 0)
    assert reconcile(site, agreement, "kartuPesertaPns").differences == ()


def test_what_differs_is_pushed_once_more_by_itself(world):
    site, agreement = bkn_site(world), world.catalogue.agreement("BPJS")
    found = reconcile(site, agreement, "dataPegawai")
    done = repair(site, found)
    assert done.counts["TERSIMPAN"] == len(found.differences) > 0
    assert reconcile(site, agreement, "dataPegawai").differences == ()
