"""The demonstration, with real servers over HTTP."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapter.registry.catalogue import load_agreements
from clients.demo.__main__ import main
from clients.demo.stage import alone_in
from clients.errors import ClientError


@pytest.mark.slow
def test_every_flow_passes(tmp_path: Path):
    """That a second run over what the first has left does too, `.ci/run` sees."""
    result = CliRunner().invoke(main, ["--once", "--dir", str(tmp_path / "demo"), "--people", "200"])
    assert result.exit_code == 0, result.output
    assert re.search(r"^\d+ LULUS, 0 GAGAL$", result.output, re.MULTILINE)
    passed = {line.split()[2] for line in result.output.splitlines() if line.startswith("LULUS")}
    assert passed == {one.name for service in load_agreements().everything for one in service.operations}
    assert result.output.index("PERJANJIAN_BERAKHIR") < result.output.index("extensions recorded")


def test_two_at_once_in_one_folder(tmp_path: Path):
    with alone_in(tmp_path), pytest.raises(ClientError, match="another demo is up"), alone_in(tmp_path):
        pass


def test_a_folder_that_is_no_demos_is_left_alone(tmp_path: Path):
    (tmp_path / "jembatan.db").write_text("precious")
    with pytest.raises(ClientError, match="choose another --dir"), alone_in(tmp_path):
        pass
    assert (tmp_path / "jembatan.db").read_text() == "precious"


def test_a_folder_that_cannot_be(tmp_path: Path):
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, ["--once", "--dir", str(tmp_path / "file")])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
