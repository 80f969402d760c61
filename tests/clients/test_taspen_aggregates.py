"""The insurer's client asks for aggregates, against the real application."""

from datetime import date, timedelta

import pytest

from adapter.records.aggregates import aggregate
from clients.errors import ContractRefused, RequestRefused
from tests.support.world import World

OCTOBER = date(2026, 10, 31)


@pytest.fixture
def counted(world: World) -> World:
    aggregate(world.engine, world.vault, OCTOBER, world.now)
    return world


def test_the_newest_month_is_given_where_none_is_named(counted: World) -> None:
    counted.now = counted.now.replace(month=12, day=1)
    aggregate(counted.engine, counted.vault, date(2026, 11, 30), counted.now)
    client = counted.taspen()
    assert client.ambilAgregatAsn().tanggalData == date(2026, 11, 30)
    assert client.ambilAgregatAsn(bulan="2026-10").tanggalData == OCTOBER


def test_an_aggregate_touches_nobody(counted: World) -> None:
    answer = counted.taspen().ambilAgregatAsn(dimensi=["JENIS_ASN"])
    assert {cell.jenisAsn for cell in answer.sel} == {"PNS", "CPNS", "PPPK"}
    entry = counted.entries()[-1]
    assert (entry.operation, entry.purpose, counted.accesses(entry)) == ("ambilAgregatAsn", "PEMASARAN_AGREGAT", [])


def test_only_for_marketing(counted: World) -> None:
    client = counted.taspen()
    kepala = client.kepala
    client.kepala = lambda **how: kepala(**{**how, "purpose": "PENDAFTARAN_KEPESERTAAN"})
    with pytest.raises(RequestRefused) as refused:
        client.ambilAgregatAsn()
    assert refused.value.kodeGalat == "TUJUAN_TIDAK_SAH"


def test_all_that_is_wrong_is_told_at_once_and_which_months_there_are(counted: World) -> None:
    with pytest.raises(RequestRefused) as refused:
        counted.taspen().ambilAgregatAsn(bulan="2026-09", dimensi=["KABUPATEN_KOTA", "PROVINSI"])
    told = {problem.jalur: problem.keterangan for problem in refused.value.kesalahan}
    assert set(told) == {"/ambilAgregatAsn/bulan", "/ambilAgregatAsn/dimensi"}
    assert told["/ambilAgregatAsn/bulan"].endswith("yang ada: 2026-10")


def test_before_the_first_month_is_counted(world: World) -> None:
    with pytest.raises(RequestRefused) as refused:
        world.taspen().ambilAgregatAsn()
    assert "belum ada data agregat" in refused.value.kesalahan[0].keterangan


def test_a_page_beyond_the_end(counted: World) -> None:
    with pytest.raises(RequestRefused) as refused:
        counted.taspen().ambilAgregatAsn(halaman=2)
    assert [(one.jalur, one.keterangan) for one in refused.value.kesalahan] == [
        ("/ambilAgregatAsn/halaman", "halaman terakhir adalah 1")
    ]


def test_pages_together_are_the_whole_table(counted: World) -> None:
    dimensions = ["KABUPATEN_KOTA", "GOLONGAN", "KELOMPOK_JABATAN", "KELOMPOK_UMUR", "JENIS_ASN"]
    pages = list(counted.taspen().halaman_agregat(dimensi=dimensions))
    assert sum(len(page.sel) for page in pages) == pages[0].jumlahSel
    assert len(pages) == pages[0].jumlahHalaman


@pytest.mark.parametrize("wrong", [{"bulan": "2026-13"}, {"bulan": "26-10"}, {"halaman": 0}, {"dimensi": ["AGAMA"]}])
def test_what_the_contract_does_not_allow(counted: World, wrong: dict[str, object]) -> None:
    with pytest.raises(ContractRefused):
        counted.taspen().ambilAgregatAsn(**wrong)


def test_a_dimension_that_is_withdrawn_is_refused(counted: World) -> None:
    counted.amend("TASPEN", ("CABUT", "selAgregat", "kelompokUmur"), since=counted.now.date() - timedelta(1))
    taspen = counted.taspen()
    taspen.ambilDaftarElemen()
    with pytest.raises(RequestRefused) as refused:
        taspen.ambilAgregatAsn(dimensi=["KELOMPOK_UMUR"])
    assert refused.value.kodeGalat == "ELEMEN_DICABUT"
    assert taspen.ambilAgregatAsn(dimensi=["JENIS_ASN"]).sel
