"""Differing data: reported, followed up and settled by whoever has the authority; nothing is overwritten silently.

After the agreement has ended, cases from before are still answered; new reports are not compared with BKN's data.
"""

from datetime import date

from sqlalchemy import select

from adapter.agreements.bpjs.authority import AUTHORITY, BPJS, OTHER
from adapter.agreements.bpjs.case_pages import may_be_told, page_of_cases, require_number
from adapter.agreements.bpjs.difference_messages import (
    AmbilPerbedaanData,
    AmbilPerbedaanDataJawaban,
    BarisLaporan,
    LaporanPerbedaan,
    LaporkanPerbedaanData,
    LaporkanPerbedaanDataJawaban,
    SelesaikanPerbedaanData,
    SelesaikanPerbedaanDataJawaban,
)
from adapter.agreements.bpjs.disputes import (
    Bench,
    Decision,
    agree,
    decide,
    decider_of,
    first_status,
    is_value,
    own_value,
    reference_of,
)
from adapter.agreements.bpjs.elements import DATA_PEGAWAI, KARTU_PESERTA_PNS
from adapter.agreements.bpjs.translation import PARTICIPANTS
from adapter.agreements.operation import Call, Operation
from adapter.clock import wib_date
from adapter.errors import ContractViolation, Problem
from adapter.records.differences import (
    Case,
    Content,
    Report,
    find_case,
    known_case,
    record_case,
    status_now,
)
from adapter.records.models import Card, Person
from adapter.records.people import by_niks, by_nips, job_of
from adapter.registry.elements import require_elements

_IN_FORCE = ("BERLAKU", "AKAN_BERAKHIR")
_KEYS = ("nip", "nik", "nomorKartuPeserta")


def bench_of(call: Call) -> Bench:
    """Where this call's cases are decided."""
    return Bench(call.session, call.vault, call.now, call.heading.idPesanAsal)


def _laporkan_perbedaan_data(call: Call, sent: LaporkanPerbedaanData) -> LaporkanPerbedaanDataJawaban:
    """Pasal 4 ayat (1) huruf a angka 3 and ayat (2) huruf a angka 3."""
    _require_rows(sent, wib_date(call.now))
    names = {row.namaElemen for row in sent.perbedaan}
    for listed in (DATA_PEGAWAI, KARTU_PESERTA_PNS):
        require_elements(call.standing, listed, frozenset(names & set(listed.elements)))
    rows = []
    for number, row in enumerate(sent.perbedaan, 1):
        result, case = _report(call, row)
        rows.append(BarisLaporan(baris=number, hasil=result, idKasus=case.row.case_id if case else None))
    return LaporkanPerbedaanDataJawaban(kepala=call.heading, baris=tuple(rows))


def _require_rows(sent: LaporkanPerbedaanData, today: date) -> None:
    problems = []
    for number, row in enumerate(sent.perbedaan, 1):
        path = f"/laporkanPerbedaanData/perbedaan[{number}]"
        given = [name for name in _KEYS if getattr(row, name) is not None]
        if not given:
            problems.append(Problem(f"{path}/nip", "DATA_TIDAK_LENGKAP", "sebutkan nip, nik, atau nomorKartuPeserta"))
        problems += [Problem(f"{path}/{name}", "FORMAT_TIDAK_SAH", "sebutkan satu kunci saja") for name in given[1:]]
        if row.namaElemen not in AUTHORITY:
            problems.append(Problem(f"{path}/namaElemen", "FORMAT_TIDAK_SAH", "bukan elemen yang dapat disengketakan"))
        elif not is_value(row.namaElemen, row.nilaiBpjs):
            problems.append(Problem(f"{path}/nilaiBpjs", "FORMAT_TIDAK_SAH", "bukan nilai elemen itu"))
        if row.tanggalPernyataan is not None and row.tanggalPernyataan > today:
            # The later declaration decides: nobody may win by one that cannot have been made yet.
            problems.append(Problem(f"{path}/tanggalPernyataan", "FORMAT_TIDAK_SAH", "tanggal ini belum tiba"))
    if problems:
        raise ContractViolation(tuple(problems))


def _report(call: Call, row: LaporanPerbedaan) -> tuple[str, Case | None]:
    if call.standing.status not in _IN_FORCE:
        return "DI_LUAR_MASA_BERLAKU", None
    person = _person(call, row)
    if person is None:
        return "TIDAK_DITEMUKAN", None
    call.touch(person.nip_index)
    bench, element = bench_of(call), row.namaElemen
    own = own_value(bench, person, element)
    if agree(element, own, row.nilaiBpjs):
        return "SAMA", None
    if (known := known_case(call.session, call.vault, person, element, row.nilaiBpjs)) is not None:
        return "SUDAH_TERCATAT", known
    decider = decider_of(element, person, row.tanggalPernyataan)
    kind = next(name for name in _KEYS if getattr(row, name) is not None)
    case = record_case(
        call.session,
        call.vault,
        Report(
            agreement=call.agreement.code,
            person=person,
            element=element,
            content=Content(kind, getattr(row, kind), own, row.nilaiBpjs),
            decider=decider,
            legal_basis=AUTHORITY[element].legal_basis,
            reported_by=BPJS,
            status=first_status(decider),
        ),
        call.now,
        call.heading.idPesanAsal,
    )
    if element == "nomorKartuPeserta":
        # Whose number it is has spoken: the report is the decision.
        case, _ = decide(bench, case, person, Decision(BPJS, row.nilaiBpjs))
    return "TERCATAT", case


