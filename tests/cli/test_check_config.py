import io
from pathlib import Path

import pytest

from adapter.app import build
from adapter.settings import load
from tests.cli.conftest import one_line


def test_a_station_is_ready(station):
    result = station("check-config")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "ready to serve http://127.0.0.1:8080 with sqlite:///var/jembatan.db\n"


def test_a_missing_key_file_is_one_line_and_no_traceback(station):
    Path("var/keys/server.key.pem").unlink()
    result = station("check-config")
    assert result.exit_code == 1
    assert "var/keys/server.key.pem: no such file" in one_line(result)


def test_a_database_that_is_away_has_its_own_exit_status(station, monkeypatch):
    monkeypatch.setenv("JEMBATAN_DATABASE_URL", "postgresql://u:rahasia@127.0.0.1:1/d")
    result = station("check-config")
    assert result.exit_code == 3
    assert "rahasia" not in one_line(result)


def test_every_problem_has_its_line(station):
    Path("var/keys/server.key.pem").chmod(0o644)
    Path("var/keys/data.key").unlink()
    result = station("check-config")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2


def test_a_sandbox_says_loudly_that_it_is_one(station, monkeypatch):
    assert "SANDBOX" not in station("check-config").stderr
    monkeypatch.setenv("JEMBATAN_SANDBOX", "true")
    result = station("check-config")
    assert result.exit_code == 0
    assert "warning: JEMBATAN_SANDBOX: THIS IS A SANDBOX" in result.stderr


@pytest.mark.parametrize(("given", "status"), [({}, "404 Not Found"), ({"JEMBATAN_SANDBOX": "1"}, "200 OK")])
def test_the_sandbox_is_served_where_it_is_set(station, given, status):
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/periksa", "wsgi.input": io.BytesIO()}
    answered = []
    application = build(load(None, given))
    application(environ, lambda line, _headers: answered.append(line))
    application._parts.engine.dispose()
    assert answered == [status]
