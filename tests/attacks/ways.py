"""One attack, both ways: on a request that BKN gets, and on an answer that a client gets (hazards: both directions)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import pytest
import requests
from cryptography import x509

from adapter.security import KeySigner
from adapter.security import names as n
from clients.bpjs import BpjsClient
from clients.errors import AnswerRejected
from tests.attacks.door import Door
from tests.support.forge import Message

Change = Callable[[Message], Message | bytes | None]
"""Changes a message, or gives other bytes in its place."""

# What the fault calls by SOAP's words, an exception calls by its class.
_CLASSES = {"soap:Client": "MalformedMessage", "soap:MustUnderstand": "NotUnderstood"}


@dataclass(eq=False)
class Way:
    """To BKN ("server") or back ("client"), for one SOAP version and kind of key."""

    door: Door
    side: str
    change: Change = field(default=lambda message: message)

    @property
    def signer(self) -> KeySigner:
        """Who signs the messages that go this way."""
        return self.door.signer if self.side == "server" else self.door.world.signer("server")

    @property
    def certificate(self) -> x509.Certificate:
        """The signer's."""
        return self.door.world.identities["BPJS" if self.side == "server" else "server"].certificate

    def refuses(self, change: Change, *codes: str, addressing: bool = False) -> None:
        """The message so changed is refused with one of `codes`; for a client they are in the exception's text."""
        if self.side == "server":
            self.door.refuses(_changed(self.door.request(addressing=addressing), change), *codes)
            return
        with pytest.raises(AnswerRejected) as caught:
            self._ask(change, addressing=addressing)
        said = str(caught.value)
        assert any(f"{_CLASSES.get(code, code.partition(':')[2])}:" in said for code in codes), said

    def accepts(self, change: Change) -> None:
        """The message so changed is accepted."""
        if self.side == "server":
            self.door.accepts(_changed(self.door.request(), change))
        else:
            assert self._ask(change).nomorBkn == "41/K/KS/X/2016"

    def _ask(self, change: Change, *, addressing: bool = False):
        line = _line(self.door, addressing=addressing)
        line.change = change
        return line.client.cekStatusPerjanjian()


def _changed(message: Message, change: Change) -> bytes:
    given = change(message)
    return given if isinstance(given, bytes) else (given or message).raw


class _Line:
    """BPJS's client, and somebody between it and BKN."""

    def __init__(self, door: Door, *, addressing: bool) -> None:
        self.door = door
        self.change: Change = lambda message: message
        soap12 = door.version == n.SOAP12
        connection = door.world.connection("BPJS", post=self.post, soap12=soap12, addressing=addressing)
        self.client = BpjsClient(connection)

    def post(self, address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        answer = self.door.world.post(address, raw, headers)
        answer._content = _changed(Message(answer.content), self.change)
        return answer


@cache
def _line(door: Door, *, addressing: bool) -> _Line:
    return _Line(door, addressing=addressing)  # reading the contracts takes longer than a hundred calls
