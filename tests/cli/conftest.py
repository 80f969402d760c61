"""The command as an operator calls it, in an empty directory of its own."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapter.cli import main


@pytest.fixture
def jembatan(tmp_path, monkeypatch):
    """Runs `jembatan` with the given words."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("JEMBATAN_")]:
        monkeypatch.delenv(name)

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], prog_name="jembatan")

    return run


@pytest.fixture
def station(jembatan):
    """The same, after the first steps: keys and a migrated database in ./var."""
    assert jembatan("keys", "--algorithm", "ec", "BPJS").exit_code == 0
    assert jembatan("migrate").exit_code == 0
    return jembatan


def one_line(result: Result) -> str:
    """What a failed command said: one line on stderr, and nothing was raised past the command."""
    assert isinstance(result.exception, SystemExit), result.exception
    (line,) = result.stderr.splitlines()
    assert line.startswith("jembatan: ")
    return line
