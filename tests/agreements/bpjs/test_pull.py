"""BPJS Kesehatan pulls: ambilDataPegawai and ambilMutasi (domain: scenarios 20 and 21)."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.messages import AmbilDataPegawai, AmbilDataPegawaiJawaban, AmbilMutasi, AmbilMutasiJawaban
from adapter.agreements.bpjs.service import SERVICE
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.errors import ContractViolation
from adapter.records.database import writing
from adapter.records.models import Family
from adapter.records.record import Address
from adapter.records.references import Code, put_codes
from adapter.records.vault import Vault
from tests.support.records import CHILD, NIK, NIP, REQUEST, call, record, restrict, store

CPNS, PENSIONER, PPPK = "199001012025041902", "196001011985041903", "199001012024211904"

Ask = Callable[..., Any]


@pytest.fixture
def filled(engine: Engine, vault: Vault, now: datetime) -> Engine:
    """A PNS with a child, a CPNS, a pensioner, a PPPK."""
    store(
        engine, vault, now,
        record(family=(CHILD,)),
        record(nip=CPNS, nik=None, kind="CPNS"),
        record(nip=PENSIONER, nik=None, kind="PENSIUN_PNS", legal_position="99"),
        record(nip=PPPK, nik=None, kind="PPPK", grade="IX", legal_position="71"),
    )  # fmt: skip
    return engine


@pytest.fixture
def ask(filled: Engine, vault: Vault, now: datetime) -> Ask:
    """Carry out an operation; gives its answer and the people touched."""

    def carry_out(request: AmbilDataPegawai | AmbilMutasi, **how: Any) -> Any:
        name = "ambilDataPegawai" if isinstance(request, AmbilDataPegawai) else "ambilMutasi"
        operation = SERVICE.operation(name)
        assert operation is not None
        with writing(filled) as session:
            called = call(session, vault, now, AGREEMENT, **how)
            return operation.carry_out(called, request), set(called.touched)

    return carry_out


def _pull(ask: Ask, wanted: dict[str, Any] | None = None, **how: Any) -> AmbilDataPegawaiJawaban:
    answer: AmbilDataPegawaiJawaban = ask(AmbilDataPegawai(kepala=REQUEST, **(wanted or {})), **how)[0]
    return answer


def _mutations(ask: Ask, since: int, size: int | None = None, **how: Any) -> AmbilMutasiJawaban:
    answer: AmbilMutasiJawaban = ask(AmbilMutasi(kepala=REQUEST, sejakToken=since, ukuranHalaman=size), **how)[0]
    return answer


def test_pns_cpns_and_pensioners_leave_and_pppk_do_not(ask: Ask) -> None:
    answer = _pull(ask)
    assert [person.jenisPeserta for person in answer.pegawai] == ["PNS", "CPNS", "PENSIUN_PNS"]
    assert (answer.jumlahSeluruhnya, answer.jumlahDibatasi, answer.kursorBerikutnya) == (3, 0, None)


def test_all_fifteen_elements_are_filled(ask: Ask, filled: Engine) -> None:
    with writing(filled) as session:
        put_codes(session, "INSTANSI", [Code("K01", "Kementerian Uji")])
    person = _pull(ask).pegawai[0]
    empty = {field.name for field in fields(person) if getattr(person, field.name) in (None, ())}
    assert empty == {"alasanNikKosong"}
    assert person.instansiKerja is not None
    assert person.instansiKerja.namaInstansi == "Kementerian Uji"
    assert person.pangkatGolonganRuang is not None
    assert person.pangkatGolonganRuang.pangkat == "Penata Muda Tingkat I"
    assert person.keluarga[0].hubunganKeluarga == "ANAK"


def test_a_pensioner_has_neither_work_agency_nor_status(ask: Ask) -> None:
    pensioner = _pull(ask).pegawai[2]
    assert (pensioner.instansiKerja, pensioner.statusPegawai) == (None, None)
    assert pensioner.nomorIdentitasPegawai == PENSIONER


def test_an_absent_nik_says_why(ask: Ask) -> None:
    people = _pull(ask).pegawai
    assert [(person.nik, person.alasanNikKosong) for person in people[:2]] == [
        (NIK, None),
        (None, "TIDAK_ADA_PADA_BKN"),
    ]


def test_only_the_elements_asked_for_leave(ask: Ask) -> None:
    person = _pull(ask, {"elemenDiminta": ("namaPegawai",)}, asked={DataPegawai: {"namaPegawai"}}).pegawai[0]
    filled = {field.name for field in fields(person) if getattr(person, field.name) not in (None, ())}
    assert filled == {"namaPegawai", "jenisPeserta", "tanggalMutakhir"}


def test_a_withdrawn_family_is_not_even_opened(ask: Ask, filled: Engine) -> None:
    with writing(filled) as session:
        session.query(Family).update({"members": b"broken"})
    assert _pull(ask, withdrawn=(("dataPegawai", "keluarga"),)).pegawai[0].keluarga == ()


def test_a_withdrawn_nik_takes_its_reason_along(ask: Ask) -> None:
    people = _pull(ask, withdrawn=(("dataPegawai", "nik"),)).pegawai
    assert {(person.nik, person.alasanNikKosong) for person in people} == {(None, None)}


def test_a_restricted_person_is_only_counted(ask: Ask, filled: Engine, vault: Vault, now: datetime) -> None:
    restrict(filled, vault, now, NIP)
    answer, touched = ask(AmbilDataPegawai(kepala=REQUEST))
    assert (len(answer.pegawai), answer.jumlahSeluruhnya, answer.jumlahDibatasi) == (2, 2, 1)
    assert vault.index("nip", NIP) not in touched


def test_each_person_that_leaves_is_touched(ask: Ask, vault: Vault) -> None:
    _, touched = ask(AmbilDataPegawai(kepala=REQUEST))
    assert touched == {vault.index("nip", nip) for nip in (NIP, CPNS, PENSIONER)}


def test_pages_can_be_resumed(ask: Ask) -> None:
    first = _pull(ask, {"ukuranHalaman": 2})
    second = _pull(ask, {"ukuranHalaman": 2, "kursor": first.kursorBerikutnya})
    again = _pull(ask, {"ukuranHalaman": 2, "kursor": first.kursorBerikutnya})
    assert [len(page.pegawai) for page in (first, second)] == [2, 1]
    assert (second, second.kursorBerikutnya) == (again, None)


def test_a_garbage_cursor_is_told_with_its_path(ask: Ask) -> None:
    with pytest.raises(ContractViolation) as caught:
        _pull(ask, {"kursor": "bukan-kursor"})
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("/ambilDataPegawai/kursor", "FORMAT_TIDAK_SAH")
    ]


def test_one_kind_and_only_what_is_newer(ask: Ask, filled: Engine, vault: Vault, now: datetime) -> None:
    assert len(_pull(ask, {"jenisPeserta": ("CPNS", "CPNS")}).pegawai) == 1
    store(filled, vault, now + timedelta(hours=1), record(nip=CPNS, nik=None, kind="CPNS", grade="III/c"))
    assert len(_pull(ask, {"mutakhirSejak": now + timedelta(minutes=1)}).pegawai) == 1


def test_a_promotion_and_a_birth_are_two_mutations(ask: Ask, filled: Engine, vault: Vault, now: datetime) -> None:
    since = _mutations(ask, 0).tokenBerikutnya
    second = replace(CHILD, child=2, born=CHILD.born.replace(year=2026))
    store(filled, vault, now, record(grade="III/c", family=(CHILD, second)))
    answer = _mutations(ask, since)
    assert [(mutation.jenisMutasi, mutation.dampak) for mutation in answer.mutasi] == [
        ("KENAIKAN_PANGKAT", "FINANSIAL"),
        ("KELAHIRAN_ANAK", "FINANSIAL"),
    ]
    assert answer.mutasi[0].pegawai is not None
    assert len(answer.mutasi[0].pegawai.keluarga) == 2
    assert _mutations(ask, answer.tokenBerikutnya).mutasi == ()


def test_pages_of_mutations_are_bounded_and_lose_nothing(ask: Ask) -> None:
    seen: list[int] = []
    token, more = 0, True
    while more:
        answer = _mutations(ask, token, 1)
        seen += [mutation.tokenUrut for mutation in answer.mutasi]
        token, more = answer.tokenBerikutnya, answer.adaLagi
    # The fourth is a PPPK: passed over, and the token with it.
    assert (seen, token) == ([1, 2, 3], 4)


def test_what_may_not_leave_is_passed_over(ask: Ask, filled: Engine, vault: Vault, now: datetime) -> None:
    since = _mutations(ask, 0).tokenBerikutnya
    store(filled, vault, now, record(family=(CHILD,), address=Address(street="Jalan Lain 2"), grade="III/c"))
    answer = _mutations(ask, since, withdrawn=(("dataPegawai", "alamatDomisili"),))
    assert [mutation.elemenBerubah for mutation in answer.mutasi] == [("pangkatGolonganRuang",)]
    assert answer.tokenBerikutnya == since + 2


def test_of_somebody_dismissed_only_the_numbers_go_along(ask: Ask, filled: Engine, vault: Vault, now: datetime) -> None:
    since = _mutations(ask, 0).tokenBerikutnya
    store(filled, vault, now, record(family=(CHILD,), legal_position="66"))
    (mutation,) = _mutations(ask, since).mutasi
    assert (mutation.jenisPerubahan, mutation.elemenBerubah) == ("HAPUS", ())
    assert mutation.pegawai is not None
    assert (mutation.pegawai.nomorIdentitasPegawai, mutation.pegawai.namaPegawai) == (NIP, None)


def test_of_a_restricted_person_no_mutation_leaves(ask: Ask, filled: Engine, vault: Vault, now: datetime) -> None:
    restrict(filled, vault, now, NIP)
    assert [mutation.tokenUrut for mutation in _mutations(ask, 0).mutasi] == [2, 3]


def test_what_somebody_was_before_he_left_is_passed_over(ask: Ask, filled: Engine, vault: Vault, now: datetime) -> None:
    """Between two pages, too: a change without the record after it would empty what the partner has."""
    since = _mutations(ask, 0).tokenBerikutnya
    store(filled, vault, now, record(family=(CHILD,), grade="III/c", address=Address(street="Jalan Lain 2")))
    first = _mutations(ask, since, 1)
    store(filled, vault, now, record(family=(CHILD,), grade="III/c", legal_position="66"))
    second, third = _mutations(ask, first.tokenBerikutnya, 1), _mutations(ask, first.tokenBerikutnya + 1, 1)
    told = [[mutation.jenisPerubahan for mutation in page.mutasi] for page in (first, second, third)]
    assert told == [["UBAH"], [], ["HAPUS"]]
    assert [page.adaLagi for page in (first, second, third)] == [True, True, False]


def test_who_died_while_restricted_is_told_of_when_that_ends(
    ask: Ask, filled: Engine, vault: Vault, now: datetime
) -> None:
    since = _mutations(ask, 0).tokenBerikutnya
    restrict(filled, vault, now, NIP)
    store(filled, vault, now, record(family=(CHILD,), deceased=True))
    assert _mutations(ask, since).mutasi == ()
    restrict(filled, vault, now, NIP, restricted=False)
    (mutation,) = _mutations(ask, since).mutasi
    assert (mutation.jenisPerubahan, mutation.jenisMutasi) == ("HAPUS", "MENINGGAL")


def test_a_token_from_the_future_is_refused(ask: Ask) -> None:
    with pytest.raises(ContractViolation) as caught:
        _mutations(ask, 99)
    assert caught.value.problems[0].path == "/ambilMutasi/sejakToken"
