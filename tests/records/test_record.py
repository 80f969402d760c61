from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from adapter.records.population import nth_person
from adapter.records.record import Identity, family_from_json, identity_from_json, to_json


@settings(deadline=None)
@given(st.integers(0, 1_000_000))
def test_what_is_sealed_comes_back_as_it_was(index: int) -> None:
    record = nth_person(index).record
    assert identity_from_json(to_json(record.identity)) == record.identity
    assert family_from_json(to_json(record.family)) == record.family


def test_empty_fields_take_no_room() -> None:
    sealed = to_json(Identity(nip="1", nik=None, name="Banuraja", born=date(1990, 1, 1)))
    assert sealed == b'{"nip":"1","name":"Banuraja","born":"1990-01-01"}'
