"""Rows that BPJS Kesehatan gives, from invented people."""

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.records.population import SyntheticPerson
from adapter.records.synthetic import SyntheticOfficial


def card(person: SyntheticPerson, number: str | None = None) -> KartuPesertaPns:
    """The card of a person."""
    return KartuPesertaPns(
        nomorIdentitasPegawai=person.nip, namaPns=person.name, nomorKartuPeserta=number or person.card
    )


def official(one: SyntheticOfficial) -> DataPejabatNegara:
    """A state official's row."""
    return DataPejabatNegara(
        nik=one.nik,
        namaPegawaiPejabatNegara=one.name,
        nomorKartuPeserta=one.card,
        tanggalLahir=one.born,
        jenisKelamin=one.gender,
        jenisPeserta=one.kind,
    )
