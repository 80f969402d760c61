"""An operator who calls `jembatan sync …` in this process, at BKN or at a partner of a world that lives today.

The command is the whole one: its settings, its keys and its own HTTP session. In that session, the hosts of the world
are reached without a port, and nobody answers for any other.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from click.testing import CliRunner, Result
from requests.adapters import HTTPAdapter
from sqlalchemy import Engine
from urllib3 import HTTPResponse

from adapter.cli import main
from adapter.security.keys import write_certificate, write_private_key, write_secret
from clients import transport
from tests.support.world import ADDRESS, World


class _ToWorld(HTTPAdapter):
    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def send(self, request: requests.PreparedRequest, *_args: Any, **_more: Any) -> requests.Response:
        assert request.url is not None
        known = [ADDRESS, *(host.address for host in self._world._hosts.values())]
        if not request.url.startswith(tuple(known)):
            raise requests.ConnectionError("nobody is there")
        answer = self._world.post(request.url, bytes(request.body or b""), dict(request.headers))
        raw = HTTPResponse(io.BytesIO(answer.content), answer.headers, answer.status_code, preload_content=False)
        return self.build_response(request, raw)


@contextmanager
def wired(world: World) -> Iterator[None]:
    """Let the clients' HTTP session reach the hosts of this world."""
    session = transport._session
    usual = session.adapters.pop("http://")
    session.mount("http://", _ToWorld(world))
    try:
        yield
    finally:
        session.mount("http://", usual)


class Operator:
    """Runs `jembatan`; `environ` are the settings, to be changed by a test."""

    def __init__(self, world: World, folder: Path, code: str | None = None) -> None:
        host = world.host(code) if code is not None else None
        self.folder = folder / (code or "BKN")
        self.folder.mkdir()
        engine, own = (host.engine, code) if host is not None else (world.engine, "server")
        self._write_keys(world, str(own), (b"p", b"q") if host is not None else (b"d", b"i"))
        peers = (
            f"{code}={ADDRESS}" if code else ",".join(f"{one}=http://{one.lower()}.test" for one in ("BPJS", "SIGTK"))
        )
        self.environ = {"JEMBATAN_DATABASE_URL": _url(engine), "JEMBATAN_PEER_URLS": peers, **self._files()}
        if code is not None:
            self.environ["JEMBATAN_MITRA"] = code

    def __call__(self, *words: str | Path, **options: Any) -> Result:
        """What the command said, and its exit status."""
        return CliRunner(env=self.environ).invoke(main, [str(word) for word in words], prog_name="jembatan", **options)

    def _write_keys(self, world: World, name: str, secrets: tuple[bytes, bytes]) -> None:
        write_private_key(self.folder / "server.key.pem", world.identities[name].key)
        write_certificate(self.folder / "server.cert.pem", world.identities[name].certificate)
        for file, secret in zip(("data.key", "index.key"), secrets, strict=True):
            write_secret(self.folder / file, secret * 32)

    def _files(self) -> dict[str, str]:
        files = {"SERVER_KEY": "server.key.pem", "SERVER_CERTIFICATE": "server.cert.pem"}
        files |= {"DATA_KEY": "data.key", "INDEX_KEY": "index.key"}
        return {f"JEMBATAN_{name}": str(self.folder / file) for name, file in files.items()}


def _url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False).replace("postgresql+psycopg", "postgresql")
