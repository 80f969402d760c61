"""jembatan lists and jembatan bpum, on a database that a partner's list has come into."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from adapter.cli.desk import Desk
from tests.cli.conftest import one_line
from tests.support.lists import other_day, people, proposal, stranger
from tests.support.world import World


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """SQLite alone: these commands do not care."""
    return request.getfixturevalue("sqlite_engine")


@pytest.fixture
def sqlite_engine(sqlite_file, tmp_path):
    from tests.support.databases import sqlite_copy  # noqa: PLC0415 - as the fixture `engine` of all tests

    with sqlite_copy(sqlite_file, tmp_path) as opened:
        yield opened


@pytest.fixture
def office(world: World, jembatan, monkeypatch: pytest.MonkeyPatch):
    """Runs `jembatan` on the world's own database, with its keys."""
    monkeypatch.setattr(Desk, "engine", world.engine)
    monkeypatch.setattr(Desk, "vault", world.vault)
    asn, other = list(people())[:2]
    doubtful = proposal(other, namaLengkap="Nama Lain Sekali", tanggalLahir=other_day(other))
    world.bpum().kirimUsulanPenerima("U-1", "PENERIMA", [proposal(asn), doubtful, stranger(1)])
    return jembatan


def test_lists_are_shown_before_and_after_they_are_worked_through(office):
    assert "U-1\tBPUM-H-" in office("lists", "show").stdout
    assert "DITERIMA\t3\t0" in office("lists", "show").stdout
    assert office("lists", "run").stdout == "3 rows done\n"
    shown = office("lists", "show", "--agreement", "BPUM").stdout
    assert "SELESAI\t3\t3\tASN 1, PERLU_KOORDINASI 1, data tidak ditemukan 1" in shown
    assert office("lists", "run", "--again").stdout == "0 chunks have their turn again\n0 rows done\n"


def test_arrears_are_shown_masked_once_they_are_late(office, world: World, monkeypatch: pytest.MonkeyPatch):
    world.work()
    assert office("bpum", "overdue").stderr == ""
    monkeypatch.setattr("adapter.cli.bpum_overdue.system_clock", lambda: world.now + timedelta(days=32))
    result = office("bpum", "overdue")
    nik = next(people()).nik
    assert f"{nik[:4]}********{nik[-4:]}\tU-1" in result.stdout
    assert nik not in result.stdout
    assert "1 in arrears: BKN may propose to end the agreement (BPUM Pasal 13 ayat (1))" in result.stderr


def test_the_difference_to_data_balikan(office, world: World):
    world.work()
    result = office("bpum", "feedback", "--rows")
    assert "accessed 2, returned 0\nmissing 2, of them doubtful" in result.stdout
    assert result.stdout.count("missing\t") == 2
    assert "********" in result.stdout


def test_bkn_says_what_a_doubtful_result_is(office, world: World):
    world.work()
    number = office("bpum", "doubtful", "U-1").stdout.splitlines()[1].split("\t")[0]
    say = ("bpum", "coordinate", "U-1")
    done = office(*say, number, "ORANG_BERBEDA", "--reason", "KTP diperiksa", "--by", "petugas")
    assert done.stdout == f"{number}: TERBUKA\n"
    assert "BKN: ORANG_BERBEDA" in office("bpum", "doubtful", "U-1").stdout
    assert world.entries()[-1].operation == "bpum coordinate"
    assert "no open item" in one_line(office(*say, "BPUM-K-9", "ORANG_BERBEDA", "--reason", "x", "--by", "petugas"))
    assert "not known" in one_line(office("bpum", "doubtful", "LAIN"))
