"""Sets the stage: keys, an invented population and a server in one folder, all by the operator's own commands."""

import fcntl
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TextIO

import requests

from adapter.clock import system_clock, wib_date
from adapter.registry.catalogue import load_agreements
from adapter.security.keys import new_secret, write_secret
from clients.errors import ClientError

PARTNERS = load_agreements().agreements
EXTENSION = "CONTOH-PERPANJANGAN"
EXTENSION_NOTE = "CONTOH untuk peragaan, bukan perpanjangan yang sungguh ditandatangani"
JEMBATAN = Path(sys.executable).with_name("jembatan")
"""The operator's command, where this Python's packages put it."""
_FIRST_PORT = 8080
_READY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Stage:
    """Where one party of the demonstration lives: BKN, or the partner `mitra`. `address` is its server's URL.

    `peers` are the addresses of the others, by the agreement's code.
    """

    folder: Path
    port: int
    mitra: str | None = None
    peers: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """The server's URL."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def keys(self) -> Path:
        """The folder of keys and certificates."""
        return self.folder / "keys"

    @property
    def env_file(self) -> Path:
        """The server's settings."""
        return self.folder / f"{self._name}.env"

    @property
    def log_file(self) -> Path:
        """What the server says."""
        return self.folder / ("server.log" if self.mitra is None else f"{self._name}.log")

    @property
    def database(self) -> Path:
        """The party's own database."""
        return self.folder / ("demo.db" if self.mitra is None else f"demo-{self.mitra}.db")

    @property
    def _name(self) -> str:
        return "jembatan" if self.mitra is None else f"jembatan-{self.mitra}"

    def settings(self) -> dict[str, object]:
        """Its settings, without their prefix. A partner signs with its own key, and seals with keys of its own."""
        signs = "server" if self.mitra is None else self.mitra
        seals = self.keys if self.mitra is None else self.folder / f"keys-{self.mitra}"
        own: dict[str, object] = {
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PUBLIC_URL": self.address,
            "PORT": self.port,
            "SERVER_KEY": self.keys / f"{signs}.key.pem",
            "SERVER_CERTIFICATE": self.keys / f"{signs}.cert.pem",
            "DATA_KEY": seals / "data.key",
            "INDEX_KEY": seals / "index.key",
        }
        if self.peers:
            own["PEER_URLS"] = ",".join(f"{code}={url}" for code, url in self.peers)
        return own if self.mitra is None else {**own, "MITRA": self.mitra}

    def jembatan(self, *arguments: str, ends: int = 0) -> str:
        """Run an operator's command; gives what it printed.

        Raises ClientError with what it said where it ends with another exit status than `ends`.
        """
        command = [str(JEMBATAN), "--env-file", str(self.env_file), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False)  # noqa: S603 - our own words
        if done.returncode != ends:
            raise ClientError(f"jembatan {' '.join(arguments)}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder against a second demonstration. Raises ClientError where one is up, or where it is no demo's."""
    folder.mkdir(parents=True, exist_ok=True)
    lock_file = folder / "demo.lock"
    if not lock_file.exists() and any(folder.iterdir()):
        # Its database is made anew each time: that of an operator must not be.
        raise ClientError(f"{folder}: holds other things than a demo; choose another --dir")
    with lock_file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ClientError(f"{folder}: another demo is up here; stop it, or choose --dir") from None
        yield


def free_port(first: int = _FIRST_PORT) -> int:
    """The first free port from `first` on."""
    for port in range(first, _FIRST_PORT + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise ClientError(f"no free port from {_FIRST_PORT} to {_FIRST_PORT + 99}; stop what uses them")


def prepare(stage: Stage, people: int) -> Iterator[str]:
    """Make keys (once), a fresh database and its people, and register every partner; tells each step before it."""
    _write_settings(stage)
    if not (stage.keys / "server.key.pem").exists():
        yield "keys: a test authority, the server, every partner"
        stage.jembatan("keys", "--dir", str(stage.keys), *(agreement.partner_code for agreement in PARTNERS))
    _remove_database(stage)
    yield f"database: {people} invented people"
    stage.jembatan("migrate")
    stage.jembatan("seed", "--count", str(people))
    yield "aggregates: the month that has ended, counted"
    stage.jembatan("aggregate")
    yield "partners: each certificate registered under its own agreement"
    for agreement in PARTNERS:
        stage.jembatan("partner", "add", agreement.code, str(stage.keys / f"{agreement.partner_code}.cert.pem"))


def stages(folder: Path) -> tuple[Stage, ...]:
    """BKN's stage, and one for each partner that hosts a service, each with a port of its own; they know each other."""
    port = free_port()
    bkn = Stage(folder, port)
    hosts = []
    for service in load_agreements().partner_services:
        if service.agreement is not None:
            port = free_port(port + 1)
            code = service.agreement.code
            hosts.append(Stage(folder, port, code, ((code, bkn.address),)))
    return replace(bkn, peers=tuple((host.mitra or "", host.address) for host in hosts)), *hosts


def prepare_partner(stage: Stage) -> None:
    """Make a partner's own keys (once) and a fresh database, and register BKN in it."""
    if stage.mitra is None:
        raise ClientError("BKN is prepared by `prepare`")
    _write_settings(stage)
    seals = stage.folder / f"keys-{stage.mitra}"
    if not seals.exists():
        seals.mkdir(mode=0o700)
        for name in ("data", "index"):
            write_secret(seals / f"{name}.key", new_secret())
    _remove_database(stage)
    stage.jembatan("migrate")
    stage.jembatan("partner", "add", stage.mitra, str(stage.keys / "server.cert.pem"))


def _remove_database(stage: Stage) -> None:
    for old in stage.folder.glob(f"{stage.database.name}*"):
        old.unlink()


def _write_settings(stage: Stage) -> None:
    lines = (f"JEMBATAN_{name}={value}\n" for name, value in stage.settings().items())
    stage.env_file.write_text("".join(lines), encoding="utf-8")


def extend(stage: Stage) -> None:
    """Record extensions of what has ended, plainly labelled as examples, from today for a year."""
    today = wib_date(system_clock())
    concerned = [one for one in PARTNERS if stage.mitra in (None, one.code)]
    for agreement in (one for one in concerned if one.term.last_day < today):
        stage.jembatan(
            "agreement", "extend", agreement.code, "--number", f"{EXTENSION}-{agreement.code}",
            "--from", today.isoformat(), "--until", (today + timedelta(days=365)).isoformat(), "--note", EXTENSION_NOTE,
        )  # fmt: skip


@contextmanager
def served(stage: Stage) -> Iterator[subprocess.Popen[bytes]]:
    """The server, up; its log goes to server.log. Raises ClientError with its last words if it does not come up."""
    command = [str(JEMBATAN), "--env-file", str(stage.env_file), "serve"]
    with stage.log_file.open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=_environment())  # noqa: S603 - our own words
        try:
            _wait_until_ready(stage, server)
            yield server
        finally:
            server.terminate()
            try:
                server.wait(timeout=_READY_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_until_ready(stage: Stage, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if requests.get(f"{stage.address}/sehat", timeout=1).ok:
                return
        except requests.RequestException:
            time.sleep(0.05)
    words = stage.log_file.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise ClientError(f"the server did not come up: {words[-1] if words else 'it said nothing'} (see {stage.log_file})")


def _environment() -> dict[str, str]:
    # The demo's settings come from its own file; those of another installation must not mix in.
    return {name: value for name, value in os.environ.items() if not name.startswith("JEMBATAN_")}


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a line at once, so that progress shows through a pipe too."""
    print(text, file=stream or sys.stdout, flush=True)
