"""Finds people by number, and opens of their records what is asked for."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from adapter.records.codes import ASN_POSITIONS, PENSIONER
from adapter.records.database import run
from adapter.records.models import Family, Person
from adapter.records.record import (
    JOB_FIELDS,
    FamilyMember,
    Identity,
    Job,
    Record,
    family_from_json,
    identity_from_json,
    to_json,
)
from adapter.records.vault import Vault

_NIK_DIGITS = 16

# Built once: calls ask these, and to build a statement costs as much as to run it. In one order, so that two writers
# who lock the same people wait for each other instead of for ever.
_BY_NIPS = select(Person).where(Person.nip_index.in_(bindparam("asked", expanding=True))).order_by(Person.id)
_BY_NIKS = select(Person).where(Person.nik_index.in_(bindparam("asked", expanding=True))).order_by(Person.id)
_FAMILIES = select(Family.person_id, Family.members).where(Family.person_id.in_(bindparam("of", expanding=True)))
_RESTRICTED = select(Person.nip_index).where(
    Person.nip_index.in_(bindparam("asked", expanding=True)), Person.restricted.is_(True)
)


def in_records() -> ColumnElement[bool]:
    """Job.in_records as a condition on person."""
    asn_or_pensioner = or_(Person.kind == PENSIONER, Person.legal_position.in_(ASN_POSITIONS))
    return and_(Person.deceased.is_(False), asn_or_pensioner)


def by_nips(session: Session, vault: Vault, nips: Iterable[str], *, lock: bool = False) -> dict[str, Person]:
    """The people with these numbers, restricted ones too. `lock`: nobody else changes them before the commit."""
    asked = {vault.index("nip", nip): nip for nip in nips}
    if not asked:
        return {}
    people = session.scalars(_BY_NIPS.with_for_update() if lock else _BY_NIPS, {"asked": list(asked)})
    return {asked[person.nip_index]: person for person in people}


def by_niks(session: Session, vault: Vault, niks: Iterable[str], *, lock: bool = False) -> dict[str, list[Person]]:
    """The people with these NIKs: more than one where a PPPK has had several contracts. Restricted ones too.

    `lock`: as for `by_nips`.
    """
    asked = {vault.index("nik", nik): nik for nik in niks}
    found: dict[str, list[Person]] = {}
    if not asked:
        return found
    for person in session.scalars(_BY_NIKS.with_for_update() if lock else _BY_NIKS, {"asked": list(asked)}):
        if person.nik_index is not None:
            found.setdefault(asked[person.nik_index], []).append(person)
    return found


def subjects(session: Session, vault: Vault, number: str) -> tuple[bytes, ...]:
    """Every blind index under which the journal may know the person with this NIK, NIP or old NIP.

    Gives indexes for a number that nobody has, too: the journal may remember somebody who is not stored.
    """
    if len(number) != _NIK_DIGITS:
        person = by_nips(session, vault, [number]).get(number)
        nik = (person.nik_index,) if person is not None and person.nik_index is not None else ()
        return (vault.index("nip", number), *nik)
    people = by_niks(session, vault, [number]).get(number, [])
    return (*(person.nip_index for person in people), vault.index("nik", number))


def any_restricted(session: Session, nip_indexes: Sequence[bytes]) -> bool:
    """Whether the processing of any of these people, by blind index of their NIP, is restricted."""
    return bool(restricted_among(session, nip_indexes))


def restricted_among(session: Session, nip_indexes: Collection[bytes]) -> set[bytes]:
    """Those of these people, by blind index of their NIP, whose processing is restricted."""
    if not nip_indexes:
        return set()
    return set(run(session, _RESTRICTED, {"asked": list(nip_indexes)}).scalars())


def subject_of_nik(session: Session, vault: Vault, nik: str) -> bytes:
    """The one blind index to write into the journal for this NIK: the person's own, or without one the NIK's."""
    return subjects(session, vault, nik)[0]


def identity_of(person: Person, vault: Vault) -> Identity:
    """Opens the sealed identity. Raises VaultError."""
    return opened_identity(person.identity, person.nip_index, vault)


def opened_identity(sealed: bytes, nip_index: bytes, vault: Vault) -> Identity:
    """The identity in these two columns of a person, where there is no Person at hand. Raises VaultError."""
    return identity_from_json(vault.open(sealed, _identity_binding(nip_index)))


def families_of(session: Session, people: Iterable[Person], vault: Vault) -> dict[int, tuple[FamilyMember, ...]]:
    """The families by person's id; () for somebody without one. Raises VaultError."""
    indexes = {person.id: person.nip_index for person in people}
    opened = {
        person_id: family_from_json(vault.open(members, _family_binding(indexes[person_id])))
        for person_id, members in run(session, _FAMILIES, {"of": list(indexes)})
    }
    return {person_id: opened.get(person_id, ()) for person_id in indexes}


def record_of(person: Person, vault: Vault, family: tuple[FamilyMember, ...] | None = None) -> Record:
    """The whole record, with the family where it is given. Raises VaultError."""
    return Record(identity_of(person, vault), job_of(person), family)


def job_of(person: Person) -> Job:
    """The plain columns."""
    return Job(**{name: getattr(person, name) for name in JOB_FIELDS})


def person_columns(record: Record, vault: Vault) -> dict[str, Any]:
    """The record as columns of `person`, sealed; without `restricted` and `updated_at`, which no record carries."""
    identity, job = record.identity, record.job
    nip_index = vault.index("nip", identity.nip)
    return {
        "nip_index": nip_index,
        "nik_index": vault.index("nik", identity.nik) if identity.nik is not None else None,
        "identity": vault.seal(to_json(identity), _identity_binding(nip_index)),
        "birth_year": identity.born.year,
        **{name: getattr(job, name) for name in JOB_FIELDS},
    }


def sealed_family(family: tuple[FamilyMember, ...], nip_index: bytes, vault: Vault) -> bytes:
    """The family as the column `members`."""
    return vault.seal(to_json(family), _family_binding(nip_index))


def _identity_binding(nip_index: bytes) -> bytes:
    return b"person|identity|" + nip_index


def _family_binding(nip_index: bytes) -> bytes:
    return b"family|members|" + nip_index
