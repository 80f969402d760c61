"""kirimUsulanPenerima and ambilHasilVerifikasi: a list of proposed recipients, and what BKN confirms of it."""

from adapter.agreements.bpum.elements import DATA_HASIL, HasilVerifikasi
from adapter.agreements.bpum.findings import DOUBTFUL, PROPOSALS
from adapter.agreements.bpum.messages import (
    AmbilHasilVerifikasi,
    AmbilHasilVerifikasiJawaban,
    KirimUsulanPenerima,
    KirimUsulanPenerimaJawaban,
)
from adapter.agreements.lists import answered_rows, kemajuan, look_up, page_of, progress_of, refused_rows, take_in
from adapter.agreements.operation import Call, Operation
from adapter.clock import wib_date
from adapter.exchange.kinds import Verdict
from adapter.exchange.results import Result
from adapter.exchange.sessions import Part
from adapter.matching.decision import IS_ASN, NOT_FOUND

_SENT = "/kirimUsulanPenerima"
_ASKED = "/ambilHasilVerifikasi"


def _kirim_usulan_penerima(call: Call, sent: KirimUsulanPenerima) -> KirimUsulanPenerimaJawaban:
    """Pasal 3 ayat (2) huruf a. namaInstansi is not kept: it is no element of a proposal (domain: A-08)."""
    part = Part(
        number=sent.nomorUsulan,
        part=sent.bagian,
        last=sent.terakhir,
        rows=[(row.nik, row.namaLengkap, row.tanggalLahir) for row in sent.usulan],
        message_id=call.heading.idPesanAsal,
        purpose=call.purpose,
        stage=sent.tahap,
    )
    paths = {name: f"{_SENT}/{name}" for name in ("bagian", "terakhir", "tahap")}
    return KirimUsulanPenerimaJawaban(**take_in(call, PROPOSALS, part, paths))


def _ambil_hasil_verifikasi(call: Call, asked: AmbilHasilVerifikasi) -> AmbilHasilVerifikasiJawaban:
    """Pasal 3 ayat (1) huruf a dan huruf b."""
    listed = look_up(call, PROPOSALS, asked.nomorUsulan, f"{_ASKED}/nomorUsulan")
    found = page_of(call, listed, asked.halaman, f"{_ASKED}/halaman")
    now = progress_of(call, listed)
    doubtful = now.counts.get(DOUBTFUL, 0)
    return AmbilHasilVerifikasiJawaban(
        kepala=call.heading,
        nomorHasil=listed.result_number,
        kemajuan=kemajuan(now),
        jumlahAsn=now.counts.get(IS_ASN, 0),
        jumlahTidakDitemukan=now.counts.get(NOT_FOUND, 0) + doubtful,
        jumlahPerluKoordinasi=doubtful,
        halaman=None if found is None else asked.halaman,
        tanggalData=None if found is None else wib_date(found.done_at),
        hasil=tuple(_hasil(one, verdict) for one, verdict in answered_rows(found)),
        ditolak=refused_rows(found),
    )


def _hasil(one: Result, verdict: Verdict) -> HasilVerifikasi:
    is_asn = verdict.outcome == IS_ASN
    return HasilVerifikasi(
        nik=one.row[0],
        keterangan=IS_ASN if is_asn else NOT_FOUND,
        namaInstansi=verdict.detail if is_asn else None,
        perluKoordinasi=verdict.outcome == DOUBTFUL,
    )


OPERATIONS = (
    Operation(
        "kirimUsulanPenerima",
        KirimUsulanPenerima,
        KirimUsulanPenerimaJawaban,
        _kirim_usulan_penerima,
        "Mengirim satu bagian daftar calon penerima atau penerima untuk diverifikasi",
    ),
    Operation(
        "ambilHasilVerifikasi",
        AmbilHasilVerifikasi,
        AmbilHasilVerifikasiJawaban,
        _ambil_hasil_verifikasi,
        "Kemajuan verifikasi sebuah daftar, dan hasilnya halaman demi halaman",
        gives=DATA_HASIL,
        confirms=True,
    ),
)
