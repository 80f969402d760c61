"""kirimDataPemadanan and ambilHasilPemadanan: participants matched with BKN's data (Pasal 4 ayat (2) huruf b)."""

from collections.abc import Sequence
from datetime import date

from adapter.agreements.lists import answered_rows, kemajuan, look_up, page_of, progress_of, refused_rows, take_in
from adapter.agreements.operation import Call, Operation
from adapter.agreements.taspen.list_messages import (
    HASIL_PEMADANAN,
    AmbilHasilPemadanan,
    AmbilHasilPemadananJawaban,
    BarisPemadanan,
    HasilPemadanan,
    KirimDataPemadanan,
    KirimDataPemadananJawaban,
)
from adapter.clock import wib_date
from adapter.exchange import rows as checks
from adapter.exchange.guarding import Withholding, count_wrong
from adapter.exchange.kinds import MANUAL, Chunk, Judged, ListKind, Row, Verdict, Work
from adapter.exchange.lookup import Found, by_nip
from adapter.exchange.results import REFUSED
from adapter.exchange.sessions import Part
from adapter.matching.decision import DIFFERS, MATCHES, NOT_FOUND, Submitted, judge

_WIRE = {"nip": "nip", "nik": "nik", "name": "namaLengkap", "born": "tanggalLahir"}


def _judge(work: Work, rows: Sequence[Row]) -> list[Verdict]:
    """A verdict for each row, with the names of the elements that differ."""
    found = by_nip(work, list({row[1] or "" for row in rows}))
    withheld = Withholding(work, "TASPEN", "nip", found)
    return [_guarded(withheld, row, found.get(row[1] or "")) for row in rows]


def _guarded(withheld: Withholding, row: Row, found: Found | None) -> Verdict:
    # The key of a row is the partner's own number, so that one NIP may come in as many rows as they like.
    nip = row[1] or ""
    if withheld.holds(nip):
        return Verdict(MANUAL)
    said = _verdict(row, found)
    if said.outcome == DIFFERS:
        withheld.wrong(nip)
    return said


def _verdict(row: Row, found: Found | None) -> Verdict:
    if found is None or found.stored is None or not found.stored.is_asn:
        return Verdict(NOT_FOUND)
    _, nip, nik, name, born, *_ = row
    submitted = Submitted(nip=nip, nik=nik or None, name=name, born=date.fromisoformat(born or ""))
    said = judge(submitted, found.stored)
    return Verdict(said.keterangan, [_WIRE[one] for one in said.differing] or None, found.subject)


def _settle(work: Work, _chunk: Chunk, judged: Sequence[Judged]) -> None:
    wrong = [one.verdict.subject for one in judged if one.verdict.outcome == DIFFERS]
    count_wrong(work, "TASPEN", [subject for subject in wrong if subject is not None])


PARTICIPANTS = ListKind(
    agreement="TASPEN",
    name="PEMADANAN",
    columns=("nomorPeserta", "nip", "nik", "namaLengkap", "tanggalLahir", "statusKepesertaan", "tanggalMulai"),
    checks=(
        checks.member_number,
        checks.nip,
        checks.optional(checks.nik),
        checks.name,
        checks.day,
        checks.optional(checks.membership),
        checks.optional(checks.day),
    ),
    judge=_judge,
    settle=_settle,
)


def _kirim_data_pemadanan(call: Call, sent: KirimDataPemadanan) -> KirimDataPemadananJawaban:
    part = Part(
        number=sent.nomorSesi,
        part=sent.bagian,
        last=sent.terakhir,
        rows=[tuple(getattr(row, column) for column in PARTICIPANTS.columns) for row in sent.peserta],
        message_id=call.heading.idPesanAsal,
        purpose=call.purpose,
    )
    paths = {name: f"/kirimDataPemadanan/{name}" for name in ("bagian", "terakhir")}
    return KirimDataPemadananJawaban(**take_in(call, PARTICIPANTS, part, paths))


def _ambil_hasil_pemadanan(call: Call, asked: AmbilHasilPemadanan) -> AmbilHasilPemadananJawaban:
    listed = look_up(call, PARTICIPANTS, asked.nomorSesi, "/ambilHasilPemadanan/nomorSesi")
    found = page_of(call, listed, asked.halaman, "/ambilHasilPemadanan/halaman")
    now = progress_of(call, listed)
    # What was sent before an adendum withdrew it is not spoken of after it.
    effective = call.standing.effective[BarisPemadanan]
    return AmbilHasilPemadananJawaban(
        kepala=call.heading,
        nomorHasil=listed.result_number,
        kemajuan=kemajuan(now),
        jumlahDikirim=now.received,
        jumlahSesuai=now.counts.get(MATCHES, 0),
        jumlahTidakSesuai=now.counts.get(DIFFERS, 0),
        jumlahTidakDitemukan=now.counts.get(NOT_FOUND, 0),
        jumlahTanpaHasil=now.counts.get(REFUSED, 0) + now.counts.get(MANUAL, 0),
        jumlahDigantikan=now.done - sum(now.counts.values()),
        halaman=None if found is None else asked.halaman,
        tanggalData=None if found is None else wib_date(found.done_at),
        hasil=tuple(
            HasilPemadanan(
                nomorPeserta=one.row[0] or "",
                keterangan=verdict.outcome,
                elemenBerbeda=tuple(name for name in verdict.detail or () if name in effective),
            )
            for one, verdict in answered_rows(found)
        ),
        ditolak=refused_rows(found),
    )


OPERATIONS = (
    Operation(
        "kirimDataPemadanan",
        KirimDataPemadanan,
        KirimDataPemadananJawaban,
        _kirim_data_pemadanan,
        "Mengirim satu bagian daftar peserta untuk dipadankan",
    ),
    Operation(
        "ambilHasilPemadanan",
        AmbilHasilPemadanan,
        AmbilHasilPemadananJawaban,
        _ambil_hasil_pemadanan,
        "Kemajuan pemadanan sebuah daftar, dan hasilnya halaman demi halaman",
        gives=HASIL_PEMADANAN,
        confirms=True,
    ),
)
