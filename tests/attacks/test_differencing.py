"""Whoever asks for every table, and subtracts: two queries, each dimension in turn, two months."""

from datetime import date
from itertools import combinations

import pytest
from sqlalchemy import Engine

from adapter.agreements.taspen.aggregate_messages import SelAgregat
from adapter.records.aggregate_cube import Finest
from adapter.records.aggregate_rows import Row, published_rows
from adapter.records.aggregates import aggregate
from adapter.records.vault import Vault
from tests.matching.attacker import Cell, Path, determined
from tests.support.records import record, store
from tests.support.world import World, make_world

OCTOBER = date(2026, 10, 31)
DIMENSIONS = ("PROVINSI", "KABUPATEN_KOTA", "GOLONGAN", "KELOMPOK_JABATAN", "KELOMPOK_UMUR", "JENIS_ASN")
TABLES = [
    some
    for size in range(len(DIMENSIONS))
    for some in combinations(DIMENSIONS, size)
    if not {"PROVINSI", "KABUPATEN_KOTA"} <= set(some)
]
PLACES = ("1101", "1102", "1171", "3101", "3102")
GRADES = ("III/a", "III/b", "III/c")
YEARS = {"31-40": 1990, "41-50": 1980}
GROWN = ("1171", "III/b", "41-50", "CPNS")
FEW = {("1101", "III/a", "31-40", "CPNS"): 3, ("3101", "III/c", "41-50", "PNS"): 1, GROWN: 9}
PARTS = [(grade, band, kind) for grade in GRADES for band in YEARS for kind in ("PNS", "CPNS")]
PEOPLE = {
    (place, *part): 11 + 3 * ((7 * x + 5 * y) % 9) for x, place in enumerate(PLACES) for y, part in enumerate(PARTS)
} | FEW
"""How many by place, grade, band and kind; a few are few. Every second CPNS passed in this year."""


@pytest.fixture
def asked(engine: Engine, vault: Vault, now: World) -> World:
    everybody = [(cell, number) for cell, count in PEOPLE.items() for number in range(count)]
    records = [
        record(
            nip=f"1990010120150{serial:05}", nik=None, kind=kind, grade=grade, location_code=place,
            born=date(YEARS[band], 1, 1), post_kind="PELAKSANA",
            cpns_since=date(2026, 3, 1) if kind == "CPNS" and number % 2 else date(2015, 4, 1),
        )
        for serial, ((place, grade, band, kind), number) in enumerate(everybody)
    ]  # fmt: skip
    store(engine, vault, now, *records)
    aggregate(engine, vault, OCTOBER, now)
    return make_world(engine, vault, now)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_all_tables_together_determine_nothing_that_is_withheld(asked: World) -> None:
    client = asked.taspen()
    known: dict[Cell, int] = {}
    withheld: list[Cell] = []
    for cell in (cell for some in TABLES for page in client.halaman_agregat(dimensi=some) for cell in page.sel):
        for passed, number in (((), cell.jumlah), (("lulus",), cell.jumlahKelulusan)):
            if number is None:
                withheld.append(_cell(cell, passed))
            else:
                known[_cell(cell, passed)] = number
    # Who did not pass is a cell that nobody names: the rest of one whose whole and passed are both told.
    told = [cell for cell in {*known, *withheld} if cell[-1] and [len(path) for path in cell] == [2, 1, 1, 1, 1, 1]]
    finest = [*told, *((*cell[:-1], ("tidak",)) for cell in told)]
    few = {((place[:2], place), (grade,), ("PELAKSANA",), (band,), (kind,), ()) for place, grade, band, kind in FEW}
    assert few <= {*withheld}
    assert len(known) > len(withheld) > len(few)
    assert not determined(known, finest, withheld)


def _cell(cell: SelAgregat, passed: Path) -> Cell:
    place = cell.kodeKabupatenKota
    places = (place[:2], place) if place else _path(cell.kodeProvinsi)
    labels = (cell.golonganRuang, cell.kelompokJabatan, cell.kelompokUmur, cell.jenisAsn)
    return (places, *map(_path, labels), passed)


def _path(label: str | None) -> Path:
    return () if label is None else (label,)


@pytest.mark.parametrize("columns", [{"province", "regency"}, {"regency"}, {"grade"}, {"age"}, {"kind"}])
def test_no_total_that_is_told_misses_a_single_part(columns: set[str]) -> None:
    rows = published_rows(_finest(), (), 10)
    told = {_category(row) for row in rows if row.people is not None}
    gaps = [above for row in rows if row.people is None and (above := _category(row, columns)) in told]
    assert gaps
    assert not [above for above in gaps if gaps.count(above) == 1]


def test_a_second_month_opens_nothing_that_the_first_withheld() -> None:
    """Nine have become forty. What else was withheld for their sake has not changed: opened, it would tell the nine."""
    first, grown = published_rows(_finest(), (), 10), _finest() | {_whole(GROWN): 40}
    labels = [(*_category(row), None) for row in first if row.people is None]
    labels += [(*_category(row), True) for row in first if row.passed is None]
    assert _withheld(first) <= _withheld(published_rows(grown, labels, 10))
    # Without the first month's pattern it would be: this test can fail.
    assert _withheld(first) - _withheld(published_rows(grown, (), 10))


def _finest() -> dict[Finest, int]:
    return {_whole(cell): count for cell, count in PEOPLE.items()}


def _whole(cell: tuple[str, str, str, str]) -> Finest:
    place, grade, band, kind = cell
    return place, grade, "PELAKSANA", band, kind, False


def _category(row: Row, without: set[str] = frozenset()) -> tuple[str | None, ...]:
    names = ("province", "regency", "grade", "post_kind", "age", "kind")
    return tuple(None if name in without else getattr(row, name) for name in names)


def _withheld(rows: list[Row]) -> set[tuple[str | None, ...]]:
    return {_category(row) for row in rows if row.people is None}
