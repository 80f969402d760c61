"""Rows that BPJS Kesehatan gives, from invented people."""

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.records.population import SyntheticPerson, nth_person
from adapter.records.synthetic import SyntheticOfficial

HOLDERS = [person for person in map(nth_person, range(60)) if person.kind in ("PNS", "CPNS") and not person.restricted]
"""Among the sixty people of a world."""


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
