"""`jembatan serve --mitra` as a process of its own, and BKN that pulls from it, over real HTTP."""

from datetime import timedelta

import httpx
import pytest
from click.testing import CliRunner

from adapter.agreements.lines import to_line
from adapter.clock import system_clock, wib_date
from clients.bkn.__main__ import main as bkn
from tests.cli.conftest import one_line
from tests.cli.test_serve import port, serving  # noqa: F401 - a fixture
from tests.support.disputes import HOLDERS
from tests.support.rows import card

AT_BPJS = {
    "JEMBATAN_MITRA": "BPJS",
    "JEMBATAN_DATABASE_URL": "sqlite:///var/bpjs.db",
    "JEMBATAN_SERVER_KEY": "var/keys/BPJS.key.pem",
    "JEMBATAN_SERVER_CERTIFICATE": "var/keys/BPJS.cert.pem",
}


@pytest.fixture
def partner(station, tmp_path, monkeypatch):
    """BPJS beside BKN's station: a database of its own, BKN registered, three cards offered; its environment."""
    today = wib_date(system_clock())
    days = ("--from", str(today), "--until", str(today + timedelta(days=9)), "--number", "CONTOH-1")
    assert station("seed", "--count", "60").exit_code == 0
    assert station("agreement", "extend", "BPJS", *days).exit_code == 0
    lines = tmp_path / "kartu.jsonl"
    lines.write_text("".join(f"{to_line(card(person))}\n" for person in HOLDERS[:3]))
    with monkeypatch.context() as patched:
        for name, value in AT_BPJS.items():
            patched.setenv(name, value)
        for words in (
            ("migrate",),
            ("partner", "add", "BPJS", "var/keys/server.cert.pem"),
            ("agreement", "extend", "BPJS", *days),
            ("offer", "kartuPesertaPns", lines),
        ):
            assert station(*words).exit_code == 0
    return AT_BPJS


def pull(port, *words):  # noqa: F811 - the port itself
    options = ("--alamat", f"http://127.0.0.1:{port}")
    return CliRunner().invoke(bkn, [words[0], "bpjs", *words[1:], *options])


def test_bkn_pulls_to_a_file_and_syncs(partner, port, station, tmp_path, monkeypatch):  # noqa: F811 - the fixture
    with serving(port, **partner) as (_, line):
        shown = line.split()[3:]
        assert [one.partition("/mitra/")[2] for one in shown] == ["LayananBpjsMitra?wsdl", "LayananKerjaSama?wsdl"]
        assert httpx.get(f"http://127.0.0.1:{port}/layanan/LayananBpjs?wsdl").status_code == 404
        pulled = pull(port, "tarik", "kartu", "--ukuran", "2", "--ke", str(tmp_path / "pulled.jsonl"))
        assert (pulled.exit_code, pulled.stderr) == (0, "token berikutnya: 3\n")
        assert len((tmp_path / "pulled.jsonl").read_text().splitlines()) == 3
        monkeypatch.setenv("JEMBATAN_PEER_URLS", f"BPJS=http://127.0.0.1:{port}")
        assert station("partner", "add", "BPJS", "var/keys/BPJS.cert.pem").exit_code == 0
        told = [station("sync", "BPJS", "--size", "2") for _ in range(2)]
        assert [said.exit_code for said in told] == [0, 0]
        assert ["3 TERSIMPAN" in said.stdout for said in told] == [True, False]
    gone = pull(port, "tarik", "kartu")
    assert (gone.exit_code, gone.stderr.count("\n")) == (3, 1)


def test_wrong_words(partner, port):  # noqa: F811 - the fixture
    unknown = pull(port, "tarik", "gaji")
    assert (unknown.exit_code, unknown.stderr) == (
        1, "galat: bpjs tidak menyediakan 'gaji'; pilih kartu, pejabat, mutasi\n",
    )  # fmt: skip


def test_a_code_that_nobody_has(station):
    assert "agreement 'KOPERASI' is not known" in one_line(station("serve", "--mitra", "KOPERASI"))
