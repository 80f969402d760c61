"""What the aggregates cost: judging the cells of a big invented population, and answering from what is published."""

import resource
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

import click
from sqlalchemy import Engine, insert

from adapter.agreements.taspen.aggregate_messages import AmbilAgregatAsn
from adapter.agreements.taspen.service import SERVICE
from adapter.agreements.taspen.terms import AGREEMENT
from adapter.clock import system_clock
from adapter.records.aggregate_cube import Finest
from adapter.records.aggregate_models import AggregateCell, AggregateMonth
from adapter.records.aggregate_rows import Row, published_rows
from adapter.records.aggregate_tables import AGES
from adapter.records.codes import CPNS, PNS, PPPK, PPPK_GRADES, PROVINCES, RANKS
from adapter.records.database import open_engine, reading, upgrade, writing
from adapter.records.vault import Vault
from tests.support.records import REQUEST, call

_MONTH_END = date(2026, 10, 31)
_REGENCIES = 514
_QUESTIONS = (
    (),
    ("JENIS_ASN",),
    ("PROVINSI", "GOLONGAN", "KELOMPOK_UMUR"),
    ("KABUPATEN_KOTA", "JENIS_ASN"),
    ("KABUPATEN_KOTA", "GOLONGAN", "KELOMPOK_JABATAN", "KELOMPOK_UMUR", "JENIS_ASN"),
)


def show_aggregates(people: int, runs: int) -> None:
    """Judge and store the cells of `people`, then ask for tables small and large."""
    finest = _invented(people)
    click.echo(f"… {people} people in {len(finest)} finest cells", err=True)
    started = process_time()
    rows = published_rows(finest, (), 10)
    seconds = process_time() - started
    withheld = sum(row.people is None for row in rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(f"{len(rows)} cells in 48 tables, {withheld} withheld: judged in {seconds:.0f} s of CPU, peak {peak} MB")
    with tempfile.TemporaryDirectory(prefix="bench-", dir=".") as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        upgrade(engine)
        _store(engine, rows, people)
        click.echo(f"{'ambilAgregatAsn by':72} {'cells':>6} {'median ms':>10}")
        for dimensions in _QUESTIONS:
            cells, milliseconds = _asked(engine, dimensions, runs)
            click.echo(f"{' '.join(dimensions) or 'nothing':72} {cells:6} {milliseconds:10.1f}")
        engine.dispose()


def _invented(people: int) -> Counter[Finest]:
    """A country of 514 regencies of uneven size, with the shares of kinds, grades, posts and ages that are known."""
    random = Random(1)  # noqa: S311 - invented data, repeatable on purpose
    provinces = sorted(PROVINCES)
    regencies = [f"{provinces[n % len(provinces)]}{1 + n // len(provinces):02}" for n in range(_REGENCIES)]
    sizes = [random.lognormvariate(0, 0.7) for _ in regencies]
    return Counter(_person(random, regency) for regency in random.choices(regencies, sizes, k=people))


def _person(random: Random, regency: str) -> Finest:
    kind = random.choices((CPNS, PNS, PPPK), (4, 60, 36))[0]
    ages = (3, 80, 17, 0, 0, 0) if kind == CPNS else (0.2, 14, 28, 30, 27, 1)
    age = random.choices(range(len(AGES)), ages)[0]
    if kind == PPPK:
        grade = random.choices([PPPK_GRADES[n] for n in (0, 4, 6, 8, 9)], (0.3, 15, 20, 50, 15))[0]
    else:
        grade = list(RANKS)[min(16, max(0, int(random.gauss(6 + 1.4 * age, 2.2))))]
    post = random.choices(("STRUKTURAL", "FUNGSIONAL", "PELAKSANA"), (6, 63, 31))[0]
    passed = random.random() < {CPNS: 0.6, PNS: 0.0, PPPK: 0.2}[kind]
    return regency, grade, post, AGES[age], kind, passed


def _store(engine: Engine, rows: list[Row], people: int) -> None:
    now = system_clock()
    with writing(engine) as session:
        session.add(AggregateMonth(month_end=_MONTH_END, started_at=now, completed_at=now, people=people, threshold=10))
        session.flush()
        for start in range(0, len(rows), 10_000):
            batch = rows[start : start + 10_000]
            values = [
                {"month_end": _MONTH_END, **{name: getattr(row, name) for name in Row.__slots__}} for row in batch
            ]
            session.execute(insert(AggregateCell), values)


def _asked(engine: Engine, dimensions: tuple[str, ...], runs: int) -> tuple[int, float]:
    """Cells on the first page, and the median of the operation in milliseconds."""
    operation = SERVICE.operation("ambilAgregatAsn")
    assert operation is not None
    request = AmbilAgregatAsn(kepala=REQUEST, dimensi=dimensions)
    vault, now = Vault(b"d" * 32, b"i" * 32), system_clock()
    times, cells = [], 0
    for _ in range(runs):
        with reading(engine) as session:
            called = call(session, vault, now, AGREEMENT)
            started = perf_counter()
            cells = len(operation.carry_out(called, request).sel)
            times.append(perf_counter() - started)
    return cells, median(times) * 1000
