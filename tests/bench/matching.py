"""Rows of a whole list that are matched in a second: from the stored chunk to the stored result, one core.

The database is made once in a folder that is given, and used again: its people, and the list with its rows waiting.
Each run works on a list of its own number. Real tables, real sealing, real access lines, full sync.
"""

import resource
import time
import uuid
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click
from sqlalchemy import Engine, text

from adapter.agreements.taspen.lists import PARTICIPANTS
from adapter.clock import system_clock
from adapter.exchange.kinds import Row, Work
from adapter.exchange.sessions import Part, receive
from adapter.exchange.worker import Worker
from adapter.records.database import open_engine, reading, upgrade, writing
from adapter.records.population import nth_person
from adapter.records.synthetic import invented_people, populate
from adapter.records.vault import Vault

_PART = 5000
_STRIDE = 7919
"""Coprime to any round number of people: the rows come from everywhere."""


def show_matching(urls: list[str], people: int, rows: int) -> None:
    """Measure on each database of `urls`; SQLite's file and PostgreSQL's database must be there or empty."""
    vault = Vault(b"d" * 32, b"i" * 32)
    click.echo(
        f"{'database':12} {'people':>9} {'rows':>8} {'receive/s':>10} {'match/s':>9} {'CPU/s':>9} {'peak MB':>8}"
    )
    for url in urls:
        engine = open_engine(url)
        _prepare(engine, vault, people)
        receiving = _receive(engine, vault, people, rows)
        before = _peak()
        wall, cpu = _work(engine, vault)
        name = engine.dialect.name
        rates = f"{rows / receiving:10.0f} {rows / wall:9.0f} {rows / cpu:9.0f}"
        click.echo(f"{name:12} {people:9} {rows:8} {rates} {_peak():8.0f}  (before matching {before:.0f})")
        engine.dispose()


def _prepare(engine: Engine, vault: Vault, people: int) -> None:
    upgrade(engine)
    with reading(engine) as session:
        known = invented_people(session)
    if known < people:
        click.echo(f"… {people} invented people, of which {known} are there", err=True)
        populate(engine, vault, people, now=system_clock(), progress=_tell)
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))


def _tell(done: int) -> None:
    if done % 100_000 == 0:
        click.echo(f"  {done}", err=True)


def _receive(engine: Engine, vault: Vault, people: int, rows: int) -> float:
    """Store the list, in parts of a message's size; gives the seconds, without making up the rows."""
    number, coming, seconds = uuid.uuid4().hex, _rows(people), 0.0
    parts = range(1, (rows + _PART - 1) // _PART + 1)
    for part in parts:
        batch = list(islice(coming, min(_PART, rows - (part - 1) * _PART)))
        sent = Part(
            number=number, part=part, last=part == parts[-1], rows=batch, message_id=str(uuid.uuid4()), purpose="BENCH"
        )
        started = time.perf_counter()
        with writing(engine) as session:
            receive(Work(session, vault, system_clock()), PARTICIPANTS, sent)
        seconds += time.perf_counter() - started
    return seconds


def _rows(people: int) -> Iterator[Row]:
    """Participants, most as they are stored; one in ten by another birth date, one in fifty a NIP that nobody has."""
    number = 0
    while True:
        person = nth_person(number * _STRIDE % people)
        number += 1
        if len(person.nip) == len("199001012015041901"):
            own = person.record.identity
            born = "1950-01-01" if number % 10 == 0 else own.born.isoformat()
            nip = f"{own.nip[:-3]}001" if number % 50 == 0 else own.nip
            yield (f"P-{number}", nip, own.nik, own.name, born, "AKTIF", None)


def _work(engine: Engine, vault: Vault) -> tuple[float, float]:
    worker = Worker(engine, vault, system_clock, [PARTICIPANTS])
    started, cpu = time.perf_counter(), time.process_time()
    while worker.step() is not None:
        pass
    return time.perf_counter() - started, time.process_time() - cpu


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sqlite_url(folder: Path, people: int) -> str:
    """The database of so many people in that folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / f'matching-{people}.db'}"
