import re
from collections import Counter
from datetime import datetime
from typing import get_args

import pytest
from sqlalchemy import Engine, func, select

from adapter.agreements.simple import Nip
from adapter.agreements.types import SimpleType
from adapter.errors import OperatorError
from adapter.records import mutations
from adapter.records.codes import PENSIONER, PPPK
from adapter.records.database import reading
from adapter.records.models import Family, Person
from adapter.records.people import by_nips, families_of, record_of
from adapter.records.references import changes
from adapter.records.slots import KINDS, MAX_PEOPLE, REFERENCE_DAY, ROWS_OF_ALL
from adapter.records.synthetic import invented_people, nth_person, populate, synthetic_officials
from adapter.records.vault import Vault
from tests.support.records import record, store

PEOPLE = [nth_person(index) for index in [*range(5000), *range(6_495_000, 6_500_000)]]


def test_the_population_is_large_enough() -> None:
    assert MAX_PEOPLE >= 6_500_000


def test_the_mix_is_that_of_the_real_one() -> None:
    shares = Counter(person.kind for person in PEOPLE)
    assert {kind: count / len(PEOPLE) for kind, count in shares.items()} == {
        "PNS": 0.6,
        "CPNS": 0.04,
        "PPPK": 0.24,
        "PENSIUN_PNS": 0.12,
    }


def test_numbers_are_built_like_real_ones() -> None:
    nip = next(note for note in get_args(Nip) if isinstance(note, SimpleType)).pattern or ""
    for person in PEOPLE:
        identity, gender = person.record.identity, person.record.job.gender
        if person.nik is not None:
            day = int(person.nik[6:8]) - (40 if gender == "P" else 0)
            assert (day, person.nik[8:12]) == (identity.born.day, f"{identity.born:%m%y}")
        if len(person.nip) == 18:
            assert re.fullmatch(nip, person.nip)
            assert person.nip.startswith(f"{identity.born:%Y%m%d}")
            assert person.nip[14] == ("1" if gender == "L" else "2")
            assert (person.nip[12] == "2") == (person.kind == PPPK)


def test_no_number_can_be_a_real_persons() -> None:
    for person in PEOPLE:
        niks = [person.nik, *(member.nik for member in person.record.family or ())]
        assert {nik[4:6] for nik in niks if nik} <= {"00"}
        assert (len(person.nip) == 18 and int(person.nip[-3:]) >= 900) or person.nip.startswith("99")


def test_numbers_are_unique() -> None:
    niks = [member.nik for person in PEOPLE for member in person.record.family or ()]
    niks += [person.nik for person in PEOPLE if person.nik]
    niks += [official.nik for official in synthetic_officials(5000)]
    assert len(set(niks)) == len(niks)
    assert len({person.nip for person in PEOPLE}) == len(PEOPLE)


def test_rows_of_different_kinds_never_meet() -> None:
    # The whole argument for uniqueness: slots are a permutation, and (day, row) is one slot of one kind.
    ends = [(kind.first_row, kind.first_row + kind.rows) for kind in KINDS]
    assert ends == [(0, 600), (600, 700), (700, 850), (850, ROWS_OF_ALL)]
    assert all(kind.slots >= MAX_PEOPLE // 25 * kind.places for kind in KINDS)
    # Two months, or one frequency of a contract, for each hundred rows.
    assert max(kind.rows for kind in KINDS) <= 600
    assert next(kind.rows for kind in KINDS if kind.name == PPPK) <= 900


def test_ages_grades_and_pensions_are_possible() -> None:
    for person in PEOPLE:
        job, born = person.record.job, person.record.identity.born
        assert 18 <= REFERENCE_DAY.year - born.year <= 80
        assert (job.pension_since is not None) == (person.kind == PENSIONER)
        assert job.grade_since is None or job.grade_since <= REFERENCE_DAY
        assert all(member.born < REFERENCE_DAY for member in person.record.family or ())


def test_another_seed_makes_other_people() -> None:
    assert nth_person(3, seed=1) == nth_person(3, seed=1)
    assert nth_person(3, seed=1).nip != nth_person(3, seed=2).nip


@pytest.mark.parametrize("index", [-1, MAX_PEOPLE])
def test_nobody_lives_outside_of_the_population(index: int) -> None:
    with pytest.raises(OperatorError):
        nth_person(index)


def test_populating_twice_adds_nobody_twice(engine: Engine, vault: Vault, now: datetime) -> None:
    done: list[int] = []
    assert populate(engine, vault, 60, now=now, progress=done.append) == 60
    with reading(engine) as session:
        token = mutations.last_token(session)
    assert populate(engine, vault, 60, now=now) == 0
    assert populate(engine, vault, 100, now=now) == 40
    assert done == [60]
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 100
        assert 0 < token <= mutations.last_token(session)


def test_what_is_stored_is_what_the_helper_names(engine: Engine, vault: Vault, now: datetime) -> None:
    populate(engine, vault, 30, now=now)
    people = [nth_person(index) for index in range(30)]
    with reading(engine) as session:
        stored = by_nips(session, vault, [person.nip for person in people])
        families = families_of(session, stored.values(), vault)
        for person in people:
            row = stored[person.nip]
            assert record_of(row, vault, families[row.id]) == person.record
        assert session.scalar(select(func.count()).select_from(Family)) == sum(bool(p.record.family) for p in people)


def test_the_codes_of_the_invented_office_are_there(engine: Engine, vault: Vault, now: datetime) -> None:
    populate(engine, vault, 0, now=now)
    with reading(engine) as session:
        assert all(changes(session, kind, None).codes for kind in ("INSTANSI", "JABATAN", "UNIT_ORGANISASI"))


def test_invented_people_do_not_come_among_others(engine: Engine, vault: Vault, now: datetime) -> None:
    populate(engine, vault, 3, seed=1, now=now)
    populate(engine, vault, 2, seed=2, now=now)
    store(engine, vault, now, record())
    with pytest.raises(OperatorError, match="1 people who are not invented"):
        populate(engine, vault, 9, now=now)
    with reading(engine) as session:
        assert invented_people(session) == 5
