"""Differing data over the wire: who is told what, who decides, and that nothing is overwritten silently."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from adapter.records.models import Card, CardHistory, Mutation, Person
from adapter.records.people import by_nips, identity_of
from clients.errors import ContractRefused, RequestRefused
from tests.support.disputes import HOLDERS, cases, differing, report
from tests.support.records import restrict
from tests.support.rows import card

ONE, TWO = HOLDERS[:2]
OTHER_NIK = "3171000101900009"


@pytest.fixture
def bpjs(world):
    return world.bpjs()


def test_the_same_value_is_no_case_and_the_same_report_is_one(bpjs):
    rows = [differing(ONE, "namaPegawai", ONE.name.upper()), differing(ONE, "nik", OTHER_NIK)]
    assert report(bpjs, *rows) == ["SAMA", "TERCATAT"]
    assert report(bpjs, rows[1]) == ["SUDAH_TERCATAT"]
    assert len(cases(bpjs)) == 1


def test_a_case_says_who_decides_by_what_right_and_until_when(world, bpjs):
    report(bpjs, differing(ONE, "pangkatGolonganRuang", "IV/e"), differing(ONE, "nik", OTHER_NIK))
    found = cases(bpjs)
    grade, nik = found["pangkatGolonganRuang"], found["nik"]
    assert (grade.pihakBerwenang, grade.status, grade.nilaiAcuan) == ("BKN", "TERBUKA", ONE.record.job.grade)
    assert (grade.nip, grade.nilaiBpjs, grade.dilaporkanOleh) == (ONE.nip, "IV/e", "BPJS")
    assert grade.batasWaktu - grade.dilaporkanPada == timedelta(hours=72)
    assert (nik.pihakBerwenang, nik.status, nik.nilaiAcuan) == ("INSTANSI_LAIN", "MENUNGGU_INSTANSI_LAIN", None)
    assert "Dukcapil" in nik.dasarHukum


def test_the_later_declaration_decides_on_an_address(world, bpjs):
    world.now += timedelta(days=1)
    rows = [
        differing(ONE, "alamatDomisili", "Jalan Baru 1", tanggalPernyataan=world.now.date()),
        differing(TWO, "alamatDomisili", "Jalan Baru 2", tanggalPernyataan=date(2000, 1, 1)),
    ]
    report(bpjs, *rows)
    found = bpjs.ambilPerbedaanData().perbedaan
    assert [case.pihakBerwenang for case in found] == ["BPJS", "BKN"]
    assert found[0].nilaiAcuan == "Jalan Baru 1"


def test_a_declaration_that_nobody_can_have_made_yet_decides_nothing(world, bpjs):
    tomorrow = world.now.date() + timedelta(days=1)
    with pytest.raises(ContractRefused, match="belum tiba") as caught:
        report(bpjs, differing(ONE, "alamatDomisili", "Jalan Baru 1", tanggalPernyataan=tomorrow))
    assert [item.jalur for item in caught.value.kesalahan] == ["/laporkanPerbedaanData/perbedaan[1]/tanggalPernyataan"]
    assert cases(bpjs) == {}


def test_a_card_number_follows_bpjs_at_once_and_the_old_one_stays_in_the_history(world, bpjs):
    bpjs.kirimKartuPesertaPns([card(ONE)])
    assert report(bpjs, differing(ONE, "nomorKartuPeserta", "0009999999999")) == ["TERCATAT"]
    case = cases(bpjs)["nomorKartuPeserta"]
    assert (case.status, case.nilaiBkn, case.nilaiAcuan) == ("DISELESAIKAN", ONE.card, "0009999999999")
    with world.store() as session:
        assert session.scalar(select(Card.card_index)) == world.vault.index("kartu", "0009999999999")
        assert session.scalar(select(CardHistory.card_index)) == world.vault.index("kartu", ONE.card)


def test_a_card_number_that_somebody_else_holds_is_left_to_be_looked_at(world, bpjs):
    bpjs.kirimKartuPesertaPns([card(ONE), card(TWO)])
    report(bpjs, differing(ONE, "nomorKartuPeserta", TWO.card))
    assert cases(bpjs)["nomorKartuPeserta"].status == "DIPERIKSA"
    with world.store() as session:
        assert session.scalar(select(func.count()).select_from(CardHistory)) == 0


def test_bpjs_yields_where_bkn_decides_and_decides_nothing_there(bpjs):
    report(bpjs, differing(ONE, "pangkatGolonganRuang", "IV/e"))
    number = cases(bpjs)["pangkatGolonganRuang"].idKasus
    refused = bpjs.selesaikanPerbedaanData(number, "IV/e")
    assert (refused.hasil, refused.status, refused.nilaiAcuan) == ("TIDAK_BERWENANG", "TERBUKA", ONE.record.job.grade)
    settled = bpjs.selesaikanPerbedaanData(number, ONE.record.job.grade)
    assert (settled.hasil, settled.status, settled.nilaiAcuan) == ("DISELESAIKAN", "DISELESAIKAN", ONE.record.job.grade)
    assert bpjs.selesaikanPerbedaanData(number, "IV/e").hasil == "SUDAH_BERAKHIR"


def test_what_a_third_party_decides_needs_its_document_and_both_parties(world, bpjs):
    report(bpjs, differing(ONE, "nik", OTHER_NIK))
    number = cases(bpjs)["nik"].idKasus
    with pytest.raises(ContractRefused, match="nomorDokumen"):
        bpjs.selesaikanPerbedaanData(number, OTHER_NIK)
    answer = bpjs.selesaikanPerbedaanData(number, OTHER_NIK, nomorDokumen="470/1/DUKCAPIL/2026")
    assert (answer.hasil, answer.status, answer.nilaiAcuan) == ("MENUNGGU_PIHAK_LAIN", "DIPERIKSA", None)
    with world.store() as session:
        person = by_nips(session, world.vault, [ONE.nip])[ONE.nip]
        assert identity_of(person, world.vault).nik == ONE.nik


def test_who_reported_may_take_it_back(bpjs):
    report(bpjs, differing(ONE, "nik", OTHER_NIK))
    assert bpjs.selesaikanPerbedaanData(cases(bpjs)["nik"].idKasus, None).hasil == "DITOLAK"
    assert report(bpjs, differing(ONE, "nik", OTHER_NIK)) == ["TERCATAT"]


@pytest.mark.parametrize("changes", [{}, {"nip": None, "nomorKartuPeserta": ONE.card}, {"nip": None, "nik": ONE.nik}])
def test_every_key_leads_to_the_person(world, bpjs, changes):
    bpjs.kirimKartuPesertaPns([card(ONE)])
    assert report(bpjs, differing(ONE, "jenisKelamin", "L" if ONE.record.job.gender == "P" else "P", **changes)) == [
        "TERCATAT"
    ]


@pytest.mark.parametrize("key", [{"nik": ONE.nik}, {"nomorKartuPeserta": ONE.card}])
def test_many_who_report_one_difference_at_once_make_one_case(world, bpjs, key):
    bpjs.kirimKartuPesertaPns([card(ONE)])
    row = differing(ONE, "pangkatGolonganRuang", "IV/e", nip=None, **key)
    clients, told, start = [world.bpjs() for _ in range(4)], [], Barrier(4)

    def tell(client):
        start.wait()
        told.extend(report(client, row))

    threads = [Thread(target=tell, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["SUDAH_TERCATAT"] * 3 + ["TERCATAT"]


def test_unknown_and_restricted_people_are_told_alike(world, bpjs):
    restrict(world.engine, world.vault, world.now, TWO.nip)
    rows = [differing(TWO, "nik", OTHER_NIK), differing(ONE, "nik", OTHER_NIK, nip="199001012015041999")]
    assert report(bpjs, *rows) == ["TIDAK_DITEMUKAN", "TIDAK_DITEMUKAN"]


def test_of_somebody_who_has_left_nothing_is_told(world, bpjs):
    with world.store() as session:
        by_nips(session, world.vault, [ONE.nip])[ONE.nip].deceased = True
    assert report(bpjs, differing(ONE, "nik", ONE.nik)) == ["TIDAK_DITEMUKAN"]


def test_a_case_of_somebody_restricted_since_is_not_shown_nor_decided(world, bpjs):
    report(bpjs, differing(ONE, "nik", OTHER_NIK))
    number = cases(bpjs)["nik"].idKasus
    restrict(world.engine, world.vault, world.now, ONE.nip)
    assert cases(bpjs) == {}
    with pytest.raises(ContractRefused, match="tidak ada kasus"):
        bpjs.selesaikanPerbedaanData(number, None)


def test_all_mistakes_in_reports_are_told_at_once(bpjs):
    rows = [
        differing(ONE, "nik", OTHER_NIK, nip=None),
        differing(ONE, "gaji", "1"),
        differing(ONE, "tanggalLahir", "kemarin"),
        differing(ONE, "nik", OTHER_NIK, nomorKartuPeserta=ONE.card),
    ]
    with pytest.raises(ContractRefused) as caught:
        report(bpjs, *rows)
    paths = [item.jalur.removeprefix("/laporkanPerbedaanData/perbedaan") for item in caught.value.kesalahan]
    assert paths == ["[1]/nip", "[2]/namaElemen", "[3]/nilaiBpjs", "[4]/nomorKartuPeserta"]


def test_a_decision_without_its_parts(bpjs):
    report(bpjs, differing(ONE, "nik", OTHER_NIK))
    with pytest.raises(ContractRefused, match="tidak ada kasus"):
        bpjs.selesaikanPerbedaanData("00000000-0000-4000-8000-000000000000", None)
    with pytest.raises(ContractRefused, match="bukan nilai elemen itu"):
        bpjs.selesaikanPerbedaanData(cases(bpjs)["nik"].idKasus, "123", nomorDokumen="470/1")


def test_pages_and_a_page_beyond_the_end(bpjs):
    report(bpjs, *(differing(person, "nik", OTHER_NIK) for person in HOLDERS[:5]))
    first = bpjs.ambilPerbedaanData(ukuranHalaman=3)
    rest = bpjs.ambilPerbedaanData(ukuranHalaman=3, sejakNomor=first.nomorBerikutnya)
    assert [(len(page.perbedaan), page.adaLagi) for page in (first, rest)] == [(3, True), (2, False)]
    assert cases(bpjs, status=["DITOLAK"]) == {}
    with pytest.raises(ContractRefused, match="belum pernah diberikan"):
        bpjs.ambilPerbedaanData(sejakNomor=rest.nomorBerikutnya + 1)


def test_a_withdrawn_element_is_neither_taken_nor_told(world, bpjs):
    report(bpjs, differing(ONE, "nik", OTHER_NIK))
    world.amend("BPJS", ("CABUT", "dataPegawai", "nik"))
    assert (cases(bpjs)["nik"].nilaiBkn, cases(bpjs)["nik"].nilaiBpjs) == (None, None)
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        report(bpjs, differing(TWO, "nik", OTHER_NIK))


def test_after_the_end_old_cases_are_answered_and_nothing_new_is_compared(world, bpjs):
    report(bpjs, differing(ONE, "pangkatGolonganRuang", "IV/e"))
    world.now += timedelta(days=400)
    assert report(bpjs, differing(TWO, "nik", TWO.nik)) == ["DI_LUAR_MASA_BERLAKU"]
    number = cases(bpjs)["pangkatGolonganRuang"].idKasus
    assert bpjs.selesaikanPerbedaanData(number, ONE.record.job.grade).hasil == "DISELESAIKAN"


def test_no_report_changes_a_record_of_bkns(world, bpjs):
    def state():
        with world.store() as session:
            rows = session.execute(select(Person.identity, Person.grade, Person.updated_at).order_by(Person.id)).all()
            return rows, session.scalar(select(func.count()).select_from(Mutation))

    before = state()
    report(bpjs, differing(ONE, "nik", OTHER_NIK), differing(ONE, "pangkatGolonganRuang", "IV/e"))
    assert state() == before
