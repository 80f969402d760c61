"""Berita acara, reports, the log of use, incidents: BKN makes what its journal says, the partner signs and delivers."""

from datetime import timedelta

from adapter.agreements.kerja_sama.periods import written_period
from adapter.agreements.kerja_sama.reports.messages import JumlahVerifikasi
from adapter.clock import WIB, system_clock, wib_date
from adapter.journal import minutes
from adapter.journal.counting import Counts
from adapter.journal.minutes_document import Basis
from adapter.journal.periods import Period
from clients.base import PartnerClient
from clients.demo.cast import Cast
from clients.demo.flow import Flow, refused, require
from clients.demo.stage import Stage

_NUMBER = "BA-CONTOH-1"


def flows(cast: Cast) -> list[Flow]:
    """Under the agreement with BPJS Kesehatan, whose cards were compared with BKN's records before."""
    client, stage = cast.bpjs, cast.stage
    agreement, period = client.agreement, _quarter()
    return [
        Flow(agreement, "ambilBeritaAcara", lambda: _made(client, stage, period), "BKN makes and signs: not valid yet"),
        Flow(
            agreement, "tandaTanganiBeritaAcara", lambda: _signed(client, stage), "both have signed: SAH, PDF written"
        ),
        Flow(
            agreement,
            "sampaikanBeritaAcara",
            lambda: _proposed(client, period),
            "another count: the difference is told",
        ),
        Flow(agreement, "sampaikanLaporanPemanfaatan", lambda: _utilisation(client, period)),
        Flow(
            agreement,
            "sampaikanLaporanPemanfaatan",
            lambda: refused(lambda: _utilisation(client, Period(2015, "Q", 1)), "FORMAT_TIDAK_SAH"),
            "before the agreement: refused",
        ),
        Flow(agreement, "sampaikanLaporanEvaluasi", lambda: _evaluation(client, period)),
        Flow(agreement, "sampaikanHasilKoordinasi", lambda: _coordination(client)),
        Flow(agreement, "ambilLogPemanfaatan", lambda: _log(client), "who used the partner's own data"),
        Flow(agreement, "laporkanKegagalanPelindungan", lambda: _incident(client), "deadline: 3 x 24 hours"),
        Flow(agreement, "konfirmasiPemusnahan", lambda: _destroyed(client)),
    ]


def _quarter() -> Period:
    today = wib_date(system_clock())
    return Period(today.year, "Q", (today.month + 2) // 3)


def _made(client: PartnerClient, stage: Stage, period: Period) -> int:
    code = client.agreement.code
    stage.jembatan("berita-acara", "make", code, "--period", str(period), "--number", _NUMBER)
    stage.jembatan("berita-acara", "sign", code, _NUMBER)
    state, opened = client.fetch_minutes(_NUMBER)
    require((state.status, state.sah) == ("DITANDATANGANI_K2", False), f"it is {state.status}")
    return opened.minutes.counts.sent


def _signed(client: PartnerClient, stage: Stage) -> int:
    _, opened = client.fetch_minutes(_NUMBER)
    answer = client.tandaTanganiBeritaAcara(_NUMBER, client.sign_minutes(opened))
    require(answer.beritaAcara.sah, f"it is {answer.beritaAcara.status}")
    file = stage.folder / "berita-acara.pdf"
    file.unlink(missing_ok=True)
    stage.jembatan("berita-acara", "export", client.agreement.code, _NUMBER, "--pdf", str(file))
    require(file.read_bytes().startswith(b"%PDF"), "no PDF was written")
    return 1


def _proposed(client: PartnerClient, period: Period) -> int:
    counts, today = Counts.of(1, 2, 3), wib_date(system_clock())
    basis = Basis("MITRA", "hitungan contoh")
    claimed = minutes.build(client.agreement, "BA-CONTOH-2", "REKONSILIASI", period, counts, basis, today)
    answer = client.propose_minutes(claimed)
    require(answer.perbandingan == "BERBEDA", f"the comparison says {answer.perbandingan}")
    return len(answer.selisih)


def _utilisation(client: PartnerClient, period: Period) -> int:
    answer = client.sampaikanLaporanPemanfaatan(
        written_period(period), [JumlahVerifikasi(keterangan="sesuai", jumlah=10)], jumlahPesertaBaru=3
    )
    require(answer.panggilanMenurutPenerima > 0, "BKN's journal knows of no call")
    return answer.versi


def _evaluation(client: PartnerClient, period: Period) -> int:
    return client.sampaikanLaporanEvaluasi(
        written_period(period), subjek="DATA", penyelenggara="BPJS Kesehatan", ringkasan="Contoh", temuan=("Contoh",)
    ).versi


def _coordination(client: PartnerClient) -> int:
    today = wib_date(system_clock())
    return client.sampaikanHasilKoordinasi(
        nomorKoordinasi="K-CONTOH-1", subjek="DATA", tanggal=today, pokok="Mutasi", hasil="Contoh kesepakatan"
    ).versi


def _log(client: PartnerClient) -> int:
    rows = list(client.usage())
    require(any(row.operasi == "kirimKartuPesertaPns" for row in rows), "the cards that were sent are not in the log")
    return len(rows)


def _incident(client: PartnerClient) -> int:
    known = system_clock().astimezone(WIB).replace(microsecond=0) - timedelta(hours=1)
    told = client.laporkanKegagalanPelindungan(
        waktuKejadian=known - timedelta(hours=2), waktuDiketahui=known, uraianData="Nomor kartu (contoh)",
        kronologi="Contoh", penanganan="Contoh",
    )  # fmt: skip
    require(told.batasWaktu == known + timedelta(hours=72), f"the deadline is {told.batasWaktu}")
    return 1


def _destroyed(client: PartnerClient) -> int:
    number = "BAP-CONTOH-1"
    answer = client.konfirmasiPemusnahan(
        nomorBeritaAcara=number, alasan="RETENSI_HABIS", kelasData="Berkas unduhan (contoh)", cara="Dihapus aman",
        jumlah=10, tanggal=wib_date(system_clock()),
    )  # fmt: skip
    require(answer.nomorBeritaAcara == number, "another number came back")
    return 1
