"""Rows of whole lists, made of invented people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from adapter.agreements.bpum.elements import Usulan
from adapter.records.population import SyntheticPerson, nth_person

NOBODY = "3578000101990001"
"""A NIK that nobody has: serials of invented people are higher, and kecamatan 00 is none."""


def people(count: int = 60) -> Iterator[SyntheticPerson]:
    """Invented people who are an ASN today, have a NIK, and are not restricted."""
    for person in map(nth_person, range(count)):
        job = person.record.job
        active = person.kind != "PENSIUN_PNS" and job.in_records
        if active and person.nik is not None and not person.restricted:
            yield person


def proposal(person: SyntheticPerson, **changes: str | None) -> Usulan:
    """A person proposed, as the person is stored."""
    own = person.record.identity
    made = Usulan(nik=own.nik, namaLengkap=own.name, tanggalLahir=own.born.isoformat())
    return replace(made, **changes)


def stranger(number: int = 1, **changes: str | None) -> Usulan:
    """Somebody whom BKN does not know."""
    made = Usulan(nik=f"35780001{number:08}", namaLengkap="Warga Contoh", tanggalLahir="1990-01-01")
    return replace(made, **changes)


def other_day(person: SyntheticPerson) -> str:
    """A birth date that is not the person's, and does not look like it."""
    return (person.record.identity.born - timedelta(days=4000)).isoformat()
