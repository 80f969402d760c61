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
    assert "3 the database is away" in jembatan("--help").output


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
