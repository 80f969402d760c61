"""A partner at BKN's door, in both SOAP versions and with both kinds of key."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from adapter.clock import WIB
from adapter.records.vault import Vault
from adapter.security.keys import Algorithm
from adapter.security.names import SOAP11, SOAP12
from tests.attacks.door import Door
from tests.attacks.ways import Way
from tests.support import forge
from tests.support.databases import sqlite_copy
from tests.support.forge import Message
from tests.support.served import connectable
from tests.support.world import World, make_world

Worlds = Callable[[Algorithm], World]

_attempts: list[object] = []
_forbidden: list[bool] = []


def _forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Every connection that Python opens comes by here, whoever opens it."""
    if event == "socket.connect" and _forbidden:
        address = arguments[1]
        if not (isinstance(address, tuple) and address[0] == "127.0.0.1" and address[1] in connectable):
            _attempts.append(address)
            raise PermissionError("an attack made the program connect")


sys.addaudithook(_forbid)


@pytest.fixture(autouse=True)
def _no_connection() -> Iterator[None]:
    """No attack makes the program, server or client, connect to anything but a server that the test itself runs."""
    _attempts.clear()
    _forbidden.append(True)
    yield
    _forbidden.clear()
    assert _attempts == []


@cache
def honest_of(world: World, version: str) -> Message:
    """One message for many changes."""
    return forge.request(world.signer("BPJS"), world.now, version, addressing=True)


@pytest.fixture(scope="session")
def worlds(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    """One BKN for each kind of key; it outlives its attackers, as a real one must."""
    with ExitStack() as stack:

        @cache
        def get(algorithm: Algorithm) -> World:
            engine = stack.enter_context(sqlite_copy(sqlite_file, tmp_path_factory.mktemp(algorithm)))
            now = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)
            lists = tmp_path_factory.mktemp("lists")
            return make_world(engine, Vault(b"d" * 32, b"i" * 32), now, algorithm=algorithm, lists=lists)

        yield get


@pytest.fixture(params=["soap11-rsa", "soap11-ec", "soap12-rsa", "soap12-ec"])
def door(request: pytest.FixtureRequest, worlds: Worlds) -> Door:
    version, algorithm = request.param.split("-")
    return Door(worlds(algorithm), {"soap11": SOAP11, "soap12": SOAP12}[version])


@pytest.fixture(params=["server", "client"])
def way(request: pytest.FixtureRequest, door: Door) -> Way:
    """The same attack on a request and on an answer."""
    return Way(door, request.param)
