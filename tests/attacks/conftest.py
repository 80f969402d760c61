"""A partner at BKN's door, in both SOAP versions and with both kinds of key."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from adapter.clock import WIB
from adapter.journal.models import Entry
from adapter.records.database import reading
from adapter.records.vault import Vault
from adapter.security import ANSWER_POLICY, Certificate, FailedAuthentication, KeySigner, verify
from adapter.security.keys import Algorithm, thumbprint
from adapter.security.names import SOAP11, SOAP12
from tests.support import forge
from tests.support.databases import sqlite_copy
from tests.support.forge import Message, fault_code
from tests.support.world import World, make_world

Worlds = Callable[[Algorithm], World]


@dataclass(frozen=True)
class Door:
    """The way into a BKN for one SOAP version. The partner is BPJS."""

    world: World
    version: str

    @property
    def signer(self) -> KeySigner:
        return self.world.signer("BPJS")

    def request(self, *, addressing: bool = False) -> Message:
        """An honest request, new each time."""
        return forge.request(self.signer, self.world.now, self.version, addressing=addressing)

    def knock(self, message: Message | bytes) -> requests.Response:
        raw = message.raw if isinstance(message, Message) else message
        return self.world.post(forge.ENDPOINT, raw, {"Content-Type": forge.CONTENT_TYPES[self.version]})

    def accepts(self, message: Message | bytes) -> None:
        answer = self.knock(message)
        assert (answer.status_code, fault_code(answer)) == (200, "")

    def refuses(self, message: Message | bytes, *codes: str) -> None:
        """BKN says one of `codes` under its signature, writes it down once, and does nothing else."""
        before = self.last_entry()
        answer = self.knock(message)
        assert fault_code(answer) in codes
        assert answer.status_code == 500
        verify(answer.content, self._is_bkn, self.world.now, policy=ANSWER_POLICY)
        (entry,) = self._entries_after(before.id if before else 0)
        assert entry.outcome not in ("BERHASIL", "ULANGAN")
        assert (entry.agreement, entry.result_number) == (None, None), "it was admitted"
        assert self.world.accesses(entry) == []

    def last_entry(self) -> Entry | None:
        """The newest in the journal, which grows too long to read it all each time."""
        with reading(self.world.engine) as session:
            session.expire_on_commit = False
            return session.scalar(select(Entry).order_by(Entry.id.desc()).limit(1))

    def _is_bkn(self, certificate: Certificate) -> None:
        if certificate.thumbprint != thumbprint(self.world.identities["server"].certificate):
            raise FailedAuthentication("not signed by BKN")

    def _entries_after(self, last: int) -> list[Entry]:
        with reading(self.world.engine) as session:
            session.expire_on_commit = False
            return list(session.scalars(select(Entry).where(Entry.id > last)))


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
            return make_world(engine, Vault(b"d" * 32, b"i" * 32), now, algorithm=algorithm)

        yield get


@pytest.fixture(params=["soap11-rsa", "soap11-ec", "soap12-rsa", "soap12-ec"])
def door(request: pytest.FixtureRequest, worlds: Worlds) -> Door:
    version, algorithm = request.param.split("-")
    return Door(worlds(algorithm), {"soap11": SOAP11, "soap12": SOAP12}[version])
