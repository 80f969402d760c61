"""Rows of whole lists, made of invented people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

from adapter.agreements.bpum.elements import Usulan
from adapter.agreements.taspen.list_messages import BarisPemadanan
from adapter.records.population import SyntheticPerson, nth_person
from adapter.records.vault import Vault
from adapter.registry.tries import is_decoy

_VAULT = Vault(b"d" * 32, b"i" * 32)
"""As in the fixture."""
NOBODY = "3578000101990001"
"""A NIK that nobody has: serials of invented people are higher, and kecamatan 00 is none."""


def people(first: int = 60) -> Iterator[SyntheticPerson]:
    """Invented people who are an ASN today, have a NIK, and are not restricted."""
    for person in map(nth_person, range(first)):
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
    made = Usulan(nik=_unknown(number), namaLengkap="Warga Contoh", tanggalLahir="1990-01-01")
    return replace(made, **changes)


def _unknown(number: int) -> str:
    """A NIK that nobody has, and that is not withheld to hide who is restricted."""
    niks = (f"3578{district:04}{number:08}" for district in count(1))
    return next(nik for nik in niks if not is_decoy(_VAULT, _VAULT.index("nik", nik)))


def other_day(person: SyntheticPerson) -> str:
    """A birth date that is not the person's, and does not look like it."""
    return (person.record.identity.born - timedelta(days=4000)).isoformat()


def participant(person: SyntheticPerson, **changes: str | None) -> BarisPemadanan:
    """A person insured, as the person is stored."""
    own = person.record.identity
    made = BarisPemadanan(
        nomorPeserta=f"P-{person.index}", nip=own.nip, nik=own.nik, namaLengkap=own.name,
        tanggalLahir=own.born.isoformat(), statusKepesertaan="AKTIF", tanggalMulai="2020-01-31",
    )  # fmt: skip
    return replace(made, **changes)
