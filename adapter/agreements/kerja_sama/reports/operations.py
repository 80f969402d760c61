"""Reports of use and evaluation, and results of coordination: kept by version, judged against the journal."""

from collections import Counter

from adapter.agreements.kerja_sama.periods import period_problems, read_period
from adapter.agreements.kerja_sama.reports import messages as m
from adapter.agreements.operation import Call, Operation
from adapter.clock import wib_date
from adapter.errors import ContractViolation, Problem
from adapter.journal.counting import Utilisation, utilisation
from adapter.journal.reports import COORDINATION, EVALUATION, UTILISATION, Place, keep, latest, says_the_same


def _pemanfaatan(call: Call, sent: m.SampaikanLaporanPemanfaatan) -> m.SampaikanLaporanPemanfaatanJawaban:
    path = "/sampaikanLaporanPemanfaatan"
    problems = period_problems(sent.periode, call.standing, wib_date(call.now), path)
    counted = None if problems else utilisation(call.session, call.agreement, read_period(sent.periode))
    problems += _contradictions(call, sent, counted, path)
    place = Place(call.agreement, call.caller, UTILISATION, "" if problems else str(read_period(sent.periode)))
    return m.SampaikanLaporanPemanfaatanJawaban(
        kepala=call.heading,
        versi=_kept(call, place, sent, path, problems),
        panggilanMenurutPenerima=counted.calls if counted else 0,
        orangMenurutPenerima=counted.people if counted else 0,
    )


def _contradictions(
    call: Call, sent: m.SampaikanLaporanPemanfaatan, counted: Utilisation | None, path: str
) -> list[Problem]:
    words = Counter(row.keterangan for row in sent.jumlahVerifikasi)
    wrong = [
        (f"jumlahVerifikasi[{number}]/keterangan", "keterangan ini disebut lebih dari satu kali")
        for number, row in enumerate(sent.jumlahVerifikasi, 1)
        if words[row.keterangan] > 1
    ]
    # A period in which nothing was exchanged is reported with zeros; other numbers can be of nothing that was.
    if counted is None and any(row.jumlah for row in sent.jumlahVerifikasi):
        wrong.append(("jumlahVerifikasi", "tidak ada pertukaran data pada periode ini menurut jurnal penerima"))
    today = wib_date(call.now)
    wrong += [
        (f"kegiatanSosialisasi[{number}]/tanggal", "tanggal kegiatan ada di masa depan")
        for number, row in enumerate(sent.kegiatanSosialisasi, 1)
        if row.tanggal > today
    ]
    return [Problem(f"{path}/{where}", "FORMAT_TIDAK_SAH", sentence) for where, sentence in wrong]


def _evaluasi(call: Call, sent: m.SampaikanLaporanEvaluasi) -> m.SampaikanLaporanEvaluasiJawaban:
    path = "/sampaikanLaporanEvaluasi"
    problems = period_problems(sent.periode, call.standing, wib_date(call.now), path)
    period = "" if problems else str(read_period(sent.periode))
    place = Place(call.agreement, call.caller, EVALUATION, period, sent.subjek)
    return m.SampaikanLaporanEvaluasiJawaban(kepala=call.heading, versi=_kept(call, place, sent, path, problems))


def _koordinasi(call: Call, sent: m.SampaikanHasilKoordinasi) -> m.SampaikanHasilKoordinasiJawaban:
    path, problems = "/sampaikanHasilKoordinasi", []
    if not call.agreement.term.first_day <= sent.tanggal <= wib_date(call.now):
        sentence = "tanggal koordinasi ada di masa depan, atau sebelum perjanjian dimulai"
        problems.append(Problem(f"{path}/tanggal", "FORMAT_TIDAK_SAH", sentence))
    place = Place(call.agreement, call.caller, COORDINATION, sent.nomorKoordinasi, sent.subjek)
    return m.SampaikanHasilKoordinasiJawaban(kepala=call.heading, versi=_kept(call, place, sent, path, problems))


_Sent = m.SampaikanLaporanPemanfaatan | m.SampaikanLaporanEvaluasi | m.SampaikanHasilKoordinasi


def _kept(call: Call, place: Place, sent: _Sent, path: str, problems: list[Problem]) -> int:
    """The version that holds this content now. Raises ContractViolation with all that is wrong."""
    before = None if problems else latest(call.session, place)
    if before is not None and says_the_same(call.vault, before, sent):
        return before.version
    if before is not None and sent.alasanKoreksi is None:
        sentence = f"sudah disampaikan (versi {before.version}); sebutkan alasanKoreksi untuk versi baru"
        problems.append(Problem(f"{path}/alasanKoreksi", "DATA_TIDAK_LENGKAP", sentence))
    if before is None and sent.alasanKoreksi is not None and not problems:
        sentence = "belum ada yang dikoreksi; kirim tanpa alasanKoreksi"
        problems.append(Problem(f"{path}/alasanKoreksi", "FORMAT_TIDAK_SAH", sentence))
    if problems:
        raise ContractViolation(tuple(problems))
    return keep(call.session, call.vault, place, sent, call.now).version


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "sampaikanLaporanPemanfaatan",
        m.SampaikanLaporanPemanfaatan,
        m.SampaikanLaporanPemanfaatanJawaban,
        _pemanfaatan,
        "Laporan hasil pemanfaatan data pada satu periode",
    ),
    Operation(
        "sampaikanLaporanEvaluasi",
        m.SampaikanLaporanEvaluasi,
        m.SampaikanLaporanEvaluasiJawaban,
        _evaluasi,
        "Laporan hasil evaluasi atas data atau informasi",
    ),
    Operation(
        "sampaikanHasilKoordinasi",
        m.SampaikanHasilKoordinasi,
        m.SampaikanHasilKoordinasiJawaban,
        _koordinasi,
        "Hasil koordinasi tentang pemanfaatan data atau informasi",
    ),
)
