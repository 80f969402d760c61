"""Two parties of one agreement, each an installation of its own: database, keys, and processes that can be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import Engine

from adapter.agreements.offering import offering, place
from adapter.agreements.operation import Offer
from adapter.agreements.terms import Agreement
from adapter.records.database import writing
from adapter.records.offered import offer
from adapter.records.vault import Vault
from adapter.registry import enrolled, store
from adapter.registry.catalogue import load_hosted
from adapter.security.keys import write_certificate, write_private_key, write_secret
from tests.support import certificates
from tests.support.served import this_second

ROOT = Path(__file__).parents[2]
_READY_SECONDS = 60
_GONE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process and its children have used: CPU seconds, and the most memory that one of them had, MB."""

    cpu: float
    peak: float


def _spent(pid: int) -> Spent:
    """As the system counts it now. What wait4 tells of memory is at least what our own process had when it forked."""
    ticks, peak = 0, 0.0
    for one in (pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
        for line in Path(f"/proc/{one}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                peak = max(peak, int(line.split()[1]) / 1024)
    return Spent(ticks / os.sysconf("SC_CLK_TCK"), peak)


@dataclass
class Running:
    """A process in a group of its own. `words` is its command; what it says goes to `log`."""

    words: tuple[str, ...]
    process: subprocess.Popen[bytes]
    log: Path
    spent: Spent | None = None

    def status(self) -> int | None:
        """The exit status, or None while it runs."""
        return self.process.poll()

    def wait(self, seconds: float) -> int:
        """The exit status, once it has ended."""
        deadline = time.monotonic() + seconds
        while (status := self.status()) is None:
            assert time.monotonic() < deadline, f"{self.words} does not end:\n{self.said()}"
            self.measure()
            time.sleep(0.02)
        return status

    def measure(self) -> None:
        """Note what it has used so far."""
        with suppress(OSError):  # it may end at this moment
            found = _spent(self.process.pid)
            self.spent = found if found.peak else self.spent  # nothing is left of the memory of one that has ended

    def await_words(self, words: bytes) -> None:
        """Wait until it has said so."""
        deadline = time.monotonic() + _READY_SECONDS
        while words not in self.log.read_bytes():
            assert self.status() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.02)

    def kill(self) -> None:
        """End the whole group at once, and wait until nothing of it is left."""
        _signal(self.process.pid, signal.SIGKILL)
        self.wait(_GONE_SECONDS)
        deadline = time.monotonic() + _GONE_SECONDS
        while _signal(self.process.pid, 0):
            assert time.monotonic() < deadline, f"{self.words}: children outlive the kill"
            time.sleep(0.005)

    def stop(self) -> None:
        """Ask it to end, and wait for it."""
        if self.status() is None:
            self.measure()
            self.process.terminate()
        self.process.wait(_GONE_SECONDS)

    def said(self) -> str:
        """The last of what it said."""
        return self.log.read_text(errors="replace")[-2000:]


def _signal(group: int, number: int) -> bool:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


@dataclass
class Party:
    """BKN (`code` None), or the partner of that agreement."""

    folder: Path
    engine: Engine
    vault: Vault
    code: str | None
    port: int
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where its server is reached."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def name(self) -> str:
        """What to call it by."""
        return self.code or "BKN"

    def agreement(self, code: str) -> Agreement:
        """An agreement as this party sees it."""
        return load_hosted(self.code).agreement(code)

    def start(self, *words: str) -> Running:
        """Start `jembatan` with these words."""
        log = self.folder / f"{self.name}-{words[0]}.log"
        return self._spawn([sys.executable, "-m", "adapter.cli", *words], words, log)

    def serve(self) -> Running:
        """Start its server, and wait until it is ready. One that finds its port taken is started again."""
        log = self.folder / f"{self.name}-serve.log"
        deadline = time.monotonic() + _READY_SECONDS
        while True:
            begun = log.stat().st_size if log.exists() else 0
            running = self.start("serve", "--port", str(self.port))
            while running.status() is None and time.monotonic() < deadline:
                if b"ready: " in log.read_bytes()[begun:]:
                    return running
                time.sleep(0.02)
            assert time.monotonic() < deadline, running.said()

    def await_health(self) -> None:
        """Wait until its server answers."""
        deadline = time.monotonic() + _READY_SECONDS
        while True:
            try:
                if requests.get(f"{self.address}/sehat", timeout=5).ok:
                    return
            except requests.RequestException:
                time.sleep(0.05)
            assert time.monotonic() < deadline, f"the server of {self.name} does not come up"

    def _spawn(self, command: list[str], words: tuple[str, ...], log: Path) -> Running:
        # Settings of somebody else's environment must not mix in.
        environ = {name: value for name, value in os.environ.items() if not name.startswith("JEMBATAN_")}
        with log.open("ab") as out:
            process = subprocess.Popen(
                command, env={**environ, **self.settings}, cwd=ROOT, stdout=out, stderr=out, start_new_session=True
            )
        return Running(words, process, log)

    def offer(self, one: Offer, records: Sequence[Any], now: datetime) -> None:
        """Offer records to the other party, as `jembatan offer` does."""
        content = [offering(self.vault, one, record) for record in records]
        agreement = self.agreement(self.code or "")
        with writing(self.engine) as session:
            offer(session, self.vault, place(agreement, one), content, now)


@dataclass(frozen=True, slots=True)
class Parties:
    """BKN and a partner, who know each other's certificates and addresses."""

    bkn: Party
    partner: Party

    @property
    def both(self) -> tuple[Party, Party]:
        """BKN first."""
        return self.bkn, self.partner


def make_parties(folder: Path, code: str, engines: tuple[Engine, Engine]) -> Parties:
    """BKN and the partner of agreement `code`, on migrated databases of their own, the agreement in force."""
    now = this_second()
    bkn = Party(folder, engines[0], Vault(b"d" * 32, b"i" * 32), None, _free_port())
    partner = Party(folder, engines[1], Vault(b"p" * 32, b"q" * 32), code, _free_port())
    for party, other, keys in ((bkn, partner, (b"d", b"i")), (partner, bkn, (b"p", b"q"))):
        own = certificates.good(now, name=party.name)
        write_private_key(folder / f"{party.name}.key.pem", own.key)
        write_certificate(folder / f"{party.name}.cert.pem", own.certificate)
        for kind, byte in zip(("data", "index"), keys, strict=True):
            write_secret(folder / f"{party.name}.{kind}.key", byte * 32)
        party.settings = _settings(party, other, code)
        _enrol(party, party.agreement(code), certificates.good(now, name=other.name).certificate, now)
    return Parties(bkn, partner)


def _settings(party: Party, other: Party, code: str) -> dict[str, str]:
    url = party.engine.url.render_as_string(hide_password=False).replace("postgresql+psycopg", "postgresql")
    files = {
        "SERVER_KEY": "key.pem",
        "SERVER_CERTIFICATE": "cert.pem",
        "DATA_KEY": "data.key",
        "INDEX_KEY": "index.key",
    }
    named: dict[str, object] = {
        "DATABASE_URL": url,
        "PUBLIC_URL": party.address,
        "PEER_URLS": f"{code}={other.address}",
        **{name: party.folder / f"{party.name}.{ending}" for name, ending in files.items()},
        **({"MITRA": party.code} if party.code else {}),
    }
    return {f"JEMBATAN_{name}": str(value) for name, value in named.items()}


def _enrol(party: Party, agreement: Agreement, certificate: Any, now: datetime) -> None:
    first, last = now.date() - timedelta(days=30), now.date() + timedelta(days=335)
    with writing(party.engine) as session:
        enrolled.add_certificate(session, agreement, certificate, now)
        store.record_extension(
            session, agreement, number="CONTOH-1", first_day=first, last_day=last, note="contoh", now=now
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def ending(running: list[Running]) -> Iterator[list[Running]]:
    """Kill at the end whatever of them still runs."""
    try:
        yield running
    finally:
        for one in running:
            if one.status() is None:
                one.kill()
