"""The periodic verification: a session for each semester, what is the same and what differs, and how fresh it is.

BKN compares what it holds of both parties: a participant's card, and state officials who are participants too. What
BPJS Kesehatan compares, it reports as differing data while the session runs.
"""

from datetime import date, datetime

from adapter.agreements.bpjs.case_pages import page_of_cases, require_number
from adapter.agreements.bpjs.comparing import compare_official
from adapter.agreements.bpjs.differences import bench_of
from adapter.agreements.bpjs.translation import PARTICIPANTS
from adapter.agreements.bpjs.verification_messages import (
    AmbilHasilVerifikasiBerkala,
    AmbilHasilVerifikasiBerkalaJawaban,
    Kemutakhiran,
    MulaiVerifikasiBerkala,
    MulaiVerifikasiBerkalaJawaban,
)
from adapter.agreements.operation import Call, Operation
from adapter.clock import WIB, wib_date
from adapter.errors import ContractViolation, Problem
from adapter.records.officials import official_of
from adapter.records.verification import (
    begin_session,
    cases_of,
    count_people,
    find_session,
    freshness,
    officials_who_are_participants,
    open_session,
)

_SEMESTERS = {"I": 1, "II": 2}


def _mulai_verifikasi_berkala(call: Call, asked: MulaiVerifikasiBerkala) -> MulaiVerifikasiBerkalaJawaban:
    """Pasal 3 ayat (2): at least two in a year."""
    year, semester = int(asked.tahun), _SEMESTERS[asked.semester]
    _require_begun(call, year, semester)
    row = open_session(call.session, call.agreement.code, year, semester)
    running = row is not None
    found = 0
    if row is None:
        row = begin_session(call.session, call.agreement.code, year, semester, call.now, call.heading.idPesanAsal)
        found = _compare_officials(call)
    return MulaiVerifikasiBerkalaJawaban(
        kepala=call.heading,
        idSesi=row.session_id,
        dimulaiPada=row.started_at,
        sudahBerjalan=running,
        jumlahKasusBaru=found,
    )


def _require_begun(call: Call, year: int, semester: int) -> None:
    path, today = "/mulaiVerifikasiBerkala", wib_date(call.now)
    problems = []
    if year < call.agreement.term.first_day.year:
        problems.append(Problem(f"{path}/tahun", "FORMAT_TIDAK_SAH", "tahun ini sebelum perjanjian"))
    elif year > today.year:
        problems.append(Problem(f"{path}/tahun", "FORMAT_TIDAK_SAH", "tahun ini belum mulai"))
    elif date(year, 6 * semester - 5, 1) > today:
        problems.append(Problem(f"{path}/semester", "FORMAT_TIDAK_SAH", "semester ini belum mulai"))
    if problems:
        raise ContractViolation(tuple(problems))


def _compare_officials(call: Call) -> int:
    found = 0
    for row, person in officials_who_are_participants(call.session, PARTICIPANTS):
        call.touch(person.nip_index)
        found += compare_official(bench_of(call), call.standing.effective, person, official_of(row, call.vault))
    return found


def _ambil_hasil(call: Call, asked: AmbilHasilVerifikasiBerkala) -> AmbilHasilVerifikasiBerkalaJawaban:
    """Pasal 3 ayat (2); Pasal 4 huruf a angka 2."""
    row = find_session(call.session, call.agreement.code, asked.idSesi.lower())
    if row is None:
        problem = Problem("/ambilHasilVerifikasiBerkala/idSesi", "FORMAT_TIDAK_SAH", "tidak ada sesi dengan nomor ini")
        raise ContractViolation((problem,))
    since = asked.sejakNomor or 0
    require_number(call, since, "/ambilHasilVerifikasiBerkala/sejakNomor")
    counts = count_people(call.session, PARTICIPANTS)
    page = page_of_cases(call, cases_of(row), since, asked.ukuranHalaman)
    return AmbilHasilVerifikasiBerkalaJawaban(
        kepala=call.heading,
        idSesi=row.session_id,
        dimulaiPada=row.started_at,
        berakhirPada=row.ended_at,
        diperiksa=counts.checked,
        sama=counts.checked - counts.differing,
        berbeda=counts.differing,
        hanyaDiBkn=counts.only_bkn,
        hanyaDiBpjs=counts.only_partner,
        kemutakhiran=_kemutakhiran(call),
        perbedaan=page.cases,
        nomorBerikutnya=page.reached,
        adaLagi=page.more,
    )


def _kemutakhiran(call: Call) -> Kemutakhiran:
    fresh = freshness(call.session, PARTICIPANTS, call.now)
    return Kemutakhiran(
        terlama=_told(fresh.oldest),
        terbaru=_told(fresh.newest),
        sampai30Hari=fresh.recent,
        sampai180Hari=fresh.older,
        lebihLama=fresh.oldest_of_all,
    )


def _told(instant: datetime | None) -> datetime | None:
    return instant.astimezone(WIB) if instant is not None else None


OPERATIONS = (
    Operation(
        "mulaiVerifikasiBerkala",
        MulaiVerifikasiBerkala,
        MulaiVerifikasiBerkalaJawaban,
        _mulai_verifikasi_berkala,
        "BPJS Kesehatan memulai verifikasi dan validasi data untuk satu semester",
    ),
    Operation(
        "ambilHasilVerifikasiBerkala",
        AmbilHasilVerifikasiBerkala,
        AmbilHasilVerifikasiBerkalaJawaban,
        _ambil_hasil,
        "Hasil verifikasi berkala: cacah peserta, kemutakhiran data BKN, dan kasus perbedaannya",
    ),
)
