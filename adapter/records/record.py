"""A person's record as one plain value: what the importer reads, the generator makes, and the vault seals."""

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from adapter.records.codes import ASN_POSITIONS, PENSIONER, RANKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address; `regency` and `province` are the Ministry of Home Affairs' codes."""

    street: str
    rt: str | None = None
    rw: str | None = None
    village: str | None = None
    district: str | None = None
    regency: str | None = None
    province: str | None = None
    postcode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyMember:
    """A wife (ISTRI), husband (SUAMI) or child (ANAK, counted by `child`, from 1)."""

    relation: str
    name: str
    born: date
    gender: str
    nik: str | None = None
    birthplace: str | None = None
    deceased: bool | None = None
    child: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What identifies a person: the sealed part of the record. `nip` has 18 digits, or 9 if there is only the old one.

    `name` is without degrees.
    """

    nip: str
    nik: str | None
    name: str
    born: date
    old_nip: str | None = None
    front_degree: str | None = None
    back_degree: str | None = None
    birthplace: str | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The plain part of the record, by the names of the columns of `person`. Lengths of service in years and months."""

    kind: str
    gender: str
    legal_position: str
    deceased: bool = False
    home_agency: str | None = None
    work_agency: str | None = None
    unit: str | None = None
    post_kind: str | None = None
    post: str | None = None
    post_since: date | None = None
    grade: str | None = None
    grade_since: date | None = None
    grade_years: int | None = None
    grade_months: int | None = None
    cpns_since: date | None = None
    pns_since: date | None = None
    pension_since: date | None = None
    location_code: str | None = None
    location: str | None = None

    @property
    def in_records(self) -> bool:
        """Whether the person is somebody whose data are exchanged at all: living, and an ASN or a pensioner."""
        return not self.deceased and (self.kind == PENSIONER or self.legal_position in ASN_POSITIONS)


JOB_FIELDS = tuple(field.name for field in fields(Job))


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record; `family` is None where it is not known or not asked for, () where there is none."""

    identity: Identity
    job: Job
    family: tuple[FamilyMember, ...] | None = None

    def elements(self) -> dict[str, object]:
        """The values behind BPJS Pasal 3 ayat (1) huruf a, by DataPegawai's field names; empty ones left out."""
        identity, job = self.identity, self.job
        active = job.kind != PENSIONER
        values: dict[str, object] = {
            "nomorIdentitasPegawai": identity.nip,
            "nik": identity.nik,
            "namaPegawai": identity.name,
            "tempatLahir": identity.birthplace,
            "tanggalLahir": identity.born,
            "jenisKelamin": job.gender,
            "alamatDomisili": identity.address,
            "instansiKerja": job.work_agency if active else None,
            "instansiInduk": job.home_agency,
            "lokasiTempatBekerja": (job.location_code, job.location) if job.location else None,
            "statusPegawai": job.kind if active else None,
            "pangkatGolonganRuang": job.grade if job.grade in RANKS else None,
            "tmtGolonganRuangTerakhir": job.grade_since,
            "masaKerjaGolongan": (job.grade_years, job.grade_months) if job.grade_years is not None else None,
            "keluarga": self.family or None,
        }
        return {name: value for name, value in values.items() if value is not None}


def to_json(value: object) -> bytes:
    """What is sealed: frozen values with slots, nested or in tuples, as compact JSON without their empty fields."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever json does not know
    if isinstance(value, date):
        return value.isoformat()
    filled = ((name, getattr(value, name)) for name in value.__slots__)
    return {name: inner for name, inner in filled if inner is not None}


def identity_from_json(sealed: bytes) -> Identity:
    """The inverse of to_json."""
    plain = json.loads(sealed)
    address = plain.pop("address", None)
    plain["born"] = date.fromisoformat(plain["born"])
    return Identity(nik=plain.pop("nik", None), address=Address(**address) if address else None, **plain)


def family_from_json(sealed: bytes) -> tuple[FamilyMember, ...]:
    """The inverse of to_json for a tuple of members."""
    return tuple(_member(plain) for plain in json.loads(sealed))


def _member(plain: dict[str, Any]) -> FamilyMember:
    return FamilyMember(born=date.fromisoformat(plain.pop("born")), **plain)
