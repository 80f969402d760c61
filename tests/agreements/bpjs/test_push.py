"""BPJS Kesehatan sends: kirimKartuPesertaPns and kirimDataPejabatNegara."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import Engine, func, select

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.agreements.bpjs.messages import HasilKiriman, KirimDataPejabatNegara, KirimKartuPesertaPns
from adapter.agreements.bpjs.service import SERVICE
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.agreements.structures import Alamat, AnggotaKeluarga, Instansi
from adapter.records.database import reading, writing
from adapter.records.models import Card, StateOfficial
from adapter.records.officials import official_of
from adapter.records.synthetic import card_number
from adapter.records.vault import Vault
from tests.support.records import NIK, NIP, REQUEST, call, record, restrict, store

OTHER, PPPK = "199001012015041902", "199001012024211904"
NAME = "Banuraja Watugede"
C1, C2, C3 = (card_number(index) for index in (1, 2, 3))

Send = Callable[..., tuple[list[str], HasilKiriman, set[bytes]]]


@pytest.fixture
def send(engine: Engine, vault: Vault, now: datetime) -> Send:
    """Send rows; gives the word of each, the answer, and the people touched. Two PNS and a PPPK are known."""
    pppk = record(nip=PPPK, nik=None, kind="PPPK", grade="IX", legal_position="71")
    store(engine, vault, now, record(), record(nip=OTHER, nik=None), pppk)

    def carry_out(*rows: KartuPesertaPns | DataPejabatNegara) -> tuple[list[str], HasilKiriman, set[bytes]]:
        cards = isinstance(rows[0], KartuPesertaPns)
        request = (
            KirimKartuPesertaPns(kepala=REQUEST, kartu=rows)  # type: ignore[arg-type]
            if cards
            else KirimDataPejabatNegara(kepala=REQUEST, pejabat=rows)  # type: ignore[arg-type]
        )
        operation = SERVICE.operation("kirimKartuPesertaPns" if cards else "kirimDataPejabatNegara")
        assert operation is not None
        with writing(engine) as session:
            called = call(session, vault, now, AGREEMENT)
            answer: HasilKiriman = operation.carry_out(called, request)
        return [row.hasil for row in answer.baris], answer, set(called.touched)

    return carry_out


def _card(nip: str = NIP, number: str = C1, name: str = NAME) -> KartuPesertaPns:
    return KartuPesertaPns(nomorIdentitasPegawai=nip, namaPns=name, nomorKartuPeserta=number)


def _official(nik: str = "3171000202550001", card: str = "0800000000001", **changes: object) -> DataPejabatNegara:
    made = DataPejabatNegara(
        nik=nik, namaPegawaiPejabatNegara="Alvaran Antabaya", nomorKartuPeserta=card, tanggalLahir=date(1955, 2, 2),
        jenisKelamin="L", jenisPeserta="PEJABAT_NEGARA", alamatDomisili=Alamat(alamat="Jalan Contoh 3"),
        instansiKerja=Instansi(namaInstansi="Lembaga Uji"),
        keluarga=(
            AnggotaKeluarga(
                hubunganKeluarga="ISTRI", nama="Melatiwangi", tanggalLahir=date(1956, 1, 1), jenisKelamin="P"
            ),
        ),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def test_every_fate_of_a_card_in_order(send: Send) -> None:
    rows = [_card(), _card(), _card(OTHER, C1), _card("199001012015041999", C2), _card(PPPK, C2)]
    words, answer, _ = send(*rows)
    assert words == ["TERSIMPAN", "BARIS_GANDA", "KARTU_MILIK_LAIN", "TIDAK_DITEMUKAN", "TIDAK_DITEMUKAN"]
    assert (answer.jumlahDiterima, answer.jumlahDitolak, answer.baris[4].baris) == (1, 4, 5)


@pytest.mark.parametrize("name", [NAME.upper(), f" {NAME.replace(' ', '  ')} ", f"{NAME}, S.H., M.Si."])
def test_a_name_may_differ_in_case_spaces_and_degrees(send: Send, name: str) -> None:
    assert send(_card(name=name))[0] == ["TERSIMPAN"]


def test_a_card_under_another_name_is_not_stored(send: Send, engine: Engine, vault: Vault) -> None:
    words, _, touched = send(_card(name="Banurajo Watugede"))
    assert (words, touched) == (["NAMA_BERBEDA"], {vault.index("nip", NIP)})
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Card)) == 0


def test_the_same_card_again_changes_nothing(send: Send) -> None:
    send(_card())
    words, answer, _ = send(_card())
    assert (words, answer.jumlahDiterima) == (["TIDAK_BERUBAH"], 1)


def test_a_new_card_takes_the_place_of_the_old_one_which_is_free_again(send: Send) -> None:
    send(_card())
    assert send(_card(number=C2), _card(OTHER, C1))[0] == ["TERSIMPAN", "TERSIMPAN"]


def test_two_people_cannot_swap_by_taking(send: Send) -> None:
    send(_card(), _card(OTHER, C2))
    assert send(_card(number=C2), _card(OTHER, C1))[0] == ["KARTU_MILIK_LAIN", "KARTU_MILIK_LAIN"]


def test_for_a_restricted_person_nothing_is_taken_in(send: Send, engine: Engine, vault: Vault, now: datetime) -> None:
    restrict(engine, vault, now, NIP)
    words, _, touched = send(_card())
    assert (words, touched) == (["TIDAK_DITEMUKAN"], set())


def test_a_card_number_is_sealed(send: Send, engine: Engine) -> None:
    send(_card())
    with reading(engine) as session:
        assert C1.encode() not in session.scalars(select(Card.number)).one()


def test_an_official_is_stored_once_for_each_nik(send: Send, engine: Engine, vault: Vault) -> None:
    changed = _official(jenisPeserta="PENSIUN_PEJABAT_NEGARA")
    assert send(_official(), _official())[0] == ["TERSIMPAN", "BARIS_GANDA"]
    assert send(_official())[0] == ["TIDAK_BERUBAH"]
    assert send(changed)[0] == ["TERSIMPAN"]
    with reading(engine) as session:
        stored = official_of(session.scalars(select(StateOfficial)).one(), vault)
    assert (stored.kind, stored.name, stored.family[0].name) == (
        "PENSIUN_PEJABAT_NEGARA", "Alvaran Antabaya", "Melatiwangi",
    )  # fmt: skip


def test_an_officials_card_may_not_be_another_persons(send: Send) -> None:
    send(_card(OTHER, C3))
    rows = [_official(), _official("3171000303550001"), _official("3171000404550001", C3)]
    assert send(*rows)[0] == ["TERSIMPAN", "KARTU_MILIK_LAIN", "KARTU_MILIK_LAIN"]
    assert send(_card(number="0800000000001"))[0] == ["KARTU_MILIK_LAIN"]


def test_a_pns_who_is_an_official_has_one_card_and_one_subject(send: Send, vault: Vault) -> None:
    send(_card())
    words, _, touched = send(_official(NIK, C1))
    assert (words, touched) == (["TERSIMPAN"], {vault.index("nip", NIP)})


def test_an_official_without_a_nip_is_known_by_the_nik(send: Send, vault: Vault) -> None:
    assert send(_official())[2] == {vault.index("nik", "3171000202550001")}
