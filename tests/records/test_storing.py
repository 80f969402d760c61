from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from adapter.errors import OperatorError
from adapter.records import mutations
from adapter.records.database import reading
from adapter.records.models import Family, Person
from adapter.records.people import by_niks, by_nips, families_of, record_of, subject_of_nik, subjects
from adapter.records.vault import Vault, VaultError
from tests.support.records import CHILD, NIK, NIP, record, restrict, store


def test_a_record_comes_back_as_it_was_stored(engine: Engine, vault: Vault, now: datetime) -> None:
    assert store(engine, vault, now, record(family=(CHILD,))) == ["new"]
    with reading(engine) as session:
        person = by_nips(session, vault, [NIP])[NIP]
        family = families_of(session, [person], vault)[person.id]
        assert record_of(person, vault, family) == record(family=(CHILD,))


def test_nothing_that_identifies_is_readable_at_rest(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record(family=(CHILD,)))
    with reading(engine) as session:
        stored = repr([vars(row) for table in (Person, Family) for row in session.scalars(select(table))])
    for secret in (NIP, NIK, "Banuraja", "Jalan Contoh", "Embunita", "1990-01-01"):
        assert secret not in stored


def test_the_same_record_again_changes_nothing(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record(family=(CHILD,)))
    assert store(engine, vault, now + timedelta(days=1), record(family=(CHILD,))) == ["unchanged"]
    with reading(engine) as session:
        assert session.scalars(select(Person.updated_at)).one() == now


def test_a_change_moves_the_day_of_update(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record())
    assert store(engine, vault, now + timedelta(days=1), record(grade="III/c")) == ["changed"]
    with reading(engine) as session:
        assert session.scalars(select(Person.updated_at)).one() == now + timedelta(days=1)


def test_a_family_that_is_not_told_stays(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record(family=(CHILD,)))
    assert store(engine, vault, now, replace(record(), family=None)) == ["unchanged"]
    assert store(engine, vault, now, record(family=())) == ["changed"]
    with reading(engine) as session:
        assert session.scalars(select(Family)).all() == []


def test_a_row_copied_to_another_person_does_not_open(engine: Engine, vault: Vault, now: datetime) -> None:
    other = "199001012015041902"
    store(engine, vault, now, record(), record(nip=other, nik=None))
    with reading(engine) as session:
        people = by_nips(session, vault, [NIP, other])
        session.expunge_all()
        people[other].identity = people[NIP].identity
        with pytest.raises(VaultError):
            record_of(people[other], vault)


def test_a_person_is_known_to_the_journal_by_one_subject(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record())
    nip_index, nik_index = vault.index("nip", NIP), vault.index("nik", NIK)
    with reading(engine) as session:
        assert subject_of_nik(session, vault, NIK) == nip_index
        assert set(subjects(session, vault, NIP)) == set(subjects(session, vault, NIK)) == {nip_index, nik_index}
        assert subject_of_nik(session, vault, "3171000101900099") == vault.index("nik", "3171000101900099")


def test_a_pppk_with_two_contracts_is_found_twice_by_nik(engine: Engine, vault: Vault, now: datetime) -> None:
    second = record(nip="199001012024211901", kind="PPPK", grade="IX", legal_position="71")
    store(engine, vault, now, record(nip="199001012021211901", legal_position="66", kind="PPPK"), second)
    with reading(engine) as session:
        assert len(by_niks(session, vault, [NIK])[NIK]) == 2


def test_of_a_restricted_person_nothing_is_told_until_it_ends(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record())
    restrict(engine, vault, now, NIP)
    store(engine, vault, now, record(grade="III/c"))
    with reading(engine) as session:
        assert len(mutations.after_token(session, 0, 10)) == 1
    restrict(engine, vault, now, NIP, restricted=False)
    with reading(engine) as session:
        assert [mutation.change for mutation in mutations.after_token(session, 1, 10)] == ["BARU"]


def test_nobody_cannot_be_restricted(engine: Engine, vault: Vault, now: datetime) -> None:
    with pytest.raises(OperatorError):
        restrict(engine, vault, now, NIP)
