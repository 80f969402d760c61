"""KemenPANRB's client against the real application."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from adapter.agreements.panrb.elements import InformasiManajemenAsn
from adapter.agreements.panrb.translation import pseudonym
from adapter.records.codes import ASN_POSITIONS, PENSIONER
from adapter.records.database import reading
from adapter.records.information import versions
from adapter.records.population import nth_person
from clients.errors import RequestRefused
from tests.support.records import restrict
from tests.support.world import World

PEOPLE = [nth_person(index) for index in range(60)]
ASN = [p for p in PEOPLE if p.kind != PENSIONER and p.record.job.legal_position in ASN_POSITIONS and not p.restricted]


def document(**changes: Any) -> InformasiManajemenAsn:
    sent = InformasiManajemenAsn(
        jenisInformasi="PENETAPAN_KEBUTUHAN", nomorDokumen="1/2026", tanggalDokumen=date(2026, 1, 15),
        kodeInstansi="K01", tahun="2026", namaJabatan="Guru Ahli Pertama", jenisAsn="PPPK", jumlah=120,
        lampiran="https://contoh.invalid/1.pdf",
    )  # fmt: skip
    return replace(sent, **changes)


def test_every_asn_comes_once_under_a_name_that_stays(world: World) -> None:
    first = [row.idSemu for page in world.panrb().halaman_asn(page_size=7) for row in page.asn]
    again = [row.idSemu for page in world.panrb().halaman_asn(page_size=50) for row in page.asn]
    assert len(set(first)) == len(ASN)
    assert first == again
    expected = {pseudonym(world.vault, "PANRB", world.vault.index("nip", person.nip)) for person in ASN}
    assert set(first) == expected


def test_what_is_known_of_one_person_comes_and_no_number(world: World) -> None:
    person = next(person for person in ASN if person.kind == "PNS")
    name = pseudonym(world.vault, "PANRB", world.vault.index("nip", person.nip))
    (row,) = (row for page in world.panrb().halaman_asn() for row in page.asn if row.idSemu == name)
    job, born = person.record.job, person.record.identity.born
    assert (row.jenisAsn, row.statusPegawai, row.golonganRuang) == ("PNS", "PNS", job.grade)
    assert (row.tahunLahir, row.jenisKelamin, row.lokasiKerja) == (str(born.year), job.gender, job.location_code)
    assert row.instansiKerja is not None
    assert (row.instansiKerja.kodeInstansi, row.namaJabatan) == (job.work_agency, job.post)
    assert (row.nip, row.golonganPppk, row.tingkatPendidikan) == (None, None, None)


def test_filters_hold_together(world: World) -> None:
    filters = {"jenisAsn": "PPPK", "jenisJabatan": ("FUNGSIONAL",)}
    rows = [row for page in world.panrb().halaman_asn(page_size=3, **filters) for row in page.asn]
    expected = [person for person in ASN if person.kind == "PPPK" and person.record.job.post_kind == "FUNGSIONAL"]
    assert len(rows) == len(expected) > 0
    assert {(row.jenisAsn, row.jenisJabatan) for row in rows} == {("PPPK", "FUNGSIONAL")}


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({"kodeProvinsi": ("11", "31", "35")}, lambda job: job.location_code[:2] in ("11", "31", "35")),
        ({"golonganRuang": ("III/c", "III/d")}, lambda job: job.grade in ("III/c", "III/d")),
        ({"golonganPppk": ("IX",)}, lambda job: job.grade == "IX"),
        ({"kodeInstansi": ("K01", "P11")}, lambda job: job.work_agency in ("K01", "P11")),
    ],
)
def test_each_filter(world: World, filters: dict[str, Any], fits: Any) -> None:
    answer = world.panrb().ambilDataManajemenAsn(**filters)
    assert answer.jumlahSeluruhnya == len(answer.asn) == len([person for person in ASN if fits(person.record.job)])


def test_the_restricted_are_only_counted(world: World) -> None:
    restrict(world.engine, world.vault, world.now, ASN[0].nip)
    answer = world.panrb().ambilDataManajemenAsn()
    assert (answer.jumlahSeluruhnya, answer.jumlahDibatasi) == (len(ASN) - 1, 1)


def test_no_filter_tells_where_somebody_restricted_is(world: World) -> None:
    restrict(world.engine, world.vault, world.now, ASN[0].nip)
    agencies = {person.record.job.work_agency for person in ASN}
    counts = {world.panrb().ambilDataManajemenAsn(kodeInstansi=(one,)).jumlahDibatasi for one in agencies}
    assert counts == {1}


def test_a_nip_leaves_only_after_an_adendum(world: World) -> None:
    with pytest.raises(RequestRefused) as refused:
        world.panrb().ambilDataManajemenAsn(elemenDiminta=["nip"])
    assert refused.value.kodeGalat == "ELEMEN_TIDAK_DIIZINKAN"
    world.amend("PANRB", ("TAMBAH", "dataManajemenAsn", "nip"))
    client = world.panrb()
    client.element_version = "PANRB-1.1"
    assert {row.nip for row in client.ambilDataManajemenAsn().asn} == {person.nip for person in ASN}


def test_a_filter_by_a_withdrawn_element_is_refused(world: World) -> None:
    world.amend("PANRB", ("CABUT", "dataManajemenAsn", "jenisAsn"))
    with pytest.raises(RequestRefused) as refused:
        world.panrb().ambilDataManajemenAsn(jenisAsn="PPPK")
    assert refused.value.kodeGalat == "ELEMEN_DICABUT"


@pytest.mark.parametrize("how", [{"kursor": "bukan-kursor"}, {"golonganRuang": ("I/a",), "golonganPppk": ("I",)}])
def test_what_cannot_be_is_told_with_its_path(world: World, how: dict[str, Any]) -> None:
    with pytest.raises(RequestRefused) as refused:
        world.panrb().ambilDataManajemenAsn(**how)
    assert refused.value.kodeGalat == "FORMAT_TIDAK_SAH"
    assert refused.value.kesalahan[0].jalur == f"/ambilDataManajemenAsn/{list(how)[-1]}"


def test_a_cursor_is_for_its_own_request_and_says_nothing(world: World) -> None:
    client = world.panrb()
    first, other = (client.ambilDataManajemenAsn(ukuranHalaman=3).kursorBerikutnya for _ in range(2))
    assert first != other
    with pytest.raises(RequestRefused):
        client.ambilDataManajemenAsn(kursor=first, jenisAsn="PNS")


def test_documents_are_stored_once_and_a_change_is_a_version(world: World) -> None:
    client = world.panrb()
    sent = [document(), document(jumlah=1), document(nomorDokumen="2", tanggalDokumen=date(2026, 11, 21))]
    answers = [client.kirimInformasiManajemenAsn(rows) for rows in (sent, sent[:1], sent[1:2], sent[:1])]
    results = [[(row.hasil, row.versi) for row in answer.hasil] for answer in answers]
    assert results == [
        [("TERSIMPAN", 1), ("BARIS_GANDA", None), ("TANGGAL_DI_MASA_DEPAN", None)],
        [("TIDAK_BERUBAH", 1)],
        [("VERSI_BARU", 2)],
        [("VERSI_BARU", 3)],
    ]
    assert (answers[0].jumlahDiterima, answers[0].jumlahDitolak) == (1, 2)
    with reading(world.engine) as session:
        assert [one.amount for one in versions(session, "PENETAPAN_KEBUTUHAN", "1/2026")] == [120, 1, 120]


def test_everybody_who_left_is_in_the_journal(world: World) -> None:
    world.panrb().ambilDataManajemenAsn()
    assert set(world.accesses(world.entries()[-1])) == {world.vault.index("nip", person.nip) for person in ASN}