def _person(call: Call, row: LaporanPerbedaan) -> Person | None:
    """Whom the key names, if the person takes part today and is not restricted; a key that names two names nobody."""
    if row.nip is not None:
        found = list(by_nips(call.session, call.vault, [row.nip], lock=True).values())
    elif row.nik is not None:
        found = by_niks(call.session, call.vault, [row.nik], lock=True).get(row.nik, [])
    else:
        index = call.vault.index("kartu", row.nomorKartuPeserta or "")
        held = select(Person).join(Card, Card.person_id == Person.id).where(Card.card_index == index)
        found = list(call.session.scalars(held.with_for_update(of=Person)))
    found = [one for one in found if one.kind in PARTICIPANTS and not one.restricted and job_of(one).in_records]
    return found[0] if len(found) == 1 else None


def _ambil_perbedaan_data(call: Call, asked: AmbilPerbedaanData) -> AmbilPerbedaanDataJawaban:
    """Pasal 9 ayat (3)."""
    since = asked.sejakNomor or 0
    require_number(call, since, "/ambilPerbedaanData/sejakNomor")
    conditions = (status_now().in_(asked.status),) if asked.status else ()
    page = page_of_cases(call, conditions, since, asked.ukuranHalaman)
    return AmbilPerbedaanDataJawaban(
        kepala=call.heading, perbedaan=page.cases, nomorBerikutnya=page.reached, adaLagi=page.more
    )


def _selesaikan_perbedaan_data(call: Call, sent: SelesaikanPerbedaanData) -> SelesaikanPerbedaanDataJawaban:
    """Pasal 4 ayat (1) huruf a angka 3 and ayat (2) huruf a angka 3; Pasal 9 ayat (3)."""
    case = find_case(call.session, call.vault, call.agreement.code, sent.idKasus.lower(), lock=True)
    person = call.session.get_one(Person, case.row.person_id) if case else None
    if case is None or person is None or person.restricted:
        problem = Problem("/selesaikanPerbedaanData/idKasus", "FORMAT_TIDAK_SAH", "tidak ada kasus dengan nomor ini")
        raise ContractViolation((problem,))
    _require_decision(case, sent)
    call.touch(person.nip_index)
    value = sent.nilaiAcuan if sent.keputusan == "DISELESAIKAN" else None
    decision = Decision(BPJS, value, sent.nomorDokumen, sent.keterangan)
    case, outcome = decide(bench_of(call), case, person, decision)
    effective = may_be_told(call, case.row.element)
    return SelesaikanPerbedaanDataJawaban(
        kepala=call.heading,
        hasil=outcome,
        status=case.status,
        nilaiAcuan=reference_of(call.vault, case) if effective else None,
    )


def _require_decision(case: Case, sent: SelesaikanPerbedaanData) -> None:
    path, problems = "/selesaikanPerbedaanData", []
    settles = sent.keputusan == "DISELESAIKAN"
    if settles and sent.nilaiAcuan is None:
        problems.append(Problem(f"{path}/nilaiAcuan", "DATA_TIDAK_LENGKAP", "nilaiAcuan wajib bila DISELESAIKAN"))
    if settles and sent.nilaiAcuan is not None and not is_value(case.row.element, sent.nilaiAcuan):
        problems.append(Problem(f"{path}/nilaiAcuan", "FORMAT_TIDAK_SAH", "bukan nilai elemen itu"))
    if not settles and sent.nilaiAcuan is not None:
        problems.append(Problem(f"{path}/nilaiAcuan", "FORMAT_TIDAK_SAH", "kasus yang DITOLAK tidak punya nilaiAcuan"))
    if settles and case.row.decider == OTHER and sent.nomorDokumen is None:
        sentence = "sebutkan dokumen instansi yang berwenang atas elemen ini"
        problems.append(Problem(f"{path}/nomorDokumen", "DATA_TIDAK_LENGKAP", sentence))
    if problems:
        raise ContractViolation(tuple(problems))


OPERATIONS = (
    Operation(
        "laporkanPerbedaanData",
        LaporkanPerbedaanData,
        LaporkanPerbedaanDataJawaban,
        _laporkan_perbedaan_data,
        "BPJS Kesehatan melaporkan data yang berbeda; pihak yang berwenang atas elemennya yang memutuskan",
    ),
    Operation(
        "ambilPerbedaanData",
        AmbilPerbedaanData,
        AmbilPerbedaanDataJawaban,
        _ambil_perbedaan_data,
        "Kasus perbedaan data, halaman demi halaman",
    ),
    Operation(
        "selesaikanPerbedaanData",
        SelesaikanPerbedaanData,
        SelesaikanPerbedaanDataJawaban,
        _selesaikan_perbedaan_data,
        "BPJS Kesehatan memutuskan kasus perbedaan data, sejauh ia berwenang",
    ),
)
