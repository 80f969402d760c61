"""Differences that wait to be reported: one for each element, and nobody's data in clear."""

from datetime import date

from adapter.records.database import reading, writing
from adapter.records.held_differences import Difference, differences, mark_reported, note, unreported
from adapter.records.held_models import HeldDifference
from adapter.records.offered import Place

LIST = Place("UJI", "dataPegawai")


def difference(vault, number: str = "1", own: str = "Sari Utami", given: str = "Sari Utama") -> Difference:
    key = vault.index("nip", number)
    return Difference(key, key, "namaPegawai", "INSTANSI_LAIN", ("nip", number), own, given, date(2026, 6, 1))


def put(engine, vault, now, *found: Difference, judged=None) -> int:
    with writing(engine) as session:
        keys = judged if judged is not None else [one.key for one in found]
        return note(session, vault, LIST, keys, found, now, "m")


def test_a_difference_is_noted_once_and_opens_as_it_was(engine, vault, now):
    one = difference(vault)
    assert [put(engine, vault, now, one), put(engine, vault, now, one)] == [1, 0]
    with reading(engine) as session:
        assert differences(session, vault, LIST) == [one]
        (row,) = session.query(HeldDifference)
        assert b"Sari" not in row.values
        assert (row.first_seen, row.reported_at, row.case_id) == (now, None, None)


def test_another_value_takes_its_place_and_is_reported_anew(engine, vault, now):
    put(engine, vault, now, difference(vault))
    with writing(engine) as session:
        (waiting,) = unreported(session, vault, "UJI", 10)
        mark_reported(session, [(waiting.id, "TERCATAT", "case")], now)
        assert unreported(session, vault, "UJI", 10) == []
    put(engine, vault, now, difference(vault, given="Sari Umi"))
    with reading(engine) as session:
        assert [one.difference.given for one in unreported(session, vault, "UJI", 10)] == ["Sari Umi"]


def test_only_the_records_judged_are_looked_at(engine, vault, now):
    one, two = difference(vault), difference(vault, "2")
    put(engine, vault, now, one, two)
    put(engine, vault, now, judged=[one.key])
    with reading(engine) as session:
        assert [found.difference for found in unreported(session, vault, "UJI", 10)] == [two]
        assert unreported(session, vault, "LAIN", 10) == []
