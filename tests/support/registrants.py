"""Registrants of Taspen Life, made of the invented people whom `world` has."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from adapter.agreements.taspen.elements import BarisPendaftar, Pendaftar
from adapter.records.population import SyntheticPerson, nth_person

NOBODY = "199001012015091999"
"""A well-formed NIP that nobody has, and that is no decoy under the tests' key."""

ALL = tuple(map(nth_person, range(60)))
PEOPLE = tuple(
    person
    for person in ALL
    if person.kind == "PNS" and person.nik and person.record.job.legal_position == "01" and not person.restricted
)
"""Active PNS with a NIK."""


def registrant(person: SyntheticPerson, **changes: Any) -> Pendaftar:
    """Somebody who registers as what BKN knows them for; but for `changes`."""
    made = Pendaftar(
        nomorPendaftaran=f"D-{person.index}",
        nip=person.nip,
        nik=person.nik,
        namaLengkap=person.name,
        tanggalLahir=person.record.identity.born,
        jenisAsn=person.kind,
    )
    return replace(made, **changes)


def row(made: Pendaftar, **changes: str | None) -> BarisPendaftar:
    """The same as a row of a list; `changes` may be nonsense."""
    values = {field.name: getattr(made, field.name) for field in fields(Pendaftar)}
    texts = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return BarisPendaftar(**{**texts, **changes})
