"""`jembatan serve` with its key in a token: several processes and threads, over real HTTP."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from adapter.security.keys import Identity, load_certificate, load_private_key
from clients.base import Connection
from clients.bpjs import BpjsClient
from tests.cli.conftest import one_line
from tests.cli.test_serve import port, serving
from tests.support import tokens

__all__ = ["port"]


@pytest.fixture
def token(station, tmp_path):
    """A token with the server's key, and the key's file gone."""
    with tokens.softhsm2_in(tmp_path) as make:
        made, folder = make(), Path("var/keys")
        made.put(Identity(load_certificate(folder / "server.cert.pem"), load_private_key(folder / "server.key.pem")))
        (folder / "server.key.pem").unlink()
        yield made


def test_all_processes_and_threads_sign_in_the_token(station, port, token):
    station("partner", "add", "BPJS", "var/keys/BPJS.cert.pem")
    environ = {"JEMBATAN_SERVER_KEY": token.uri(), "SOFTHSM2_CONF": os.environ["SOFTHSM2_CONF"]}
    connection = Connection.from_files(
        f"http://127.0.0.1:{port}",
        key="var/keys/BPJS.key.pem",
        certificate="var/keys/BPJS.cert.pem",
        server_certificate="var/keys/server.cert.pem",
        user="petugas-uji",
    )
    with serving(port, JEMBATAN_WORKERS="2", JEMBATAN_THREADS="4", **environ), ThreadPoolExecutor(8) as pool:
        clients = [BpjsClient(connection) for _ in range(8)]
        answers = list(pool.map(lambda number: clients[number % 8].cekStatusPerjanjian().nomorBkn, range(64)))
    assert answers == ["41/K/KS/X/2016"] * 64


def test_a_wrong_pin_ends_the_start_after_one_try(station, port, token, monkeypatch):
    token.pin_file.write_text("salah\n")
    monkeypatch.setenv("JEMBATAN_SERVER_KEY", token.uri())
    monkeypatch.setenv("JEMBATAN_PUBLIC_URL", f"http://127.0.0.1:{port}")
    assert "the token refuses the PIN in" in one_line(station("serve", "--port", port, "--workers", "4"))
    assert "the token refuses the PIN in" in one_line(station("check-config"))
