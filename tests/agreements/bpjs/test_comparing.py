"""What BKN receives is compared with the participant's record at once: a case where neither decides, never twice."""

from dataclasses import replace

import pytest

from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.records.synthetic import synthetic_officials
from tests.support.disputes import HOLDERS
from tests.support.rows import card, official
from tests.support.sites import bkn_syncs

ONE, TWO = [person for person in HOLDERS if person.nik and not person.restricted][:2]


def as_official(person, **changes):
    (one,) = synthetic_officials(1)
    row = replace(
        official(one), nik=person.nik, namaPegawaiPejabatNegara=person.name, tanggalLahir=person.record.identity.born,
        jenisKelamin=person.record.job.gender,
    )  # fmt: skip
    return replace(row, **changes)


def cases(world) -> list[tuple[str, str | None, str]]:
    found = world.bpjs().ambilPerbedaanData().perbedaan
    return [(case.namaElemen, case.nilaiBpjs, f"{case.pihakBerwenang} {case.status}") for case in found]


WAITS = "INSTANSI_LAIN MENUNGGU_INSTANSI_LAIN"


@pytest.fixture(params=["pushed", "pulled"])
def bring(request, world):
    """Let BPJS Kesehatan's rows come to BKN, by either way."""

    def push(offer, row):
        client = world.bpjs()
        (client.kirimKartuPesertaPns if offer is CARDS else client.kirimDataPejabatNegara)([row])

    def pull(offer, row):
        world.host("BPJS").offer(offer, [row])
        bkn_syncs(world, "BPJS")

    return push if request.param == "pushed" else pull


def test_an_officials_other_name_is_a_case_once(world, bring):
    row = as_official(ONE, namaPegawaiPejabatNegara="Nama Lain Sekali")
    bring(OFFICIALS, row)
    bring(OFFICIALS, replace(row, id="A-1"))
    assert cases(world) == [("namaPegawai", "Nama Lain Sekali", WAITS)]


def test_a_nik_that_belongs_to_another_nip_is_a_case(world, bring):
    bring(OFFICIALS, as_official(ONE, nomorIdentitasPegawaiPejabatNegara=TWO.nip))
    assert cases(world) == [("nik", ONE.nik, WAITS)]


def test_a_card_under_another_name_is_a_case_and_not_stored(world, bring):
    for _ in range(2):
        bring(CARDS, replace(card(ONE), namaPns="Nama Lain Sekali"))
    assert cases(world) == [("namaPegawai", "Nama Lain Sekali", WAITS)]


def test_what_agrees_is_none(world, bring):
    bring(OFFICIALS, as_official(ONE, nomorIdentitasPegawaiPejabatNegara=ONE.nip, nomorKartuPeserta=ONE.card))
    bring(CARDS, card(ONE))
    bring(CARDS, card(TWO))
    assert cases(world) == []


def test_what_an_addendum_has_taken_out_is_not_compared(world):
    world.amend("BPJS", ("CABUT", "dataPegawai", "namaPegawai"))
    client = world.bpjs()
    client.element_version = "BPJS-1.1"
    client.kirimKartuPesertaPns([replace(card(ONE), namaPns="Nama Lain Sekali")])
    with world.store() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM difference_case").scalar() == 0
