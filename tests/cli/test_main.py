import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import one_line


@pytest.mark.parametrize(
    "words", [[], ["partner"], ["agreement"], ["wsdl"], ["serve"], ["import"], ["agreement", "amend"]]
)
def test_every_command_explains_itself(jembatan, words):
    result = jembatan(*words, "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage: jembatan")


def test_the_help_tells_the_exit_status(jembatan):
    assert "3 the database is away or not migrated" in " ".join(jembatan("--help").output.split())


def test_the_first_steps_lead_to_an_agreement_in_force(jembatan):
    assert "partner add, agreement extend" in jembatan("--help").output


def test_an_unknown_command_is_wrong_usage(jembatan):
    assert jembatan("sreve").exit_code == 2


def test_an_unknown_setting_is_one_line(jembatan, monkeypatch):
    monkeypatch.setenv("JEMBATAN_PROT", "80")
    result = jembatan("migrate")
    assert result.exit_code == 1
    assert one_line(result) == "jembatan: JEMBATAN_PROT: no such setting; did you mean JEMBATAN_PORT?"


def test_debug_shows_where_it_went_wrong(jembatan, monkeypatch):
    monkeypatch.setenv("JEMBATAN_PROT", "80")
    result = jembatan("--debug", "migrate")
    assert type(result.exception).__name__ == "OperatorError"


def test_the_env_file_is_read(jembatan, tmp_path):
    (tmp_path / "env").write_text("JEMBATAN_DATABASE_URL=sqlite:///elsewhere/j.db\n")
    assert jembatan("--env-file", "env", "migrate").exit_code == 0
    assert (tmp_path / "elsewhere" / "j.db").is_file()


def test_a_database_that_was_not_migrated_has_its_own_exit_status(jembatan):
    result = jembatan("agreement", "list")
    assert result.exit_code == 3
    assert "run `jembatan migrate`" in one_line(result)


@pytest.mark.parametrize("words", [["migrate"], ["wsdl", "export", "--dir", "var/wsdl"], ["keys", "--dir", "var/keys"]])
def test_what_the_system_refuses_is_one_line(jembatan, words):
    Path("var").touch()
    result = jembatan(*words)
    assert result.exit_code == 1
    assert "var" in one_line(result)


def test_an_error_of_the_system_is_a_path_and_a_reason(jembatan):
    Path("var").touch()
    assert one_line(jembatan("migrate")) == "jembatan: var: File exists"


def test_it_runs_as_a_module(jembatan):
    done = subprocess.run([sys.executable, "-m", "adapter.cli", "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: jembatan ")
