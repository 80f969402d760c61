"""The way into a BKN, as an attacker sees it."""

from dataclasses import dataclass

import requests
from sqlalchemy import select

from adapter.journal.models import Entry
from adapter.records.database import reading
from adapter.security import ANSWER_POLICY, KeySigner, verify
from adapter.security.names import SOAP11, SOAP12
from tests.support import forge
from tests.support.forge import Message, fault_code
from tests.support.world import World


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

    def knock(self, message: Message | bytes, action: str | None = None) -> requests.Response:
        """Send it; `action` is what HTTP says of it."""
        raw = message.raw if isinstance(message, Message) else message
        headers = {"Content-Type": self._content_type(raw)}
        if action is not None and self.version == SOAP12:
            headers["Content-Type"] += f'; action="{action}"'
        elif action is not None:
            headers["SOAPAction"] = f'"{action}"'
        return self.world.post(forge.ENDPOINT, raw, headers)

    def _content_type(self, raw: bytes) -> str:
        named = forge.CONTENT_TYPES[self.version]
        return named.replace("utf-8", "utf-16") if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else named

    def accepts(self, message: Message | bytes, action: str | None = None) -> requests.Response:
        answer = self.knock(message, action)
        assert (answer.status_code, fault_code(answer)) == (200, "")
        return answer

    def refuses(self, message: Message | bytes, *codes: str, action: str | None = None) -> None:
        """BKN says one of `codes` under its signature, writes it down once, and does nothing else."""
        before = self.last_entry()
        answer = self.knock(message, action)
        assert fault_code(answer) in codes
        assert answer.status_code == (500 if self.version == SOAP11 else 400)
        verify(answer.content, self.world.trusted.require, self.world.now, policy=ANSWER_POLICY)
        (entry,) = self._entries_after(before.id if before else 0)
        assert entry.outcome not in ("BERHASIL", "ULANGAN")
        assert (entry.agreement, entry.result_number) == (None, None), "it was admitted"
        assert self.world.accesses(entry) == []

    def last_entry(self) -> Entry | None:
        """The newest in the journal, which grows too long to read it all each time."""
        with reading(self.world.engine) as session:
            session.expire_on_commit = False
            return session.scalar(select(Entry).order_by(Entry.id.desc()).limit(1))

    def _entries_after(self, last: int) -> list[Entry]:
        with reading(self.world.engine) as session:
            session.expire_on_commit = False
            return list(session.scalars(select(Entry).where(Entry.id > last)))
