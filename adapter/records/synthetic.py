"""Fills a database with the invented population, its office's code lists, and a few mutations to show."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session

from adapter.errors import OperatorError
from adapter.records import mutations
from adapter.records.codes import CPNS, PNS, RANKS
from adapter.records.database import writing
from adapter.records.digests import mark_stale
from adapter.records.models import PERSON_STORE, Family, Person, Seeding
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
from adapter.records.words import AGENCIES, POSTS, UNITS, regency_name

__all__ = ["MAX_PEOPLE", "SyntheticOfficial", "SyntheticPerson", "card_number", "invented_people", "nth_person",
           "populate", "synthetic_officials"]  # fmt: skip

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
    Raises OperatorError for more than MAX_PEOPLE, and where there are people of another origin.
    """
    if count:
        nth_person(count - 1, seed)
    with writing(engine) as session:
        _require_no_others(session)
        _put_references(session)
    added = 0
    for start in range(0, count, _BATCH):
        people = [nth_person(index, seed) for index in range(start, min(start + _BATCH, count))]
        with writing(engine) as session:
            new = _add(session, vault, people, now)
            _count(session, seed, new)
        added += new
        if progress is not None:
            progress(start + len(people))
    return added


def invented_people(session: Session) -> int:
    """How many of the people in this database are invented."""
    return session.scalar(select(func.sum(Seeding.people))) or 0


def _require_no_others(session: Session) -> None:
    others = (session.scalar(select(func.count()).select_from(Person)) or 0) - invented_people(session)
    if others:
        raise OperatorError(f"the database holds {others} people who are not invented; for these, use another database")


def _count(session: Session, seed: int, new: int) -> None:
    row = session.get(Seeding, seed, with_for_update=True) or Seeding(seed=seed, people=0)
    row.people += new
    session.add(row)


def _add(session: Session, vault: Vault, people: list[SyntheticPerson], now: datetime) -> int:
    indexes = {vault.index("nip", person.nip): person for person in people}
    present = set(session.scalars(select(Person.nip_index).where(Person.nip_index.in_(indexes))))
    absent = [person for index, person in indexes.items() if index not in present]
    if not absent:
        return 0
    instant = mutations.take_instant(session, now)
    rows = [_row(person, vault, instant) for person in absent]
    # Without render_nulls each row that lacks another column would be a statement of its own.
    statement = insert(Person).returning(Person.nip_index, Person.id)
    ids = session.execute(statement, rows, execution_options={"render_nulls": True}).all()
    with_ids = [(row_id, indexes[index]) for index, row_id in ids]
    _add_families(session, vault, with_ids)
    shown = [(row_id, change) for row_id, person in with_ids for change in _history(person, now)]
    mutations.append(session, shown, now)
    mark_stale(session, PERSON_STORE, [index for index, _ in ids])
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
    posts = [post for named in POSTS.values() for post in named]
    put_codes(session, AGENCY, AGENCIES)
    put_codes(session, "JABATAN", [Code(f"J{number:03}", post) for number, post in enumerate(posts, 1)])
    put_codes(session, "UNIT_ORGANISASI", [Code(f"U{number:03}", unit) for number, unit in enumerate(UNITS, 1)])


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
