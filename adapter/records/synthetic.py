"""Fills a database with the invented population, its code lists, and a few mutations to show."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from adapter.records import mutations
from adapter.records.codes import CPNS, LEGAL_POSITIONS, PNS, POST_KINDS, PROVINCES, RANKS
from adapter.records.database import writing
from adapter.records.models import Family, Person
from adapter.records.mutations import Change, changes_between
from adapter.records.people import person_columns, sealed_family
from adapter.records.population import (
    SyntheticPerson,
    card_number,
    invented_name,
    nth_person,
)
from adapter.records.record import Record
from adapter.records.references import AGENCY, Code, put_codes
from adapter.records.slots import MAX_PEOPLE, nik_of
from adapter.records.vault import Vault
from adapter.records.words import AGENCIES, AWARDS, POSTS, UNITS, regency_name

__all__ = ["MAX_PEOPLE", "SyntheticOfficial", "SyntheticPerson", "card_number", "nth_person", "populate",
           "synthetic_officials"]  # fmt: skip

_BATCH = 2_000
"""People in one transaction: 8 MB of rows, a quarter of a second."""

_SHOWN = 200
"""Mutations are made for people among the first so many."""


def populate(
    engine: Engine,
    vault: Vault,
    count: int,
    seed: int = 1,
    *,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Add the first `count` people of the population `seed`; returns how many were not there yet.

    `progress` is told the number of people done after each batch. Stopping it and running it again goes on.
    Raises OperatorError for more than MAX_PEOPLE.
    """
    if count:
        nth_person(count - 1, seed)
    with writing(engine) as session:
        _put_references(session)
    added = 0
    for start in range(0, count, _BATCH):
        people = [nth_person(index, seed) for index in range(start, min(start + _BATCH, count))]
        with writing(engine) as session:
            added += _add(session, vault, people, now)
        if progress is not None:
            progress(start + len(people))
    return added


def _add(session: Session, vault: Vault, people: list[SyntheticPerson], now: datetime) -> int:
    indexes = {vault.index("nip", person.nip): person for person in people}
    present = set(session.scalars(select(Person.nip_index).where(Person.nip_index.in_(indexes))))
    rows = [_row(person, vault, now) for index, person in indexes.items() if index not in present]
    if not rows:
        return 0
    # Without render_nulls each row that lacks another column would be a statement of its own.
    statement = insert(Person).returning(Person.nip_index, Person.id)
    ids = session.execute(statement, rows, execution_options={"render_nulls": True}).all()
    with_ids = [(row_id, indexes[index]) for index, row_id in ids]
    _add_families(session, vault, with_ids)
    shown = [(row_id, change) for row_id, person in with_ids for change in _history(person, now)]
    mutations.append(session, shown, now)
    return len(rows)


def _row(person: SyntheticPerson, vault: Vault, now: datetime) -> dict[str, Any]:
    return {**person_columns(person.record, vault), "restricted": person.restricted, "updated_at": now}


def _add_families(session: Session, vault: Vault, people: list[tuple[int, SyntheticPerson]]) -> None:
    rows = [
        {
            "person_id": row_id,
            "members": sealed_family(person.record.family, vault.index("nip", person.nip), vault),
        }
        for row_id, person in people
        if person.record.family
    ]
    if rows:
        session.execute(insert(Family), rows)


def _history(person: SyntheticPerson, now: datetime) -> list[Change]:
    """The changes that brought a few people to what they are now."""
    if person.index >= _SHOWN or person.restricted:
        return []
    before = _earlier(person.record, person.index % 7)
    return changes_between(before, person.record, now) if before is not None else []


def _earlier(record: Record, story: int) -> Record | None:
    """The record as it may have been: one grade lower, still CPNS, living elsewhere, or with one child fewer."""
    identity, job, family = record.identity, record.job, record.family
    if story == 0 and job.kind == PNS and job.grade in RANKS:
        grades = list(RANKS)
        grade = grades[grades.index(job.grade) - 1]
        return replace(record, job=replace(job, grade=grade, grade_since=job.cpns_since))
    if story == 1 and job.kind == PNS:
        return replace(record, job=replace(job, kind=CPNS, pns_since=None))
    if story == 2 and identity.address is not None:  # noqa: PLR2004 - the third story
        street = f"{identity.address.street} A"
        return replace(record, identity=replace(identity, address=replace(identity.address, street=street)))
    if story == 3 and family and family[-1].relation == "ANAK":  # noqa: PLR2004 - the fourth story
        return replace(record, family=family[:-1])
    return None


def _put_references(session: Session) -> None:
    for kind, codes in _references():
        put_codes(session, kind, codes)


def _references() -> Iterator[tuple[str, list[Code]]]:
    # SAPK numbers a golongan by rank and room: III/a is 31.
    numbers = {grade: f"{roman.count('I') if 'V' not in roman else 4}{'abcde'.index(room) + 1}"
               for grade in RANKS for roman, room in [grade.split("/")]}  # fmt: skip
    yield AGENCY, list(AGENCIES)
    yield "GOLONGAN", [Code(numbers[grade], grade) for grade in RANKS]
    yield "PANGKAT", [Code(numbers[grade], rank) for grade, rank in RANKS.items()]
    yield "JENIS_JABATAN", [Code(code, name) for code, name in POST_KINDS.items()]
    yield "KEDUDUKAN_HUKUM", [Code(code, name) for code, name in LEGAL_POSITIONS.items()]
    yield "JENIS_PENGHARGAAN", [Code(code, name) for code, name in AWARDS.items()]
    yield "WILAYAH", [Code(code, name) for code, name in PROVINCES.items()]
    posts = [post for named in POSTS.values() for post in named]
    yield "JABATAN", [Code(f"J{number:03}", post) for number, post in enumerate(posts, 1)]
    yield "UNIT_ORGANISASI", [Code(f"U{number:03}", unit) for number, unit in enumerate(UNITS, 1)]


@dataclass(frozen=True, slots=True)
class SyntheticOfficial:
    """A state official as BPJS Kesehatan would send one. `kind` is a JenisPejabat."""

    nik: str
    name: str
    born: date
    gender: str
    birthplace: str
    card: str
    kind: str


def synthetic_officials(count: int, seed: int = 1) -> list[SyntheticOfficial]:
    """The first `count` (at most 10 000) invented state officials; none has a number of anybody else's here."""
    return [_official(index, seed) for index in range(count)]


def _official(index: int, seed: int) -> SyntheticOfficial:
    random = Random((seed << 40) | (1 << 39) | index)  # noqa: S311 - invented data, repeatable on purpose
    gender = random.choice("LP")
    born = date(1955, 1, 1) + timedelta(days=index)
    regency = "3171"
    return SyntheticOfficial(
        # Serial 9000: the population's own end below 5000.
        nik=nik_of(regency, born, gender, 9000),
        name=invented_name(random, gender),
        born=born,
        gender=gender,
        birthplace=regency_name(regency),
        card=f"08{index:011}",
        kind="PENSIUN_PEJABAT_NEGARA" if index % 4 == 0 else "PEJABAT_NEGARA",
    )
