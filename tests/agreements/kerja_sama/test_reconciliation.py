"""ambilSidik at both hosts: what it tells, what it refuses, and that it tells no number of anybody."""

import pytest
from sqlalchemy import func, select

from adapter.agreements.kerja_sama.reconciliation import operations
from adapter.agreements.kerja_sama.reconciliation.messages import RentangPosisi
from adapter.agreements.panrb.mitra import DOCUMENTS
from adapter.agreements.panrb.translation import document
from adapter.agreements.sigtk.mitra import HONOURS
from adapter.agreements.sigtk.translation import award_from
from adapter.records.awards import receive_awards
from adapter.records.digest_models import ListDigest
from adapter.records.information import receive_information
from adapter.records.ranges import FEW
from clients.bkn import BknToBpjs
from clients.errors import AgreementRefused, ContractRefused
from clients.sync.reconcile import reconcile
from tests.clients.test_panrb import document as information
from tests.clients.test_sigtk import honour
from tests.support.sites import bkn_site, partner_site

WHOLE = RentangPosisi(bit=0, awalan=0)


def ready(client, name: str):
    while not (answer := client.ambilSidik(name)).siap:
        pass
    return answer


def test_what_everything_holds_is_summed_up_by_sixteenths(world):
    ready(world.bpjs(), "dataPegawai")
    (told,) = world.bpjs().ambilSidik("dataPegawai", [WHOLE]).rentang
    page = world.bpjs().ambilDataPegawai()
    assert told.jumlah == len(page.pegawai) > FEW
    assert sum(part.jumlah for part in told.bagian) == told.jumlah
    assert told.catatan == ()


def test_few_records_are_told_one_by_one_and_can_be_pulled_by_their_tokens(world):
    ready(world.bpjs(), "dataPegawai")
    (whole,) = world.bpjs().ambilSidik("dataPegawai", [WHOLE]).rentang
    asked = [RentangPosisi(bit=4, awalan=part.nomor) for part in whole.bagian]
    told = world.bpjs().ambilSidik("dataPegawai", asked).rentang
    assert [(one.jumlah, len(one.catatan)) for one in told] == [(part.jumlah, part.jumlah) for part in whole.bagian]
    # Whom nothing has happened to since he was entered has no token: he comes with a full pull.
    token = next(one.tokenUrut for part in told for one in part.catatan if one.tokenUrut)
    (changed,) = world.bpjs().ambilMutasi(token - 1, ukuranHalaman=1).mutasi
    assert changed.tokenUrut == token


def test_digests_are_made_in_pieces_and_nothing_is_told_before_all_are(world, monkeypatch):
    monkeypatch.setattr(operations, "DIGESTS_A_CALL", 20)
    first = world.bpjs().ambilSidik("dataPegawai", [WHOLE])
    assert (first.siap, first.rentang) == (False, ())
    with world.store() as session:
        assert 0 < session.scalar(select(func.count()).select_from(ListDigest)) <= 20
    assert ready(world.bpjs(), "dataPegawai").siap


def test_too_much_to_read_is_answered_in_part(world, monkeypatch):
    monkeypatch.setattr(operations, "DIGESTS_READ_A_CALL", 1)
    ready(world.bpjs(), "dataPegawai")
    sixteen = [RentangPosisi(bit=4, awalan=number) for number in range(16)]
    answer = world.bpjs().ambilSidik("dataPegawai", sixteen)
    assert 0 < len(answer.rentang) < 16
    assert [one.awalan for one in answer.rentang] == list(range(len(answer.rentang)))


@pytest.mark.parametrize(("bit", "awalan"), [(3, 0), (4, 16), (0, 1), (60, 2**60)])
def test_what_is_no_range_is_refused(world, bit, awalan):
    with pytest.raises(ContractRefused, match=r"/ambilSidik/rentang\[2\]"):
        world.bpjs().ambilSidik("dataPegawai", [WHOLE, RentangPosisi(bit=bit, awalan=awalan)])


@pytest.mark.parametrize("garam", ["", "AAAA", "A" * 86 + "=="])
def test_a_partners_host_refuses_what_is_no_secret(world, garam):
    with pytest.raises(ContractRefused, match="/ambilSidik/garam"):
        world.bkn_to(BknToBpjs).ambilSidik("kartuPesertaPns", garam=garam)


def test_a_partners_host_needs_the_secret_once(world):
    bkn = world.bkn_to(BknToBpjs)
    with pytest.raises(ContractRefused, match="belum pernah diterima"):
        bkn.ambilSidik("kartuPesertaPns")
    answer = bkn.ambilSidik("kartuPesertaPns", garam="A" * 43 + "=")
    assert (answer.siap, answer.garam) == (True, None)
    assert bkn.ambilSidik("kartuPesertaPns", [WHOLE]).rentang[0].jumlah == 0


def test_whoever_has_no_agreement_in_force_compares_nothing(world):
    world.now = world.now.replace(year=2028)
    with pytest.raises(AgreementRefused):
        world.bpjs().ambilSidik("dataPegawai")


def test_honours_are_the_same_however_their_decrees_are_written(world):
    row = honour()
    world.host("SIGTK").offer(HONOURS, [honour(nomorKeppres="19/TK/2025")])
    with world.store() as session:
        receive_awards(session, world.vault, [award_from(row)], world.now, "pesan")
    for site in (bkn_site(world), partner_site(world, "SIGTK")):
        report = reconcile(site, site.catalogue.agreement("SIGTK"), "penganugerahan")
        assert (report.here, report.there, report.differences) == (1, 1, ())


def test_documents_are_compared_by_the_version_that_counts(world):
    old, new = information(jumlah=1), information(jumlah=2)
    world.host("PANRB").offer(DOCUMENTS, [new])
    site = bkn_site(world)
    for row, differences in ((old, 1), (new, 0)):
        with world.store() as session:
            receive_information(session, [document(row)], world.now, "pesan")
        report = reconcile(site, site.catalogue.agreement("PANRB"), "informasiManajemenAsn")
        assert (report.here, len(report.differences)) == (1, differences)
