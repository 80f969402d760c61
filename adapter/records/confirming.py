"""People as a confirmation compares them."""

from adapter.matching.decision import Stored
from adapter.records.codes import PENSIONER
from adapter.records.models import Person
from adapter.records.people import identity_of, job_of
from adapter.records.vault import Vault


def is_asn(person: Person) -> bool:
    """Whether the person is an ASN today, by kind and legal position; a pensioner is none."""
    return person.kind != PENSIONER and job_of(person).in_records


def stored_of(person: Person, vault: Vault) -> Stored:
    """What BKN knows of a person, opened. Raises VaultError."""
    identity = identity_of(person, vault)
    return Stored(
        nip=identity.nip,
        nik=identity.nik,
        name=identity.name,
        born=identity.born,
        kind=person.kind,
        is_asn=is_asn(person),
        agency=person.work_agency,
        birthplace=identity.birthplace,
        gender=person.gender,
        grade=person.grade,
    )
