"""Takes in a SIASN export: people are added or brought up to date by NIP, and partners are told by mutations."""

import csv
import io
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TextIO

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from adapter.clock import wib_date
from adapter.errors import OperatorError
from adapter.records.database import writing
from adapter.records.people import by_niks, job_of
from adapter.records.references import AGENCY, names, put_codes
from adapter.records.siasn import COLUMNS, Row, read_row
from adapter.records.storing import Writer
from adapter.records.vault import Vault

_BATCH = 500
"""Rows in one transaction: a server beside it waits well under a second for its turn to write."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not stored: the line of the file on which it begins, and every reason. No values."""

    line: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the rows of one file."""

    new: int
    changed: int
    unchanged: int
    rejections: tuple[Rejection, ...]

    @property
    def rejected(self) -> int:
        """Rows that were not stored."""
        return len(self.rejections)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: list[str]
    error: str | None = None


def import_csv(
    engine: Engine,
    vault: Vault,
    path: Path,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Store the rows of `path`, UTF-8 with commas or semicolons, batch by batch.

    Good rows go in whatever is wrong with others; after a stop, run it again: what is already in counts as
    unchanged. `progress` is told the bytes read. Raises OperatorError for a file that is no such export at
    all, and StoreUnavailable. Families are not in this export and stay as they are.
    """
    try:
        raw = path.open("rb")
    except OSError as error:
        raise OperatorError(f"{path}: {error.strerror}") from None
    # A stray byte spoils its row, not the file; read_row finds it.
    with raw, io.TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        delimiter, header = _header(path, text)
        with closing(_Import(engine, vault, now, header)) as work:
            lines = _lines(text, delimiter)
            while batch := list(islice(lines, _BATCH)):
                work.store(batch)
                if progress is not None:
                    progress(raw.tell())
            return work.report()


def _header(path: Path, text: TextIO) -> tuple[str, list[str]]:
    first = text.readline()
    delimiter = ";" if first.count(";") > first.count(",") else ","
    header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        found = "" if len(missing) < len(COLUMNS) else "; is this a CSV in UTF-8?"
        raise OperatorError(f"{path}: nothing imported, the columns {', '.join(missing)} are missing{found}")
    twice = sorted(name for name in COLUMNS if header.count(name) > 1)
    if twice:
        raise OperatorError(f"{path}: nothing imported, the columns {', '.join(twice)} stand there twice")
    return delimiter, header


def _lines(text: TextIO, delimiter: str) -> Iterator[_Line]:
    reader = csv.reader(text, delimiter=delimiter)
    while True:
        first = reader.line_num + 2  # a quoted cell may have several lines; the header was one
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield _Line(first, [], "not readable as CSV: is a quotation mark left open?")
        else:
            if cells:
                yield _Line(first, cells)


@dataclass
class _Import:
    """The work on one file."""

    engine: Engine
    vault: Vault
    now: datetime
    header: list[str]
    counts: Counter[str] = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)

    def __post_init__(self) -> None:
        # On disk and gone when closed: six million numbers are too many for a set. It holds blind indexes only.
        self._seen = sqlite3.connect("")
        self._seen.execute("CREATE TABLE seen (number BLOB PRIMARY KEY, line INTEGER) WITHOUT ROWID")

    def close(self) -> None:
        """Drop the numbers seen."""
        self._seen.close()

    def report(self) -> ImportReport:
        """What became of all rows so far."""
        return ImportReport(
            self.counts["new"], self.counts["changed"], self.counts["unchanged"], tuple(self.rejections)
        )

    def store(self, lines: list[_Line]) -> None:
        """One batch, in one transaction."""
        found = [(line.number, self._read(line)) for line in lines]
        rejected = [Rejection(number, row) for number, row in found if isinstance(row, tuple)]
        rows = {number: row for number, row in found if isinstance(row, Row)}
        with writing(self.engine) as session:
            rejected += _reject_taken_niks(session, self.vault, rows)
            _add_agencies(session, rows)
            writer = Writer(session, self.vault, self.now)
            outcomes = writer.save([row.record for row in rows.values()])
            writer.finish()
        self.counts.update(outcomes)
        self.rejections += sorted(rejected, key=lambda rejection: rejection.line)

    def _read(self, line: _Line) -> Row | tuple[str, ...]:
        if line.error is not None:
            return (line.error,)
        if len(line.cells) != len(self.header):
            return (f"has {len(line.cells)} cells, the header {len(self.header)}",)
        row = read_row(dict(zip(self.header, line.cells, strict=True)), wib_date(self.now))
        return row if isinstance(row, tuple) else self._once(line.number, row)

    def _once(self, line: int, row: Row) -> Row | tuple[str, ...]:
        number = self.vault.index("nip", row.record.identity.nip)
        earlier = self._seen.execute("SELECT line FROM seen WHERE number = ?", (number,)).fetchone()
        if earlier is not None:
            return (f"nipBaru: stands on line {earlier[0]} already",)
        self._seen.execute("INSERT INTO seen VALUES (?, ?)", (number, line))
        return row


def _reject_taken_niks(session: Session, vault: Vault, rows: dict[int, Row]) -> list[Rejection]:
    """Take out of `rows` those whose NIK belongs to another person.

    Somebody who has left the records does not count: a PPPK gets another number with another contract.
    """
    niks = {row.record.identity.nik for row in rows.values()} - {None}
    people = by_niks(session, vault, [nik for nik in niks if nik is not None])
    holders = {
        nik: {person.nip_index for person in found if job_of(person).in_records} for nik, found in people.items()
    }
    rejected = []
    for line, row in list(rows.items()):
        nik, nip_index = row.record.identity.nik, vault.index("nip", row.record.identity.nip)
        if nik is None or not row.record.job.in_records:
            continue
        if holders.setdefault(nik, set()) - {nip_index}:
            rejected.append(Rejection(line, ("nik: belongs to another NIP",)))
            del rows[line]
        else:
            holders[nik].add(nip_index)
    return rejected


def _add_agencies(session: Session, rows: dict[int, Row]) -> None:
    named = {agency.code: agency for row in rows.values() for agency in row.agencies}
    # Those known keep their name: the reference codes have their own way of being changed.
    known = names(session, AGENCY, named)
    put_codes(session, AGENCY, [agency for code, agency in named.items() if code not in known])
