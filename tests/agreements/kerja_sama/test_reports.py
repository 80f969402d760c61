"""Reports over the wire: one for each period, a correction is a version, what contradicts the journal is refused."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from adapter.agreements.kerja_sama.periods import PeriodeLaporan
from adapter.agreements.kerja_sama.reports.messages import JumlahVerifikasi, KegiatanSosialisasi
from adapter.journal.papers import Report
from adapter.journal.reports import content_of
from clients.errors import ContractRefused
from tests.support.compared import answered
from tests.support.partners import partner
from tests.support.world import World

QUARTER = PeriodeLaporan(tahun="2026", triwulan=4)
EQUAL = JumlahVerifikasi(keterangan="sesuai", jumlah=2)


@pytest.fixture
def taspen(world: World):
    """Taspen, after one call that touched two people."""
    with world.store() as session:
        answered(session, world.vault, world.now - timedelta(days=1), "sesuai", "sesuai", people=(b"p" * 32, b"q" * 32))
    return partner(world, "TASPEN")


def test_a_report_is_kept_beside_what_the_journal_says(world, taspen):
    activity = KegiatanSosialisasi(tanggal=date(2026, 10, 10), uraian="Sosialisasi di Contoh")
    answer = taspen.sampaikanLaporanPemanfaatan(
        QUARTER, [EQUAL], jumlahPesertaBaru=2, insiden=("Tidak ada",), kegiatanSosialisasi=(activity,)
    )
    assert (answer.versi, answer.panggilanMenurutPenerima, answer.orangMenurutPenerima) == (1, 1, 2)
    with world.store() as session:
        (report,) = session.scalars(select(Report))
        assert b"Sosialisasi" not in report.content
        kept = content_of(world.vault, report, taspen.agreement)
    assert kept["jumlahPesertaBaru"] == 2
    assert kept["kegiatanSosialisasi"] == [{"tanggal": "2026-10-10", "uraian": "Sosialisasi di Contoh"}]


def test_a_correction_is_a_new_version_and_the_same_again_is_none(world, taspen):
    assert [taspen.sampaikanLaporanPemanfaatan(QUARTER, [EQUAL]).versi for _ in range(2)] == [1, 1]
    more = JumlahVerifikasi(keterangan="sesuai", jumlah=3)
    with pytest.raises(ContractRefused, match="sebutkan alasanKoreksi"):
        taspen.sampaikanLaporanPemanfaatan(QUARTER, [more])
    assert taspen.sampaikanLaporanPemanfaatan(QUARTER, [more], alasanKoreksi="Salah hitung").versi == 2
    with world.store() as session:
        assert [row.version for row in session.scalars(select(Report).order_by(Report.id))] == [1, 2]


def test_a_correction_of_nothing_is_refused(taspen):
    with pytest.raises(ContractRefused, match="belum ada yang dikoreksi"):
        taspen.sampaikanLaporanPemanfaatan(QUARTER, [EQUAL], alasanKoreksi="Salah hitung")


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        (PeriodeLaporan(tahun="2026", triwulan=4, semester=2), "triwulan atau semester, tidak keduanya"),
        (PeriodeLaporan(tahun="2024", triwulan=2), "di luar masa perjanjian"),
        (PeriodeLaporan(tahun="2027", triwulan=1), "di luar masa perjanjian"),
        (PeriodeLaporan(tahun="9999"), "di luar masa perjanjian"),
    ],
    ids=["both", "before", "future", "absurd"],
)
def test_a_period_that_cannot_be_is_refused(taspen, period, sentence):
    with pytest.raises(ContractRefused, match=sentence):
        taspen.sampaikanLaporanPemanfaatan(period, [])
    with pytest.raises(ContractRefused, match=sentence):
        taspen.sampaikanLaporanEvaluasi(period, subjek="DATA", penyelenggara="a", ringkasan="b")


def test_after_the_end_a_period_before_it_is_reported_and_none_after_it(world, taspen):
    world.now = world.now.replace(year=2028)
    assert taspen.sampaikanLaporanPemanfaatan(PeriodeLaporan(tahun="2027", triwulan=3)).versi == 1
    with pytest.raises(ContractRefused, match="di luar masa perjanjian"):
        taspen.sampaikanLaporanPemanfaatan(PeriodeLaporan(tahun="2027", triwulan=4))


def test_numbers_about_a_period_without_data_are_refused_and_zeros_are_not(taspen):
    empty = PeriodeLaporan(tahun="2026", triwulan=1)
    with pytest.raises(ContractRefused, match="tidak ada pertukaran data"):
        taspen.sampaikanLaporanPemanfaatan(empty, [EQUAL])
    assert taspen.sampaikanLaporanPemanfaatan(empty).versi == 1


def test_all_mistakes_at_once(taspen):
    late = KegiatanSosialisasi(tanggal=date(2027, 1, 1), uraian="a")
    with pytest.raises(ContractRefused) as refused:
        taspen.sampaikanLaporanPemanfaatan(PeriodeLaporan(tahun="2020"), [EQUAL, EQUAL], kegiatanSosialisasi=(late,))
    assert [item.jalur.removeprefix("/sampaikanLaporanPemanfaatan/") for item in refused.value.kesalahan] == [
        "periode", "jumlahVerifikasi[1]/keterangan", "jumlahVerifikasi[2]/keterangan", "jumlahVerifikasi",
        "kegiatanSosialisasi[1]/tanggal",
    ]  # fmt: skip


def test_an_evaluation_of_data_and_one_of_information_are_two(world):
    panrb = partner(world, "PANRB")
    for subject in ("DATA", "INFORMASI"):
        told = {"subjek": subject, "penyelenggara": "Asdep", "ringkasan": "Baik", "temuan": ("a", "b")}
        assert panrb.sampaikanLaporanEvaluasi(PeriodeLaporan(tahun="2023", semester=1), **told).versi == 1


def test_a_coordination_is_known_by_its_number(world):
    panrb = partner(world, "PANRB")
    told = {"nomorKoordinasi": "K-1", "subjek": "DATA", "tanggal": date(2026, 11, 19), "pokok": "a", "hasil": "b"}
    assert [panrb.sampaikanHasilKoordinasi(**told).versi for _ in range(2)] == [1, 1]
    with pytest.raises(ContractRefused, match="alasanKoreksi"):
        panrb.sampaikanHasilKoordinasi(**{**told, "hasil": "c"})
    with pytest.raises(ContractRefused, match="masa depan"):
        panrb.sampaikanHasilKoordinasi(**{**told, "nomorKoordinasi": "K-2", "tanggal": date(2026, 11, 21)})
