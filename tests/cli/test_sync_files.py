"""`jembatan sync BPJS --ke-map` at the partner, `--dari-map` at BKN, and back, by the command alone."""

import pytest

from tests.cli.conftest import one_line
from tests.cli.test_serve_mitra import AT_BPJS, partner  # noqa: F401 - a fixture


@pytest.fixture
def at_bpjs(station, monkeypatch):
    def run(*words):
        with monkeypatch.context() as patched:
            for name, value in AT_BPJS.items():
                patched.setenv(name, value)
            return station(*words)

    return run


@pytest.fixture
def folder(tmp_path, partner, station):  # noqa: F811 - the fixture
    assert station("partner", "add", "BPJS", "var/keys/BPJS.cert.pem").exit_code == 0
    (tmp_path / "map").mkdir()
    return tmp_path / "map"


def test_there_and_back(station, at_bpjs, folder):
    written = at_bpjs("sync", "BPJS", "--ke-map", folder)
    assert (written.exit_code, written.stdout.splitlines()[-1]) == (
        0,
        "BPJS: 1 requests wait for an answer, 1 of them were written now",
    )
    assert at_bpjs("sync", "BPJS", "--dari-map", folder).exit_code == 4
    assert station("sync", "BPJS", "--dari-map", folder).exit_code == 0
    back = at_bpjs("sync", "BPJS", "--dari-map", folder)
    assert (back.exit_code, back.stdout.splitlines()[-1]) == (0, "BPJS: answers taken in: 1 acknowledged")


def test_a_bad_file_is_told_and_is_the_exit_status(station, at_bpjs, folder):
    at_bpjs("sync", "BPJS", "--ke-map", folder)
    (one,) = folder.glob("*.permintaan.xml")
    one.write_bytes(b"?")
    taken = station("sync", "bpjs", "--dari-map", folder)
    assert taken.exit_code == 1
    assert f"{one.name}: left: is not the file that the sender's list promises" in taken.stdout


def test_what_cannot_be_done_is_one_line(station, folder):
    assert "cannot be opened as a folder" in one_line(station("sync", "BPUM", "--dari-map", folder / "none"))
    assert "nothing of it goes by file" in one_line(station("sync", "SIGTK", "--dari-map", folder))
    assert station("sync", "BPJS", "--dari-map", folder, "--ke-map", folder).exit_code == 2
    assert not [*folder.iterdir()]


def test_bpum_has_files_only(station, folder):
    assert station("sync", "BPUM", "--dari-map", folder).exit_code == 0
    assert station("sync", "BPUM").exit_code == 2
