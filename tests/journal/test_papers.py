"""Periods, counts from the journal, the published schema, and what a start does not wait for."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from adapter.agreements.taspen.terms import AGREEMENT
from adapter.errors import OperatorError
from adapter.journal import minutes
from adapter.journal.counting import Counts, results, utilisation
from adapter.journal.minutes_document import SCHEMA, Basis, contain, read, write
from adapter.journal.pdf import day_in_words, number_in_words
from adapter.journal.periods import Period, parse_period
from adapter.records.database import reading, writing
from tests.support.compared import answered

QUARTER = Period(2026, "Q", 4)


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "triwulan I tahun 2026"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "triwulan IV tahun 2026"),
        ("2024-S1", date(2024, 1, 1), date(2024, 6, 30), "semester I tahun 2024"),
        ("2024-S2", date(2024, 7, 1), date(2024, 12, 31), "semester II tahun 2024"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "tahun 2024"),
    ],
)
def test_periods(text, first, last, words):
    period = parse_period(text)
    assert (str(period), period.first_day, period.last_day, period.words) == (text, first, last, words)
    assert (period.ends - period.begins).days == (last - first).days + 1
    assert period.begins.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize("text", ["", "2026-Q5", "2026-S3", "2026Q1", "26-Q1", "2026-Q", "٢٠٢٦"])
def test_what_is_no_period(text):
    with pytest.raises(OperatorError, match="is no period"):
        parse_period(text)


def test_a_period_begins_and_ends_at_midnight_in_wib(engine, vault):
    instants = (QUARTER.begins, QUARTER.ends - timedelta(microseconds=1), QUARTER.ends)
    with writing(engine) as session:
        for first, at in enumerate((QUARTER.begins - timedelta(microseconds=1), *instants), 1):
            answered(session, vault, at, "sesuai", first=first)
        assert results(session, vault, AGREEMENT, QUARTER) == Counts.of(2, 0, 0)
        used = utilisation(session, AGREEMENT, QUARTER)
    assert used is not None
    assert (used.calls, used.span.first_entry, used.span.last_entry) == (2, 2, 3)


def test_a_row_that_was_fetched_again_counts_once_as_it_was_told_last(engine, vault, now):
    with writing(engine) as session:
        answered(session, vault, now, "sesuai", "tidak sesuai")
        answered(session, vault, now, "sesuai", "sesuai")
        assert results(session, vault, AGREEMENT, QUARTER) == Counts.of(2, 0, 0)


def test_a_verification_counts_each_time(engine, vault, now):
    with writing(engine) as session:
        for _ in range(2):
            answered(session, vault, now, "data tidak ditemukan", operation="verifikasiPeserta")
        assert results(session, vault, AGREEMENT, QUARTER) == Counts.of(0, 0, 2)


def test_people_are_counted_once_and_shared_operations_are_no_use(engine, vault, now):
    with writing(engine) as session:
        answered(session, vault, now, people=(b"p" * 32, b"q" * 32))
        answered(session, vault, now, people=(b"p" * 32,), operation="verifikasiPeserta")
        answered(session, vault, now, service="LayananKerjaSama", operation="ambilLogPemanfaatan")
        answered(session, vault, now, service="jembatan", operation="agreement extend")
    with reading(engine) as session:
        used = utilisation(session, AGREEMENT, QUARTER)
        assert used is not None
        assert (used.calls, used.accesses, used.people) == (2, 3, 2)
        assert [(line.operation, line.people) for line in used.lines] == [
            ("ambilHasilPemadanan", 2), ("verifikasiPeserta", 1),
        ]  # fmt: skip
        assert utilisation(session, AGREEMENT, Period(2025)) is None


def test_what_came_later_does_not_change_a_count(engine, vault, now):
    with writing(engine) as session:
        answered(session, vault, now, "sesuai")
        paper = minutes.make(session, vault, AGREEMENT, QUARTER, now)
        answered(session, vault, now, "tidak sesuai", first=7)
        said = minutes.minutes_of(paper)
        assert minutes.recount(session, vault, AGREEMENT, paper) == said.counts == Counts.of(1, 0, 0)
        assert results(session, vault, AGREEMENT, QUARTER) == Counts.of(1, 1, 0)


def test_written_and_read_is_the_same():
    basis = Basis("JURNAL", "a & <b>", 7, 2, "ab" * 32)
    said = minutes.build(AGREEMENT, "BA/1", "PEMADANAN", QUARTER, Counts.of(1, 2, 3, 4), basis, date(2026, 11, 20))
    opened = read(contain(write(said)))
    assert opened.minutes == said
    assert write(opened.minutes) == write(said)


def test_partners_have_the_schema_that_is_held_against_them():
    assert Path("wsdl/berita-acara.xsd").read_bytes() == SCHEMA.read_bytes()


def test_words_of_a_paper():
    assert day_in_words(date(2026, 8, 1)) == "1 Agustus 2026"
    assert number_in_words(1234567) == "1.234.567"


def test_a_start_does_not_wait_for_what_makes_pdfs():
    """`jembatan serve` is up within a second; pyHanko alone takes half of it."""
    script = (
        "import sys, adapter.app, adapter.cli.serve; print({'reportlab', 'pyhanko', 'asn1crypto'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
