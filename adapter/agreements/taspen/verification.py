"""verifikasiPeserta: is the registrant the ASN that they say (Pasal 4 ayat (1) huruf a)? Never with a stored value."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields

import structlog

from adapter.agreements.operation import Call, Operation
from adapter.agreements.rows import read_row
from adapter.agreements.structures import Kesalahan
from adapter.agreements.taspen.elements import PENDAFTAR, HasilVerifikasi, Pendaftar, RincianElemen
from adapter.agreements.taspen.verification_messages import (
    BarisVerifikasi,
    VerifikasiPeserta,
    VerifikasiPesertaJawaban,
    VerifikasiPesertaMassal,
    VerifikasiPesertaMassalJawaban,
)
from adapter.clock import wib_date
from adapter.errors import ContractViolation, NeedsHandling, Problem
from adapter.matching.decision import MATCHES, Judgement, Submitted, judge
from adapter.records.confirming import is_asn, stored_of
from adapter.records.models import Person
from adapter.records.people import by_nips
from adapter.registry import quota
from adapter.registry.elements import require_elements
from adapter.registry.tries import Guard

log = structlog.get_logger("jembatan")

_WIRE = {
    "nip": "nip",
    "nik": "nik",
    "name": "namaLengkap",
    "born": "tanggalLahir",
    "kind": "jenisAsn",
    "birthplace": "tempatLahir",
    "gender": "jenisKelamin",
    "agency": "instansiKerja",
}
"""What Submitted calls an element, and what the agreement does. The grade has two names there."""
_MANUAL = "PERLU_PENANGANAN_MANUAL"


def _verifikasi_peserta(call: Call, asked: VerifikasiPeserta) -> VerifikasiPesertaJawaban:
    if problems := _contradictions(asked.pendaftar, "/verifikasiPeserta/pendaftar"):
        raise ContractViolation(problems)
    (result,) = _verify(call, [asked.pendaftar])
    if result is None:
        raise NeedsHandling
    return VerifikasiPesertaJawaban(kepala=call.heading, hasil=result)


def _verifikasi_peserta_massal(call: Call, asked: VerifikasiPesertaMassal) -> VerifikasiPesertaMassalJawaban:
    mandatory = call.standing.mandatory(PENDAFTAR)
    rows = {number: _read(row, number, mandatory) for number, row in enumerate(asked.pendaftar, 1)}
    good = {number: row for number, row in rows.items() if isinstance(row, Pendaftar)}
    _require_elements(call, list(good.values()))
    results = dict(zip(good, _verify(call, list(good.values())), strict=True))
    told = tuple(_told(number, row, results.get(number)) for number, row in rows.items())
    answered = sum(row.hasil is not None for row in told)
    return VerifikasiPesertaMassalJawaban(
        kepala=call.heading, jumlahDijawab=answered, jumlahDitolak=len(told) - answered, baris=told
    )


def _read(row: object, number: int, mandatory: AbstractSet[str]) -> Pendaftar | tuple[Problem, ...]:
    path = _path(number)
    read = read_row(Pendaftar, row, path)
    if isinstance(read, tuple):
        return read
    # Admission asks for what an adendum made mandatory of a Pendaftar only, and these came as rows.
    missing = sorted(name for name in mandatory if getattr(read, name) is None)
    sentence = "elemen ini wajib menurut adendum"
    lacking = tuple(Problem(f"{path}/{name}", "DATA_TIDAK_LENGKAP", sentence) for name in missing)
    return (*_contradictions(read, path), *lacking) or read


def _told(number: int, row: Pendaftar | tuple[Problem, ...], result: HasilVerifikasi | None) -> BarisVerifikasi:
    if isinstance(row, Pendaftar):
        manual = Problem(_path(number), _MANUAL, "baris ini tidak dapat dijawab secara otomatis")
        problems: tuple[Problem, ...] = (manual,) if result is None else ()
    else:
        problems = row
    return BarisVerifikasi(
        baris=number,
        hasil=result,
        kesalahan=tuple(Kesalahan(jalur=p.path, kodeGalat=p.code, keterangan=p.sentence) for p in problems),
    )


def _path(number: int) -> str:
    return f"/verifikasiPesertaMassal/pendaftar[{number}]"


def _contradictions(row: Pendaftar, path: str) -> tuple[Problem, ...]:
    if row.golonganRuang is None or row.golonganPppk is None:
        return ()
    sentence = "kirim golonganRuang (PNS) atau golonganPppk (PPPK), tidak keduanya"
    return (Problem(f"{path}/golonganPppk", "FORMAT_TIDAK_SAH", sentence),)


def _require_elements(call: Call, rows: Sequence[Pendaftar]) -> None:
    """What admission does for a Pendaftar, for those that came as rows. Raises as require_elements."""
    filled = {field.name for row in rows for field in fields(row) if getattr(row, field.name) is not None}
    require_elements(call.standing, PENDAFTAR, frozenset(filled))


def _verify(call: Call, rows: Sequence[Pendaftar]) -> list[HasilVerifikasi | None]:
    """A result for each row, in order; None for what no machine is to answer."""
    quota.take(call.session, call.agreement, len(rows), call.now)
    people = by_nips(call.session, call.vault, {row.nip for row in rows})
    keys = [_keys(call, row) for row in rows]
    guard = Guard(call.session, call.vault, call.agreement.code, call.now, (key for some in keys for key in some))
    results = [_result(call, guard, row, some, people.get(row.nip)) for row, some in zip(rows, keys, strict=True)]
    guard.save()
    return results


def _keys(call: Call, row: Pendaftar) -> list[bytes]:
    nip = call.vault.index("nip", row.nip)
    return [nip] if row.nik is None else [nip, call.vault.index("nik", row.nik)]


def _result(
    call: Call, guard: Guard, row: Pendaftar, keys: list[bytes], person: Person | None
) -> HasilVerifikasi | None:
    found = person is not None and is_asn(person)
    if guard.withholds(keys, found=found, restricted=person is not None and person.restricted):
        return None
    stored = None
    if person is not None and found:
        stored = stored_of(person, call.vault)
        call.touch(person.nip_index)
    judged = judge(_submitted(row), stored)
    if judged.keterangan != MATCHES:
        guard.wrong(keys)
    if judged.notes:
        log.info("verification_notes", result=call.heading.nomorHasil, notes=judged.notes)
    return HasilVerifikasi(
        nomorPendaftaran=row.nomorPendaftaran,
        keterangan=judged.keterangan,
        rincian=_detail(row, judged),
        tanggalData=wib_date(call.now),
    )


def _submitted(row: Pendaftar) -> Submitted:
    grade = row.golonganRuang or row.golonganPppk
    return Submitted(**{name: getattr(row, wire) for name, wire in _WIRE.items()}, grade=grade)


def _detail(row: Pendaftar, judged: Judgement) -> tuple[RincianElemen, ...]:
    names = {**_WIRE, "grade": "golonganRuang" if row.golonganRuang else "golonganPppk"}
    return tuple(
        RincianElemen(nama=names[name], keterangan="sesuai" if agrees else "tidak sesuai")
        for name, agrees in judged.elements.items()
    )


OPERATIONS = (
    Operation(
        "verifikasiPeserta",
        VerifikasiPeserta,
        VerifikasiPesertaJawaban,
        _verifikasi_peserta,
        "Taspen Life memverifikasi satu pendaftar; BKN menjawab sesuai, tidak sesuai, atau data tidak ditemukan",
        confirms=True,
    ),
    Operation(
        "verifikasiPesertaMassal",
        VerifikasiPesertaMassal,
        VerifikasiPesertaMassalJawaban,
        _verifikasi_peserta_massal,
        "Taspen Life memverifikasi sampai 1.000 pendaftar; baris yang salah disebut, yang lain tetap dijawab",
        confirms=True,
    ),
)
