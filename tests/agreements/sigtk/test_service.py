"""SIGTK: scenarios 14 to 17 of the domain book."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from adapter.agreements.sigtk.elements import DataAsn, Penganugerahan
from adapter.agreements.sigtk.messages import AmbilDataAsn, AmbilDataAsnJawaban, KirimPenganugerahan
from adapter.agreements.sigtk.service import SERVICE
from adapter.agreements.sigtk.terms import AGREEMENT
from adapter.errors import ContractViolation
from adapter.records.awards import normal_decree
from adapter.records.database import reading, writing
from adapter.records.models import Award
from adapter.records.vault import Vault
from tests.support.records import NIK, NIP, REQUEST, call, record, restrict, store

PPPK, PENSIONER, DISMISSED = "199001012024211904", "196001011985041903", "199001012015041905"
PPPK_NIK = "3171000101900004"

Ask = Callable[..., Any]


@pytest.fixture
def ask(engine: Engine, vault: Vault, now: datetime) -> Ask:
    """Carry out a request; gives its answer and the people touched. A PNS, a PPPK, a pensioner, one dismissed."""
    store(
        engine, vault, now,
        record(back_degree="S.H.", unit="Bagian Umum"),
        record(nip=PPPK, nik=PPPK_NIK, kind="PPPK", grade="IX", legal_position="71"),
        record(nip=PENSIONER, nik=None, kind="PENSIUN_PNS", legal_position="99"),
        record(nip=DISMISSED, nik=None, legal_position="66"),
    )  # fmt: skip

    def carry_out(request: Any, at: datetime = now, **how: Any) -> Any:
        name = "ambilDataAsn" if isinstance(request, AmbilDataAsn) else "kirimPenganugerahan"
        operation = SERVICE.operation(name)
        assert operation is not None
        with writing(engine) as session:
            called = call(session, vault, at, AGREEMENT, **how)
            return operation.carry_out(called, request), set(called.touched)

    return carry_out


def _find(ask: Ask, *nip: str, nik: tuple[str, ...] = (), **how: Any) -> AmbilDataAsnJawaban:
    answer: AmbilDataAsnJawaban = ask(AmbilDataAsn(kepala=REQUEST, nomorUsulan="U-1", nip=nip, nik=nik), **how)[0]
    return answer


AWARD = Penganugerahan(
    idPenganugerahan="P-1", nip=NIP, namaLengkap="Banuraja Watugede", jenis="TANDA_KEHORMATAN",
    kodePenghargaan="SL-KS-10", namaPenghargaan="Satyalancana Karya Satya X Tahun", nomorKeppres="66/TK Tahun 2025",
    tanggalKeppres=date(2025, 8, 1), tahun="2025", status="DIANUGERAHKAN",
)  # fmt: skip
REVOKED = replace(
    AWARD, status="DICABUT", nomorKeppresPencabutan="9/TK/2026", tanggalKeppresPencabutan=date(2026, 9, 1)
)


def _send(ask: Ask, *awards: Penganugerahan, **how: Any) -> list[str]:
    answer = ask(KirimPenganugerahan(kepala=REQUEST, penganugerahan=awards), **how)[0]
    assert answer.jumlahDiterima + answer.jumlahDitolak == len(awards)
    return [row.hasil for row in answer.hasil]


def test_each_person_once_in_the_order_asked(ask: Ask) -> None:
    answer = _find(ask, PPPK, NIP, PPPK, nik=(NIK,))
    assert [person.nip for person in answer.asn] == [PPPK, NIP]


def test_pensioners_dismissed_and_unknown_people_are_not_found(ask: Ask) -> None:
    unknown = "3171000101900099"
    answer = _find(ask, PENSIONER, NIP, DISMISSED, nik=(unknown,))
    assert answer.tidakDitemukan == (PENSIONER, DISMISSED, unknown)
    assert len(answer.asn) == 1


def test_every_element_of_the_list_is_filled(ask: Ask) -> None:
    _send(ask, AWARD)
    (person,) = _find(ask, NIP).asn
    empty = {field.name for field in fields(person) if getattr(person, field.name) in (None, ())}
    assert empty == {"gelarDepan"}
    assert person.masaKerjaKeseluruhan is not None
    assert (person.masaKerjaKeseluruhan.tahun, person.masaKerjaKeseluruhan.bulan) == (11, 7)
    assert person.kedudukanHukum is not None
    assert (person.kedudukanHukum.kode, person.kedudukanHukum.nama) == ("01", "Aktif")


def test_a_pppk_has_no_rank(ask: Ask) -> None:
    (person,) = _find(ask, nik=(PPPK_NIK,)).asn
    assert (person.jenisAsn, person.pangkatGolonganRuang) == ("PPPK", None)


def test_only_what_is_asked_for_and_agreed_leaves(ask: Ask) -> None:
    (person,) = _find(ask, NIP, asked={DataAsn: {"nip", "nik"}}, withdrawn=(("dataAsn", "nik"),)).asn
    assert person == DataAsn(nip=NIP)


def test_a_restricted_person_is_counted_once_and_not_touched(
    ask: Ask, engine: Engine, vault: Vault, now: datetime
) -> None:
    restrict(engine, vault, now, NIP)
    answer, touched = ask(AmbilDataAsn(kepala=REQUEST, nomorUsulan="U-1", nip=(NIP, PPPK), nik=(NIK,)))
    assert (len(answer.asn), answer.tidakDitemukan, answer.jumlahDibatasi) == (1, (), 1)
    assert touched == {vault.index("nip", PPPK)}


def test_without_any_number_the_request_is_incomplete(ask: Ask) -> None:
    with pytest.raises(ContractViolation) as caught:
        _find(ask)
    assert caught.value.code == "DATA_TIDAK_LENGKAP"


def test_an_award_sent_twice_is_there_once(ask: Ask) -> None:
    assert _send(ask, AWARD) == ["TERSIMPAN"]
    assert _send(ask, replace(AWARD, nomorKeppres="66/TK/Tahun 2025"), AWARD) == ["SUDAH_ADA", "SUDAH_ADA"]
    assert len(_find(ask, NIP).asn[0].riwayatPenghargaan) == 1


def test_the_same_number_with_other_content_is_not_stored(ask: Ask) -> None:
    assert _send(ask, AWARD, replace(AWARD, tahun="2024")) == ["TERSIMPAN", "BERBEDA_ISI"]
    assert _send(ask, replace(AWARD, nip=PPPK)) == ["BERBEDA_ISI"]


def test_a_revoked_award_stays_with_its_revoking_decree(ask: Ask, engine: Engine) -> None:
    _send(ask, AWARD)
    assert _send(ask, REVOKED) == ["DICABUT"]
    assert _send(ask, REVOKED) == ["SUDAH_ADA"]
    (award,) = _find(ask, NIP).asn[0].riwayatPenghargaan
    assert (award.status, award.nomorKeppres) == ("DICABUT", "66/TK/Tahun 2025")
    with reading(engine) as session:
        row = session.scalars(select(Award)).one()
        assert (row.revoking_decree, row.revoked_on) == ("9/TK/Tahun 2026", date(2026, 9, 1))


def test_a_revocation_is_not_undone_by_sending_the_award_again(ask: Ask) -> None:
    assert _send(ask, REVOKED) == ["DICABUT"]
    other = replace(REVOKED, nomorKeppresPencabutan="10/TK/2026")
    assert _send(ask, AWARD, other) == ["BERBEDA_ISI", "BERBEDA_ISI"]


def test_a_revocation_that_differs_in_the_award_itself_is_refused(ask: Ask) -> None:
    _send(ask, AWARD)
    assert _send(ask, replace(REVOKED, tahun="2024")) == ["BERBEDA_ISI"]


def test_a_revocation_without_its_decree_refuses_the_request(ask: Ask) -> None:
    with pytest.raises(ContractViolation) as caught:
        _send(ask, AWARD, replace(AWARD, idPenganugerahan="P-2", status="DICABUT"))
    assert caught.value.code == "KEPPRES_TIDAK_ADA"
    assert caught.value.problems[0].path == "/kirimPenganugerahan/penganugerahan[2]/nomorKeppresPencabutan"
    assert _find(ask, NIP).asn[0].riwayatPenghargaan == ()


def test_a_decree_counts_from_its_day_in_wib(ask: Ask, now: datetime) -> None:
    tomorrow = replace(AWARD, tanggalKeppres=now.date() + timedelta(days=1))
    assert _send(ask, tomorrow) == ["TANGGAL_KEPPRES_DI_MASA_DEPAN"]
    # 17.00 UTC is midnight WIB.
    assert _send(ask, tomorrow, at=now.replace(hour=23, minute=59)) == ["TANGGAL_KEPPRES_DI_MASA_DEPAN"]
    assert _send(ask, tomorrow, at=datetime.fromisoformat("2026-11-20T17:00:00+00:00")) == ["TERSIMPAN"]


def test_unknown_and_misnamed_people_are_told_row_by_row(ask: Ask, vault: Vault) -> None:
    rows = (replace(AWARD, nip="199001012015041999"), replace(AWARD, namaLengkap="Lain Sekali"), AWARD)
    answer, touched = ask(KirimPenganugerahan(kepala=REQUEST, penganugerahan=rows))
    assert [row.hasil for row in answer.hasil] == ["NIP_TIDAK_DITEMUKAN", "NAMA_BERBEDA", "TERSIMPAN"]
    assert touched == {vault.index("nip", NIP)}


def test_a_pensioner_may_be_honoured(ask: Ask) -> None:
    assert _send(ask, replace(AWARD, nip=PENSIONER)) == ["TERSIMPAN"]


@pytest.mark.parametrize(
    "written", ["19/TK/Tahun 2023", "19/TK Tahun 2023", "19/TK/2023", "19/TK 2023", "019/TK/Tahun  2023", "19/TK2023"]
)
def test_a_decree_has_one_way_of_being_written(written: str) -> None:
    assert normal_decree(written) == "19/TK/Tahun 2023"
