"""6. TL agregat.

Given data per akhir bulan, When meminta jumlah PNS, CPNS, PPPK dan kelulusan per Kota/Provinsi, Golongan Jabatan,
Umur, Then angka cocok dengan hitung ulang dan sel < 10 disembunyikan.
"""

from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from sqlalchemy import Engine, update

from adapter.agreements.taspen.aggregate_messages import SelAgregat
from adapter.records.aggregates import THRESHOLD, aggregate
from adapter.records.codes import ASN_POSITIONS, PENSIONER
from adapter.records.models import Person
from adapter.records.population import SyntheticPerson, nth_person
from adapter.records.synthetic import populate
from tests.support.world import World

PEOPLE = 1_500
MONTH_END = date(2026, 10, 31)
DIMENSIONS = ("PROVINSI", "KABUPATEN_KOTA", "GOLONGAN", "KELOMPOK_JABATAN", "KELOMPOK_UMUR", "JENIS_ASN")
TABLES = [chosen for size in range(3) for chosen in combinations(DIMENSIONS, size) if chosen != DIMENSIONS[:2]]
TABLES.append(DIMENSIONS[1:])


@pytest.fixture
def month_end(world: World, engine: Engine) -> World:
    """Given data per akhir bulan."""
    populate(engine, world.vault, PEOPLE, now=world.now)
    with world.store() as session:
        session.execute(update(Person).where(Person.kind == "CPNS").values(cpns_since=date(2026, 3, 1)))
    aggregate(engine, world.vault, MONTH_END, world.now)
    return world


def test_angka_cocok_dengan_hitung_ulang_dan_sel_kecil_disembunyikan(month_end: World) -> None:
    client = month_end.taspen()
    for asked in TABLES:
        # When meminta jumlah PNS, CPNS, PPPK dan kelulusan
        answers = list(client.halaman_agregat(dimensi=asked))
        cells = {_category(cell, asked): cell for answer in answers for cell in answer.sel}
        # Then angka cocok dengan hitung ulang
        everybody, passed = recount(asked)
        assert answers[0].tanggalData == MONTH_END
        assert everybody.keys() <= cells.keys()
        for category, cell in cells.items():
            assert cell.jumlah in (everybody[category], None)
            assert cell.jumlahKelulusan in (passed[category], None)
            # dan sel < 10 disembunyikan
            assert cell.disembunyikan == (cell.jumlah is None)
            assert cell.disembunyikan or everybody[category] == 0 or everybody[category] >= THRESHOLD
            assert cell.jumlahKelulusan is None or not 0 < passed[category] < THRESHOLD


def test_yang_besar_tidak_disembunyikan(month_end: World) -> None:
    client = month_end.taspen()
    (total,) = client.ambilAgregatAsn().sel
    assert total.jumlah == recount(())[0][()]
    kinds = client.ambilAgregatAsn(dimensi=["JENIS_ASN"]).sel
    assert {cell.jenisAsn: cell.jumlah for cell in kinds} == {
        kind: n for (kind,), n in recount(("JENIS_ASN",))[0].items()
    }
    assert sum(cell.jumlahKelulusan or 0 for cell in kinds) == recount(())[1][()]
    ages = client.ambilAgregatAsn(dimensi=["KELOMPOK_UMUR"]).sel
    assert sum(cell.disembunyikan for cell in ages) <= 2


def recount(asked: tuple[str, ...]) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    """Everybody, and those who passed, counted from the population itself."""
    counted = [person for person in map(nth_person, range(PEOPLE)) if _counts(person)]
    everybody = Counter(tuple(_value(person, dimension) for dimension in asked) for person in counted)
    # The invented CPNS were appointed in March.
    passed = [person for person in counted if person.kind == "CPNS"]
    return everybody, Counter(tuple(_value(person, dimension) for dimension in asked) for person in passed)


def _counts(person: SyntheticPerson) -> bool:
    return not person.restricted and person.kind != PENSIONER and person.record.job.legal_position in ASN_POSITIONS


def _value(person: SyntheticPerson, dimension: str) -> str:
    job, born = person.record.job, person.record.identity.born
    age = MONTH_END.year - born.year - ((born.month, born.day) > (MONTH_END.month, MONTH_END.day))
    bands = {"<21": range(21), "21-30": range(21, 31), "31-40": range(31, 41), "41-50": range(41, 51)}
    bands |= {"51-60": range(51, 61), ">60": range(61, 130)}
    return {
        "PROVINSI": (job.location_code or "")[:2],
        "KABUPATEN_KOTA": job.location_code or "",
        "GOLONGAN": job.grade or "",
        "KELOMPOK_JABATAN": job.post_kind or "",
        "KELOMPOK_UMUR": next(band for band, ages in bands.items() if age in ages),
        "JENIS_ASN": person.kind,
    }[dimension]


def _category(cell: SelAgregat, asked: tuple[str, ...]) -> tuple[str, ...]:
    values = {
        "PROVINSI": cell.kodeProvinsi,
        "KABUPATEN_KOTA": cell.kodeKabupatenKota,
        "GOLONGAN": cell.golonganRuang or cell.golonganPppk,
        "KELOMPOK_JABATAN": cell.kelompokJabatan,
        "KELOMPOK_UMUR": cell.kelompokUmur,
        "JENIS_ASN": cell.jenisAsn,
    }
    return tuple(values[dimension] or "" for dimension in asked)
