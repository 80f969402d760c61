"""`jembatan sync AGREEMENT --dry-run`, and how the command ends."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from adapter.agreements.terms import Side
from adapter.exchange.sync_models import SyncRun
from adapter.records.database import writing
from adapter.registry.notices import publish
from tests.cli.conftest import one_line
from tests.registry.test_notices import draft


def rows(result):
    """The table, without its titles."""
    return [line.split("\t") for line in result.stdout.splitlines() if "\t" in line][1:]


def test_a_dry_run_tells_how_many_wait_in_each_direction(world, host, bkn):
    told = bkn("sync", "bpjs", "--dry-run")
    assert told.exit_code == 0, told.stderr
    assert rows(told) == [
        ["kartuPesertaPns", "pull", "ambilKartuPesertaPns", "after 0", "25"],
        ["dataPejabatNegara", "pull", "ambilDataPejabatNegara", "after 0", "0"],
        ["dataPegawai", "push", "kirimDataPegawai", "after 0", "20"],
    ]
    with world.store() as session:
        assert session.scalar(select(func.count()).select_from(SyncRun)) == 0


def test_what_the_wire_does_not_tell_is_unknown(bpjs):
    told = bpjs("sync", "BPJS", "--dry-run")
    assert told.exit_code == 0, told.stderr
    assert rows(told)[0][-2:] == ["after 0", "unknown"]
    assert rows(bpjs("sync", "BPJS", "--dry-run", "--penuh"))[0][-1].isdecimal()


def test_a_partner_that_is_away(world, bkn):
    told = bkn("sync", "SIGTK", "--dry-run")
    assert told.exit_code == 3
    assert "penganugerahan" in one_line(told)
    assert rows(told)[0][-1] == "unknown"
    assert any(row[-1].isdecimal() for row in rows(told))


def test_a_partner_that_rests(world, host, bkn):
    with writing(world.engine) as session:
        notice = draft(world.now, expected_end=world.now + timedelta(hours=1))
        publish(session, world.catalogue.agreement("BPJS"), Side.PARTNER, notice, world.now)
    told = bkn("sync", "BPJS", "--dry-run")
    assert told.exit_code == 5
    assert "told us of maintenance" in told.stderr


def test_what_cannot_be_done_is_one_line(world, host, bkn):
    bkn.environ["JEMBATAN_PEER_URLS"] = "SIGTK=http://sigtk.test"
    told = bkn("sync", "BPJS", "--dry-run")
    assert (told.exit_code, "set JEMBATAN_PEER_URLS=BPJS=" in told.stderr) == (1, True)


@pytest.mark.parametrize("words", [("sync", "BPJS"), ("sync", "BPJS", "--dry-run")])
def test_the_database_is_away(bkn, words):
    bkn.environ["JEMBATAN_DATABASE_URL"] = "postgresql://u:rahasia@127.0.0.1:1/d"
    told = bkn(*words)
    assert told.exit_code == 3
    assert "rahasia" not in one_line(told)


def test_wrong_usage(bkn):
    for words in (("sync", "KOPERASI"), ("sync", "BPJS", "--size", "0"), ("sync", "BPJS", "gaji")):
        assert bkn(*words).exit_code == 2, words


def test_a_dry_run_writes_no_folder(host, bkn):
    told = bkn("sync", "BPJS", "--dry-run", "--ke-map", bkn.folder)
    assert (told.exit_code, [*bkn.folder.glob("*.xml")]) == (2, [])


def test_not_this_partners_agreement(bpjs):
    told = bpjs("sync", "SIGTK", "--dry-run")
    assert told.exit_code == 1
    assert "SIGTK: this is the end of BPJS (JEMBATAN_MITRA)" in one_line(told)
