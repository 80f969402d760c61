"""The real application and the real client, both with their keys in a token."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import requests
from structlog.testing import capture_logs

from adapter.security import load_signer
from adapter.security.keys import write_certificate
from clients.base import Connection
from clients.bpjs import BpjsClient
from clients.errors import NotReached
from tests.security.test_pkcs11 import make, take_away_sessions
from tests.support import tokens
from tests.support.world import ADDRESS, World, make_world

__all__ = ["make"]
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture(params=["rsa", "ec"])
def world(request, engine, vault, now, make, tmp_path) -> World:
    """BKN and BPJS, each with its key in a token of its own."""
    world = make_world(engine, vault, now, algorithm=request.param)
    world.tokens = {name: make() for name in ("server", "BPJS")}
    for name, token in world.tokens.items():
        token.put(world.identities[name])
        write_certificate(tmp_path / f"{name}.pem", world.identities[name].certificate)
    signer = load_signer(world.tokens["server"].uri(), tmp_path / "server.pem")
    world.parts = replace(world.parts, signer=signer)
    return world


@pytest.fixture
def client(world, tmp_path) -> BpjsClient:
    connection = Connection.from_files(
        ADDRESS,
        key=world.tokens["BPJS"].uri(),
        certificate=tmp_path / "BPJS.pem",
        server_certificate=tmp_path / "server.pem",
        user="petugas-uji",
    )
    return BpjsClient(replace(connection, post=world.post, clock=world.clock))


def test_a_call_with_both_keys_in_a_token(world, client):
    assert client.cekStatusPerjanjian().nomorBkn == "41/K/KS/X/2016"
    (entry,) = world.entries()
    assert entry.outcome == "BERHASIL"


def test_many_calls_at_once(world, client):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: world.bpjs().cekStatusPerjanjian().status, range(24)))
    assert len(answers) == len(world.entries()) == 24


def test_sessions_that_are_lost_are_not_noticed(world, client):
    for token in world.tokens.values():
        take_away_sessions(token)
    assert client.cekStatusPerjanjian().nomorBkn == "41/K/KS/X/2016"


def test_without_its_token_the_server_answers_a_bare_500_and_stores_nothing(world, tmp_path):
    token, client = world.tokens["server"], world.bpjs()
    take_away_sessions(token)
    (tmp_path / "tokens").rename(tmp_path / "away")
    heard: list[requests.Response] = []

    def listen(address, raw, headers):
        heard.append(world.post(address, raw, headers))
        return heard[-1]

    with capture_logs() as lines, pytest.raises(NotReached, match="HTTP 500"):
        world.bpjs(post=listen).cekStatusPerjanjian()
    assert (heard[0].status_code, heard[0].content, world.entries()) == (500, b"", [])
    (line,) = lines
    assert (line["error"], line["reason"].split(": ")[0]) == ("TokenError", f"pkcs11:token={token.label};object=kunci")
    assert tokens.PIN not in str(lines)
    (tmp_path / "away").rename(tmp_path / "tokens")
    # A token of hardware is listed again when it is back; SoftHSM lists its own once in a process.
    tokens.begin_anew(token.module)
    assert client.cekStatusPerjanjian().nomorBkn == "41/K/KS/X/2016"
