"""What partners host: BKN pulls it, signed both ways, and a partner's process serves nothing of BKN's."""

from dataclasses import replace

import pytest

from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.kerja_sama.references import messages as references
from adapter.agreements.sigtk.mitra import HONOURS
from adapter.errors import OperatorError
from adapter.records.database import writing
from adapter.records.population import nth_person
from adapter.records.synthetic import synthetic_officials
from adapter.registry.store import record_addendum
from clients.bkn import BknToBpjs, BknToSigtk
from clients.errors import AgreementRefused, ClientError, ContractRefused, RequestRefused, SecurityRefused
from tests.clients.test_sigtk import honour
from tests.support.rows import card, official


@pytest.fixture
def bpjs(world):
    return world.bkn_to(BknToBpjs)


def test_honours_come_by_pages_and_only_the_newest_state_of_each(world):
    honours = [honour(idPenganugerahan=f"H-{number}") for number in range(5)]
    host = world.host("SIGTK")
    assert host.offer(HONOURS, honours) == {"BARU": 5, "UBAH": 0, "HAPUS": 0}
    revoked = honour(
        idPenganugerahan="H-1", status="DICABUT", nomorKeppresPencabutan="9/TK/Tahun 2026",
        tanggalKeppresPencabutan=world.now.date(),
    )  # fmt: skip
    assert host.offer(HONOURS, [*honours[2:], revoked]) == {"BARU": 0, "UBAH": 1, "HAPUS": 0}
    pages = list(world.bkn_to(BknToSigtk).pages("penganugerahan", size=2))
    assert [len(page.perubahan) for page in pages] == [2, 2, 1]
    assert [page.jumlahTersisa for page in pages] == [5, 3, 1]
    rows = [row for page in pages for row in page.perubahan]
    assert [(row.tokenUrut, row.penganugerahan.idPenganugerahan) for row in rows] == [
        (1, "H-0"), (3, "H-2"), (4, "H-3"), (5, "H-4"), (6, "H-1"),
    ]  # fmt: skip
    assert rows[-1].penganugerahan == revoked


def test_cards_changed_and_taken_out(world, bpjs):
    host, person = world.host("BPJS"), nth_person(0)
    host.offer(CARDS, [card(person)])
    assert bpjs.ambilKartuPesertaPns(0).perubahan[0].jenisPerubahan == "BARU"
    host.offer(CARDS, [card(person, "0009999999999")])
    assert host.offer(CARDS, [card(person)], remove=True) == {"BARU": 0, "UBAH": 0, "HAPUS": 1}
    assert host.offer(CARDS, [card(person)], remove=True) == {"BARU": 0, "UBAH": 0, "HAPUS": 0}
    answer = bpjs.ambilKartuPesertaPns(1)
    (row,) = answer.perubahan
    assert (row.jenisPerubahan, row.kartu.nomorKartuPeserta) == ("HAPUS", "0009999999999")
    assert (answer.tokenBerikutnya, answer.adaLagi) == (3, False)


def test_mutations_tell_every_state_of_both_lists(world, bpjs):
    host, person = world.host("BPJS"), nth_person(0)
    host.offer(CARDS, [card(person)])
    host.offer(OFFICIALS, [official(one) for one in synthetic_officials(1)])
    host.offer(CARDS, [card(person, "0009999999999")])
    found = bpjs.ambilMutasiPeserta(0).mutasi
    assert [(row.tokenUrut, row.jenisPerubahan, row.kartu is None) for row in found] == [
        (1, "BARU", False), (2, "BARU", True), (3, "UBAH", False),
    ]  # fmt: skip
    assert found[1].pejabat == official(synthetic_officials(1)[0])
    assert len({row.idMutasi for row in found}) == 3


def test_the_partner_journals_whose_data_it_gave(world, bpjs):
    world.host("BPJS").offer(CARDS, [card(nth_person(0))])
    bpjs.ambilKartuPesertaPns(0)
    entry = world.host("BPJS").entries()[-1]
    assert (entry.agreement, entry.operation, entry.outcome) == ("BPJS", "ambilKartuPesertaPns", "BERHASIL")
    assert world.entries() == []


def test_a_token_never_given_out(bpjs):
    with pytest.raises(ContractRefused) as caught:
        bpjs.ambilKartuPesertaPns(1)
    assert [item.jalur for item in caught.value.kesalahan] == ["/ambilKartuPesertaPns/sejakToken"]


def test_shared_operations_are_there_too(world, bpjs):
    assert bpjs.cekStatusPerjanjian().nomorBkn == bpjs.agreement.bkn.number
    assert len(bpjs.ambilDaftarElemen().daftar) == len(bpjs.agreement.element_lists)
    assert [entry.service for entry in world.host("BPJS").entries()] == ["LayananKerjaSama"] * 2


def test_what_an_addendum_has_taken_out_stays_there(world, bpjs):
    host = world.host("BPJS")
    host.offer(OFFICIALS, [replace(official(one), tempatLahir="Contoh") for one in synthetic_officials(1)])
    changes = [("CABUT", "dataPejabatNegara", "tempatLahir"), ("CABUT", "kartuPesertaPns", "namaPns")]
    with writing(host.engine) as session:
        record_addendum(
            session,
            bpjs.agreement,
            number="AD-1",
            first_day=world.now.date(),
            changes=changes,
            note=None,
            now=world.now,
        )
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        bpjs.ambilDataPejabatNegara(0)  # by a version that still has it
    bpjs.element_version = "BPJS-1.1"
    assert bpjs.ambilDataPejabatNegara(0).perubahan[0].pejabat.tempatLahir is None
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        bpjs.ambilKartuPesertaPns(0)


def test_a_partner_serves_nothing_of_bkns_nor_of_another_partners(world):
    host = world.host("BPJS")
    for path in ("/layanan/LayananBpjs", "/layanan/LayananKerjaSama", "/mitra/LayananBpjs", "/mitra/LayananSigtkMitra"):
        assert world.post(f"{host.address}{path}", b"", {}).status_code == 404
    for path in ("/mitra/LayananBpjsMitra", "/mitra/LayananKerjaSama"):
        assert world.post(f"http://bkn.test{path}", b"", {}).status_code == 404


def test_only_bkn_calls_and_says_so(world, bpjs):
    stranger = world.bkn_to(BknToBpjs, signer=world.signer("SIGTK"))
    with pytest.raises(ClientError):
        stranger.ambilKartuPesertaPns(0)
    type(bpjs).kepala = lambda self, **given: replace(BknToBpjs.kepala(self, **given), kodeMitra="BPJS")
    with pytest.raises(SecurityRefused, match="kodeMitra"):
        bpjs.ambilKartuPesertaPns(0)


def test_what_is_bkns_to_give_is_not_asked_of_a_partner(world):
    sigtk = world.bkn_to(BknToSigtk)
    request = references.AmbilReferensi(kepala=sigtk.kepala(), jenisReferensi="INSTANSI")
    with pytest.raises(SecurityRefused, match="bukan pada pihak ini"):
        sigtk.common(request, references.AmbilReferensiJawaban)


def test_an_agreement_that_has_ended_ends_there_too(world, bpjs):
    bpjs.ambilKartuPesertaPns(0)
    world.now = world.now.replace(year=2028)
    with pytest.raises(AgreementRefused, match="PERJANJIAN_BERAKHIR"):
        bpjs.ambilKartuPesertaPns(0)


def test_a_code_that_nobody_has(world):
    with pytest.raises(OperatorError, match="'KOPERASI' is not known"):
        world.catalogue.at_partner("KOPERASI")
