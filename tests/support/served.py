"""Real servers: `jembatan serve` as processes of their own on a world's database, and raw sockets to them."""

import http.client
import io
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import requests
from sqlalchemy import Engine

from adapter.security.keys import Identity, write_certificate, write_private_key, write_secret
from tests.support.partner_host import PartnerHost
from tests.support.world import World

ROOT = Path(__file__).parents[2]
PATH = "/layanan/LayananKerjaSama"
_WAIT_SECONDS = 20

connectable: set[int] = set()
"""The ports of servers that are up now: the only ones to which a test of an attack may connect."""


def this_second() -> datetime:
    """The machine's time: that of a process of its own, which no test can set."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass
class Server:
    """One `jembatan serve`. `errors` is where its standard error goes, `log` its standard output."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    errors: Path

    def post(self, raw: bytes, content_type: str = "text/xml; charset=utf-8") -> requests.Response:
        """One call over HTTP, as clients.transport.Post would carry it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_WAIT_SECONDS)
        try:
            connection.request("POST", PATH, raw, {"Content-Type": content_type})
            found = connection.getresponse()
            answer = requests.Response()
            answer.status_code, answer._content = found.status, found.read()
            return answer
        finally:
            connection.close()

    def open(self, *pieces: bytes) -> "Line":
        """A connection on which `pieces` were sent."""
        line = Line(socket.create_connection(("127.0.0.1", self.port), timeout=_WAIT_SECONDS))
        for piece in pieces:
            line.send(piece)
        return line


class _Reader(io.BufferedReader):
    """What an HTTPResponse closes at its end, though another may follow."""

    def close(self) -> None:
        pass

    def makefile(self, _mode: str) -> "_Reader":
        return self


class Line:
    """A raw connection. `received` is the body of the last answer."""

    def __init__(self, connected: socket.socket) -> None:
        self.socket = connected
        self.received = b""
        self._reader = _Reader(socket.SocketIO(connected, "r"))

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_error: object) -> None:
        self.socket.close()

    def send(self, piece: bytes) -> bool:
        """Whether the other side still takes bytes."""
        try:
            self.socket.sendall(piece)
        except OSError:
            return False
        return True

    def answer(self, method: bytes = b"POST") -> int | None:
        """The status of the next final answer, read whole; None where the connection is closed without one."""
        response = http.client.HTTPResponse(self._reader, method=method.decode())  # type: ignore[arg-type]
        try:
            response.begin()
        except (http.client.HTTPException, ConnectionError):
            return None
        self.received = response.read()
        return response.status

    def has_more(self) -> bool:
        """Whether the server has said something that was not read yet, or has hung up."""
        return bool(select.select([self.socket], [], [], 0)[0])

    def is_closed(self) -> bool:
        """Whether the server has hung up, having said nothing more."""
        try:
            return self._reader.read(1) == b""
        except ConnectionError:
            return True


@contextmanager
def serving(
    world: "World | _Party", directory: Path, *, servers: int = 1, limits: Sequence[str] = (), **settings: object
) -> Iterator[list[Server]]:
    """So many server processes on the world's database; `limits` are assignments such as "MAX_BODY_SECONDS = 2"."""
    environ = _environ(world, directory, settings)
    code = ["from adapter import limits", *(f"limits.{one}" for one in limits)]
    command = [sys.executable, "-c", "; ".join([*code, "from adapter.cli import main; main(prog_name='jembatan')"])]
    started = [_start(command, environ, directory, number) for number in range(servers)]
    try:
        for server in started:
            _wait_until_ready(server)
        connectable.update(server.port for server in started)
        yield started
    finally:
        connectable.difference_update(server.port for server in started)
        for server in started:
            _stop(server.process)


@dataclass(frozen=True)
class _Party:
    """What `serving` needs of a world."""

    engine: Engine
    identities: dict[str, Identity]


@contextmanager
def serving_partner(host: PartnerHost, directory: Path) -> Iterator[Server]:
    """`jembatan serve --mitra` of a partner on its own database; the world's time must be the machine's."""
    folder = directory / host.code
    folder.mkdir()
    for name, secret in (("partner-data.key", b"p"), ("partner-index.key", b"q")):
        write_secret(folder / name, secret * 32)
    keys = {"data_key": folder / "partner-data.key", "index_key": folder / "partner-index.key"}
    party = _Party(host.engine, {"server": host.world.identities[host.code]})
    with serving(party, folder, mitra=host.code, **keys) as (server,):
        yield server


def _environ(world: World | _Party, directory: Path, settings: dict[str, object]) -> dict[str, str]:
    own = world.identities["server"]
    if not (directory / "server.key.pem").exists():
        write_private_key(directory / "server.key.pem", own.key)
        write_certificate(directory / "server.cert.pem", own.certificate)
        write_secret(directory / "data.key", b"d" * 32)
        write_secret(directory / "index.key", b"i" * 32)
    url = world.engine.url.render_as_string(hide_password=False).replace("postgresql+psycopg", "postgresql")
    named = {
        "DATABASE_URL": url,
        "SERVER_KEY": directory / "server.key.pem",
        "SERVER_CERTIFICATE": directory / "server.cert.pem",
        "DATA_KEY": directory / "data.key",
        "INDEX_KEY": directory / "index.key",
        **{name.upper(): value for name, value in settings.items()},
    }
    return {"PYTHONPATH": str(ROOT), **{f"JEMBATAN_{name}": str(value) for name, value in named.items()}}


def _start(command: list[str], environ: dict[str, str], directory: Path, number: int) -> Server:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log, errors = directory / f"server-{number}.log", directory / f"server-{number}.err"
    environ = {**environ, "JEMBATAN_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    with log.open("ab") as out, errors.open("ab") as err:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port)], env=environ, stdout=out, stderr=err, start_new_session=True
        )
    return Server(port, process, log, errors)


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while f":{server.port} workers=".encode() not in server.log.read_bytes():
        assert server.process.poll() is None, server.errors.read_text()
        assert time.monotonic() < deadline, server.errors.read_text()
        time.sleep(0.02)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=_WAIT_SECONDS)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=_WAIT_SECONDS)
