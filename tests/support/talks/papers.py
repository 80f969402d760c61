"""BPJS Kesehatan delivers its berita acara and reports, and asks who used its data."""

from datetime import date, timedelta

from adapter.agreements.kerja_sama.periods import PeriodeLaporan
from adapter.journal import minutes
from adapter.journal.counting import Counts
from adapter.journal.minutes_document import Basis
from adapter.journal.periods import Period
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    client = world.bpjs(**how)
    quarter = PeriodeLaporan(tahun="2026", triwulan=4)
    basis = Basis("MITRA", "sesi S-1")
    offered = minutes.build(
        client.agreement, "BA-1", "REKONSILIASI", Period(2026, "Q", 4), Counts.of(1, 0, 0), basis, date(2026, 11, 20)
    )
    client.propose_minutes(offered, sign=False)
    _, opened = client.fetch_minutes("BA-1")
    client.tandaTanganiBeritaAcara("BA-1", client.sign_minutes(opened))
    client.sampaikanLaporanPemanfaatan(quarter)
    client.sampaikanLaporanEvaluasi(quarter, subjek="DATA", penyelenggara="BPJS Kesehatan", ringkasan="Baik")
    client.sampaikanHasilKoordinasi(
        nomorKoordinasi="K-1", subjek="DATA", tanggal=date(2026, 11, 19), pokok="Mutasi", hasil="Disepakati"
    )
    client.ambilLogPemanfaatan()
    client.laporkanKegagalanPelindungan(
        waktuKejadian=world.now - timedelta(hours=3), waktuDiketahui=world.now, uraianData="Nomor kartu",
        kronologi="Surat salah kirim", penanganan="Surat ditarik",
    )  # fmt: skip
    client.konfirmasiPemusnahan(
        nomorBeritaAcara="BAP-1", alasan="RETENSI_HABIS", kelasData="Berkas unduhan", cara="Dihapus aman", jumlah=10,
        tanggal=date(2026, 11, 19),
    )  # fmt: skip
