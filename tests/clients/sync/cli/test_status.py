"""`jembatan sync status`: to read, and for a program."""

import json
from datetime import timedelta

import requests

from adapter.exchange.runs import FULL
from tests.cli.conftest import one_line
from tests.support.bad_line import BadLine
from tests.support.inline import go, patient
from tests.support.sites import bkn_site, bkn_syncs


def cut(world, **how):
    """A full run whose line is cut for good."""
    line = BadLine(world, dict.fromkeys(range(99), requests.ConnectionError("cut")))
    go(line.of(bkn_site(world, patience=patient(world, **how))), "BPJS", FULL)


def test_no_run_yet(bkn):
    told = bkn("sync", "status")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.splitlines() == ["BPJS: no run yet", "PANRB: no run yet", "SIGTK: no run yet"]


def test_why_a_run_is_not_at_its_end(world, host, bkn):
    bkn_syncs(world, "BPJS")
    world.now += timedelta(minutes=1)
    cut(world, attempts=1, threshold=1, rest=6000.0)
    told = bkn("sync", "status")
    assert told.exit_code == 0
    first, *lines = told.stdout[: told.stdout.index("PANRB")].splitlines()
    assert first.startswith("BPJS: full run of ")
    assert "not at its end" in first
    assert any("BPJS Kesehatan" in line or "no answer" in line for line in lines), lines
    for part in ("last page at", "the other party is left alone until", "last delta run that was done"):
        assert any(part in line for line in lines), part


def test_the_same_as_json(world, host, bkn):
    bkn_syncs(world, "BPJS")
    cut(world, attempts=1)
    told = bkn("sync", "status", "--json")
    found = {one["agreement"]: one for one in json.loads(told.stdout)}
    assert set(found) == {"BPJS", "PANRB", "SIGTK"}
    assert (found["BPJS"]["state"], found["BPJS"]["run"]["mode"], found["SIGTK"]["state"]) == (
        "stopped",
        "full",
        "idle",
    )
    assert found["BPJS"]["ended_well"]["delta"].endswith("+07:00")


def test_a_partner_sees_its_own(bpjs):
    assert bpjs("sync", "status").stdout == "BPJS: no run yet\n"


def test_the_database_is_away(bkn):
    bkn.environ["JEMBATAN_DATABASE_URL"] = f"sqlite:///{bkn.folder}/none.db"
    for words in (
        ("sync", "status"),
        ("sync", "status", "--json"),
        ("sync", "aside", "BPJS"),
        ("sync", "reconcile", "BPJS"),
    ):
        told = bkn(*words)
        assert (told.exit_code, told.stdout) == (3, "")
        assert "run `jembatan migrate`" in one_line(told)


def test_wrong_usage(bkn):
    for words in (("status", "BPJS"), ("aside",), ("aside", "KOPERASI"), ("reconcile",), ("reconcile", "TASPEN")):
        told = bkn("sync", *words)
        assert told.exit_code == 2, words
        assert told.stderr.startswith("Usage: jembatan sync ")
