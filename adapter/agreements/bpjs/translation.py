"""Makes DataPegawai from stored people: only what may leave is opened, and only those who are participants.

And reads what BPJS Kesehatan brings, pushed or pulled.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from adapter.agreements import translation
from adapter.agreements.bpjs.elements import DataPegawai, DataPejabatNegara, KartuPesertaPns
from adapter.agreements.operation import Call
from adapter.records.cards import SentCard
from adapter.records.codes import CPNS, PENSIONER, PNS
from adapter.records.models import Person
from adapter.records.officials import Official
from adapter.records.people import families_of, identity_of, job_of
from adapter.records.record import FamilyMember, Identity, Job
from adapter.records.references import AGENCY, names
from adapter.records.vault import Vault

PARTICIPANTS = (CPNS, PNS, PENSIONER)
"""Pasal 1 angka 4: the agreement of 2016 knows no PPPK; that needs an adendum, not a code change."""

KEYS = frozenset({"nomorIdentitasPegawai", "nik"})


@dataclass(frozen=True)
class _Source:
    """One stored person; the identity is opened when the first element asks for it."""

    person: Person
    vault: Vault
    family: tuple[FamilyMember, ...]
    agencies: dict[str, str]

    @cached_property
    def identity(self) -> Identity:
        return identity_of(self.person, self.vault)

    @cached_property
    def job(self) -> Job:
        return job_of(self.person)

    @property
    def active(self) -> bool:
        return self.person.kind != PENSIONER


_VALUES: dict[str, Callable[[_Source], object]] = {
    "nomorIdentitasPegawai": lambda of: of.identity.nip,
    "nik": lambda of: of.identity.nik,
    "alasanNikKosong": lambda of: "TIDAK_ADA_PADA_BKN" if of.person.nik_index is None else None,
    "namaPegawai": lambda of: of.identity.name,
    "tempatLahir": lambda of: of.identity.birthplace,
    "tanggalLahir": lambda of: of.identity.born,
    "jenisKelamin": lambda of: of.person.gender,
    "alamatDomisili": lambda of: translation.alamat(of.identity.address),
    "instansiKerja": lambda of: translation.instansi(of.person.work_agency, of.agencies) if of.active else None,
    "instansiInduk": lambda of: translation.instansi(of.person.home_agency, of.agencies),
    "lokasiTempatBekerja": lambda of: translation.lokasi(of.job),
    "statusPegawai": lambda of: of.person.kind if of.active else None,
    "pangkatGolonganRuang": lambda of: translation.pangkat(of.job),
    "tmtGolonganRuangTerakhir": lambda of: of.person.grade_since,
    "masaKerjaGolongan": lambda of: translation.masa_kerja_golongan(of.job),
    "keluarga": lambda of: tuple(translation.anggota_keluarga(member) for member in of.family),
}


def employees(call: Call, people: Iterable[Person], elements: frozenset[str]) -> list[DataPegawai]:
    """The people as they may leave, with no more than `elements`; each is noted as touched."""
    people = list(people)
    families = families_of(call.session, people, call.vault) if "keluarga" in elements else {}
    agencies = _agency_names(call, people) if elements & {"instansiKerja", "instansiInduk"} else {}
    # A reason for an absent NIK tells about the NIK: it goes only where the NIK itself may go.
    named = elements - {"alasanNikKosong"} if "nik" not in elements else elements
    found = []
    for person in people:
        call.touch(person.nip_index)
        source = _Source(person, call.vault, families.get(person.id, ()), agencies)
        values = {name: _VALUES[name](source) for name in named & _VALUES.keys()}
        kind = person.kind if not source.active or tells_status(call) else None
        found.append(DataPegawai(**values, jenisPeserta=kind, tanggalMutakhir=person.updated_at))  # type: ignore[arg-type] # each of its own type
    return found


def tells_status(call: Call) -> bool:
    """Whether CPNS may be told from PNS: only while statusPegawai (angka 11) is not withdrawn."""
    return "statusPegawai" in call.standing.effective[DataPegawai]


def _agency_names(call: Call, people: list[Person]) -> dict[str, str]:
    codes = [code for person in people for code in (person.work_agency, person.home_agency)]
    return names(call.session, AGENCY, codes)


def card_from(row: KartuPesertaPns) -> SentCard:
    """A card from the wire."""
    return SentCard(row.nomorIdentitasPegawai, row.namaPns, row.nomorKartuPeserta)


def official_from(row: DataPejabatNegara) -> Official:
    """A state official from the wire."""
    return Official(
        kind=row.jenisPeserta,
        nik=row.nik,
        name=row.namaPegawaiPejabatNegara,
        card=row.nomorKartuPeserta,
        born=row.tanggalLahir,
        gender=row.jenisKelamin,
        employee_number=row.nomorIdentitasPegawaiPejabatNegara,
        own_id=row.id,
        birthplace=row.tempatLahir,
        address=translation.address_from(row.alamatDomisili),
        work_agency=translation.agency_from(row.instansiKerja),
        home_agency=translation.agency_from(row.instansiInduk),
        family=tuple(translation.member_from(member) for member in row.keluarga),
    )
