"""A month's end is counted once, exactly, and only what may be published is stored."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from adapter.errors import OperatorError
from adapter.records.aggregate_count import counted
from adapter.records.aggregate_models import AggregateCell, AggregateMonth
from adapter.records.aggregate_rows import published_rows
from adapter.records.aggregate_tables import By, age_band, months, table
from adapter.records.aggregates import GIVEN_UP_AFTER, aggregate, is_due, last_month_end
from adapter.records.database import reading, writing
from adapter.records.models import Person
from adapter.records.record import Record
from adapter.records.synthetic import populate
from adapter.records.vault import Vault
from tests.support.records import record, restrict, store

OCTOBER = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("years", "band"),
    [(17, "<21"), (20, "<21"), (21, "21-30"), (30, "21-30"), (31, "31-40"), (50, "41-50"), (60, "51-60"), (61, ">60")],
)
def test_bands_of_age(years: int, band: str) -> None:
    assert age_band(years) == band


@pytest.mark.parametrize(
    ("born", "day", "band"),
    [
        (date(1995, 10, 31), OCTOBER, "31-40"),
        (date(1995, 11, 1), OCTOBER, "21-30"),
        (date(1995, 12, 31), date(2026, 12, 31), "31-40"),
        (date(1990, 1, 1), OCTOBER, "31-40"),
        (date(2005, 10, 31), OCTOBER, "21-30"),
    ],
)
def test_an_age_is_exact_to_the_day(
    engine: Engine, vault: Vault, now: datetime, born: date, day: date, band: str
) -> None:
    store(engine, vault, now, record(born=born))
    with reading(engine) as session:
        assert [cell[3] for cell in counted(session, vault, day)] == [band]


def test_only_those_in_force_whose_processing_is_not_stopped(engine: Engine, vault: Vault, now: datetime) -> None:
    store(
        engine, vault, now,
        record(),
        record(nip="199001012025041902", nik=None, kind="CPNS", cpns_since=date(2026, 3, 1)),
        record(
            nip="199001012024211904", nik=None, kind="PPPK", grade="IX", legal_position="71",
            grade_since=date(2026, 5, 1),
        ),
        record(nip="196001011985041903", nik=None, kind="PENSIUN_PNS", legal_position="99"),
        record(nip="199001012015041905", nik=None, legal_position="66"),
        record(nip="199001012015041906", nik=None, deceased=True),
        record(nip="199001012015041907", nik=None),
    )  # fmt: skip
    restrict(engine, vault, now, "199001012015041907")
    with reading(engine) as session:
        found = counted(session, vault, OCTOBER)
    assert Counter({cell[4:]: n for cell, n in found.items()}) == {
        ("PNS", False): 1,
        ("CPNS", True): 1,
        ("PPPK", True): 1,
    }


def test_a_month_is_counted_once(engine: Engine, vault: Vault, now: datetime) -> None:
    populate(engine, vault, 60, now=now)
    outcome = aggregate(engine, vault, OCTOBER, now)
    with reading(engine) as session:
        assert months(session) == [OCTOBER]
        found = table(session, OCTOBER, By.NOTHING, 1, 10)
        assert [cell.people for cell in found.cells] == [outcome.people]
        assert not is_due(session, OCTOBER, now + timedelta(days=9))
    with pytest.raises(OperatorError, match="2026-10: is counted already"):
        aggregate(engine, vault, OCTOBER, now)


@pytest.mark.parametrize("month_end", [date(2026, 9, 30), date(2026, 11, 30)])
def test_another_month_cannot_be_counted(engine: Engine, vault: Vault, now: datetime, month_end: date) -> None:
    with pytest.raises(OperatorError, match="what can be counted now is 2026-10"):
        aggregate(engine, vault, month_end, now)


def test_who_gave_up_is_followed_by_another_and_leaves_nothing(engine: Engine, vault: Vault, now: datetime) -> None:
    with writing(engine) as session:
        session.add(AggregateMonth(month_end=OCTOBER, started_at=now, threshold=10))
        session.flush()
        session.add(AggregateCell(month_end=OCTOBER, dimensions=0, place=7, people=99, passed=0))
    with pytest.raises(OperatorError, match="another process is counting it"):
        aggregate(engine, vault, OCTOBER, now + GIVEN_UP_AFTER)
    with reading(engine) as session:
        assert months(session) == []
    aggregate(engine, vault, OCTOBER, now + GIVEN_UP_AFTER + timedelta(seconds=1))
    with reading(engine) as session:
        assert session.scalars(select(AggregateCell.place)).all() == []


def test_what_is_withheld_is_not_stored(engine: Engine, vault: Vault, now: datetime) -> None:
    populate(engine, vault, 60, now=now)
    aggregate(engine, vault, OCTOBER, now)
    with reading(engine) as session:
        stored = session.scalars(select(AggregateCell.people)).all()
    assert None in stored
    assert not [people for people in stored if people is not None and 0 < people < 10]


def test_what_one_month_withheld_the_next_one_withholds(engine: Engine, vault: Vault, now: datetime) -> None:
    """Twelve of a grade in October with another grade of three; in November the three have become thirty."""

    def people(grade: str, serials: range) -> list[Record]:
        return [record(nip=f"19900101201504{1000 + n}", nik=None, grade=grade) for n in serials]

    store(
        engine,
        vault,
        now,
        *people("III/a", range(40)),
        *people("III/b", range(40, 43)),
        *people("III/c", range(43, 90)),
    )
    aggregate(engine, vault, OCTOBER, now)
    later = now.replace(month=12, day=1)
    store(engine, vault, later, *people("III/b", range(100, 127)))
    aggregate(engine, vault, date(2026, 11, 30), later)
    with reading(engine) as session:
        told = [
            {cell.grade for cell in table(session, day, By.GRADE, 1, 10).cells if cell.people is None}
            for day in (OCTOBER, date(2026, 11, 30))
        ]
    assert "III/b" in told[0]
    assert len(told[0]) == 2
    assert told[0] <= told[1]


def test_pages_of_a_table_are_all_of_it_in_order(engine: Engine, vault: Vault, now: datetime) -> None:
    populate(engine, vault, 60, now=now)
    aggregate(engine, vault, OCTOBER, now)
    with reading(engine) as session:
        whole = table(session, OCTOBER, By.REGENCY | By.KIND, 1, 1000)
        pages = [table(session, OCTOBER, By.REGENCY | By.KIND, page, 7).cells for page in range(1, 30)]
    assert [cell for page in pages for cell in page] == list(whole.cells)
    assert whole.total == len(whole.cells)
    assert all(len(cell.regency or "") == 4 and cell.province == (cell.regency or "")[:2] for cell in whole.cells)


def test_a_person_without_place_grade_or_post_is_counted_as_not_known() -> None:
    rows = published_rows(
        {("", "", "", "31-40", "PNS", False): 12, ("1171", "III/a", "PELAKSANA", "31-40", "PNS", False): 30}, (), 10
    )
    by_regency = [(row.regency, row.people) for row in rows if row.dimensions == By.REGENCY]
    assert by_regency == [("", 12), ("1171", 30)]


def test_the_last_day_of_the_month_that_has_ended() -> None:
    assert [last_month_end(day) for day in (date(2026, 3, 1), date(2026, 1, 31))] == [
        date(2026, 2, 28),
        date(2025, 12, 31),
    ]


def test_an_identity_is_opened_only_where_the_birthday_divides(engine: Engine, vault: Vault, now: datetime) -> None:
    store(engine, vault, now, record(), record(nip="199501012015041902", nik=None, born=date(1995, 1, 1)))
    with writing(engine) as session:
        session.query(Person).where(Person.birth_year == 1990).update({"identity": b"broken"})
    with reading(engine) as session:
        assert counted(session, vault, OCTOBER).total() == 2
