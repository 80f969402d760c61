"""`jembatan worker` as a process of its own."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import jembatan, one_line, station  # noqa: F401 - fixtures

ROOT = Path(__file__).parents[3]
CALL = [sys.executable, "-c", "from adapter.cli import main; main(prog_name='jembatan')", "worker"]


@contextmanager
def working(**environ):
    """The process, and its first line of log."""
    process = subprocess.Popen(
        CALL, env={"PYTHONPATH": str(ROOT), **environ}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            if process.poll() is None:
                process.kill()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_says_what_it_does_and_ends(station, sent):  # noqa: F811
    with working(JEMBATAN_PEER_URLS="BPJS=http://bpjs.example") as (process, line):
        assert line["event"] == "worker ready"
        assert line["schedules"]["delta BPJS"] == "0 2 * * *"
        os.kill(process.pid, sent)
        told, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert [json.loads(said)["event"] for said in told.splitlines()] == ["worker stops", "worker stopped"]
    assert errors == ""


def test_a_schedule_that_says_nothing_is_one_line(station, monkeypatch):  # noqa: F811
    monkeypatch.setenv("JEMBATAN_PEER_URLS", "BPJS=http://bpjs.example")
    monkeypatch.setenv("JEMBATAN_SYNC_NIGHTLY", "daily")
    assert "JEMBATAN_SYNC_NIGHTLY: 'daily' does not say when" in one_line(station("worker"))


def test_it_needs_a_migrated_database(jembatan):  # noqa: F811
    assert jembatan("worker").exit_code == 3
