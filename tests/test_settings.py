import pytest

from adapter.errors import OperatorError
from adapter.settings import exported, load


def test_without_any_setting_the_defaults_hold():
    settings = load(None, {"PATH": "/bin"})
    assert settings.database_url == "sqlite:///var/jembatan.db"
    assert settings.port == 8080


def test_the_environment_goes_before_the_file(tmp_path):
    file = tmp_path / "jembatan.env"
    file.write_text("JEMBATAN_PORT=1\nJEMBATAN_WORKERS=3\nOTHER=x\n# a comment\n")
    settings = load(file, {"JEMBATAN_PORT": "2"})
    assert (settings.port, settings.workers) == (2, 3)


def test_an_empty_value_is_as_good_as_none():
    assert load(None, {"JEMBATAN_TLS_CERT": "", "JEMBATAN_PORT": ""}) == load(None, {})


def test_an_empty_value_in_the_environment_leaves_that_of_the_file(tmp_path):
    (tmp_path / "env").write_text("JEMBATAN_PORT=9\n")
    assert load(tmp_path / "env", {"JEMBATAN_PORT": ""}).port == 9


def test_an_unknown_setting_is_refused_with_the_likely_one():
    with pytest.raises(OperatorError, match=r"JEMBATAN_PROT: no such setting; did you mean JEMBATAN_PORT\?"):
        load(None, {"JEMBATAN_PROT": "80"})


def test_an_unknown_setting_in_the_file_is_refused_too(tmp_path):
    (tmp_path / "env").write_text("JEMBATAN_ZZZ=1\n")
    with pytest.raises(OperatorError, match="JEMBATAN_ZZZ: no such setting"):
        load(tmp_path / "env", {})


def test_settings_of_the_tests_are_ignored():
    assert load(None, {"JEMBATAN_TEST_REQUIRE_POSTGRES": "1"}) == load(None, {})


def test_everything_wrong_is_told_at_once_and_no_value_is_shown():
    wrong = {
        "JEMBATAN_PORT": "70000",
        "JEMBATAN_WORKERS": "0",
        "JEMBATAN_DATABASE_URL": "mysql://u:rahasia@h/d",
        "JEMBATAN_PUBLIC_URL": "bkn.example",
        "JEMBATAN_TLS_CERT": "a.pem",
        "JEMBATAN_HOTS": "x",
    }
    with pytest.raises(OperatorError) as caught:
        load(None, wrong)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(wrong)
    assert all(line.startswith("JEMBATAN_") for line in lines)
    assert "rahasia" not in str(caught.value)


@pytest.mark.parametrize("url", ["postgresql://u:rahasia@h/d", "postgresql+psycopg://u:rahasia@h/d"])
def test_a_password_is_masked(url):
    settings = load(None, {"JEMBATAN_DATABASE_URL": url})
    assert "rahasia" not in repr(settings)
    assert settings.masked_database_url.endswith("://u:***@h/d")


@pytest.mark.parametrize("url", ["x", "sqlite", "postgresql://h:port/d", "postgresql+psycopg2://h/d"])
def test_a_database_url_must_be_one(url):
    with pytest.raises(OperatorError, match=r"^JEMBATAN_DATABASE_URL: "):
        load(None, {"JEMBATAN_DATABASE_URL": url})


def test_a_missing_env_file_is_one_line(tmp_path):
    with pytest.raises(OperatorError, match=r"absent: this env file cannot be read") as caught:
        load(tmp_path / "absent", {})
    assert "\n" not in str(caught.value)


def test_issuers_of_lists_without_lists():
    with pytest.raises(OperatorError, match=r"JEMBATAN_CRL_ISSUERS: there are no lists .* set JEMBATAN_CRL too"):
        load(None, {"JEMBATAN_CRL_ISSUERS": "a.pem"})


def test_a_started_process_gets_the_same_settings(tmp_path):
    settings = load(
        None, {"JEMBATAN_PORT": "2", "JEMBATAN_TLS_CERT": "c", "JEMBATAN_TLS_KEY": "k", "JEMBATAN_METRICS": "yes"}
    )
    assert load(None, exported(settings)) == settings


def test_settings_do_not_change():
    with pytest.raises(ValueError, match="frozen"):
        load(None, {}).port = 1


@pytest.mark.parametrize("line", ["JEMBATAN_PORT 9", "JEMBATAN_PORT", "JEMBATAN_PORT='9", "= rahasia"])
def test_a_line_of_the_env_file_that_is_none_is_told_by_its_number(tmp_path, line):
    (tmp_path / "env").write_text(f"# rahasia\n\nJEMBATAN_HOST=::1\n\n{line}\n")
    with pytest.raises(OperatorError, match=r"env, line 5: is not NAME=VALUE$") as caught:
        load(tmp_path / "env", {})
    assert "rahasia" not in str(caught.value)


@pytest.mark.parametrize("name", ["PORT", "port", "jembatan_port"])
def test_a_setting_without_its_prefix_is_a_slip_in_the_file_only(tmp_path, name):
    (tmp_path / "env").write_text(f"{name}=9\n")
    with pytest.raises(OperatorError, match=rf"line 1: {name}: no such setting; did you mean JEMBATAN_PORT\?"):
        load(tmp_path / "env", {})
    assert load(None, {name: "9"}).port == 8080


def test_the_log_level_in_any_case():
    assert load(None, {"JEMBATAN_LOG_LEVEL": "WARNING"}).log_level == "warning"


@pytest.mark.parametrize(
    ("given", "anchor"),
    [
        ({}, "var/jembatan.db.anchor"),
        ({"JEMBATAN_ANCHOR_FILE": "elsewhere/anchor"}, "elsewhere/anchor"),
        ({"JEMBATAN_DATABASE_URL": "postgresql://u@h/d"}, "None"),
        ({"JEMBATAN_DATABASE_URL": "postgresql://u@h/d", "JEMBATAN_ANCHOR_FILE": "a"}, "a"),
    ],
)
def test_the_anchor_is_beside_the_database_where_that_is_a_file(given, anchor):
    assert str(load(None, given).anchor) == anchor
