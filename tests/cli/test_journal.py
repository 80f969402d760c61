"""`jembatan journal seal` and `journal verify`: what they say, and the exit status that a script goes by."""

import sqlite3
from pathlib import Path

import pytest

from adapter.records.database import open_engine
from adapter.records.vault import Vault
from tests.cli.conftest import one_line
from tests.support.journals import Journal

DATABASE, ANCHOR = Path("var/jembatan.db"), Path("var/jembatan.db.anchor")


@pytest.fixture
def journalled(station, now):
    """A station with three entries in its journal, sealed."""
    engine = open_engine(f"sqlite:///{DATABASE}")
    kept = Journal(engine, Vault(b"d" * 32, b"i" * 32), now, ANCHOR)
    kept.write(3)
    sealed = station("journal", "seal")
    assert sealed.stdout == f"sqlite:///{DATABASE}: 3 entries sealed; anchor: {ANCHOR}\n"
    kept.write()
    engine.dispose()
    return station


def tamper(statement):
    with sqlite3.connect(DATABASE) as plain:
        plain.execute(statement)
    plain.close()


def test_an_intact_journal(journalled):
    result = journalled("journal", "verify")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(f"sqlite:///{DATABASE}: intact: 3 entries under 1 seals, the last made at 20")
    assert result.stdout.endswith("; 1 not sealed yet, waiting since 2026-11-20T02:00:04Z\n")
    assert result.stderr == ""


def test_nothing_yet(station):
    result = station("journal", "verify")
    assert result.exit_code == 0
    assert result.stdout == f"sqlite:///{DATABASE}: intact: 0 entries under 0 seals; 0 not sealed yet\n"


def test_a_tampered_one(journalled):
    tamper("UPDATE journal_entry SET purpose = 'x' WHERE id = 2")
    result = journalled("journal", "verify")
    assert result.exit_code == 1
    assert one_line(result).startswith("jembatan: entry 2: is not what was sealed: ")


def test_a_clock_that_went_back_is_a_note(journalled, now):
    engine = open_engine(f"sqlite:///{DATABASE}")
    Journal(engine, Vault(b"d" * 32, b"i" * 32), now.replace(year=2025), ANCHOR).write()
    engine.dispose()
    assert journalled("journal", "seal").exit_code == 0
    result = journalled("journal", "verify")
    assert result.exit_code == 0
    assert result.stderr == "note: the clock went back 1 times, first by 365 days, 0:00:03 between entries 4 and 5\n"


def test_an_auditor_needs_only_a_copy_and_a_certificate(journalled, tmp_path):
    kept = {name: Path(name).rename(tmp_path / Path(name).name) for name in (ANCHOR, "var/keys/server.cert.pem")}
    for key in Path("var/keys").iterdir():
        key.unlink()
    anchor, certificate = kept.values()
    result = journalled("journal", "verify", "--anchor", anchor, "--certificate", certificate)
    assert result.exit_code == 0, result.stderr


def test_the_certificate_of_somebody_else(journalled):
    result = journalled("journal", "verify", "--certificate", "var/keys/BPJS.cert.pem")
    assert result.exit_code == 1
    assert "none of those given: forged, or give its file too" in one_line(result)


@pytest.mark.parametrize("missing", [ANCHOR, "var/keys/server.cert.pem"])
def test_what_is_missing_is_neither_intact_nor_tampered(journalled, missing):
    Path(missing).unlink()
    result = journalled("journal", "verify")
    assert result.exit_code == 2
    assert one_line(result).startswith(f"jembatan: cannot tell: {missing}: ")


def test_an_anchor_that_was_named_must_be_there(station):
    """Even of an empty journal: perhaps it was emptied."""
    result = station("journal", "verify", "--anchor", "anker")
    assert result.exit_code == 2
    assert "'anker' does not exist" in result.stderr


def test_a_damaged_anchor(journalled):
    ANCHOR.write_text("1 2 3\n")
    result = journalled("journal", "verify")
    assert result.exit_code == 2
    assert "has a line that is none of an anchor" in one_line(result)


def test_without_the_anchor_on_purpose(journalled):
    ANCHOR.unlink()
    result = journalled("journal", "verify", "--without-anchor")
    assert result.exit_code == 0
    assert result.stderr == "note: the tail is not checked: without the anchor an old backup looks intact\n"


def test_a_database_that_is_away(journalled):
    DATABASE.unlink()
    assert journalled("journal", "verify").exit_code == 3


def test_an_old_backup_is_not_sealed_over(journalled):
    tamper("DELETE FROM journal_seal")
    result = journalled("journal", "seal")
    assert result.exit_code == 1
    assert "knows seal 1, which the database does not have; run `jembatan journal verify`" in one_line(result)
