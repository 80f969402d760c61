"""A proxy between a real client and a real server that does, to requests it is told of, what networks and partners do.

with proxying(server.port, {3: Fault.CUT_AFTER_REQUEST}) as proxy: ...
"""

import http.client
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from socket import SHUT_RDWR
from threading import Event, Lock, Thread

from lxml import etree

_WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
_XML = "text/xml; charset=utf-8"
_WAIT_SECONDS = 60


class Fault(Enum):
    """What can befall one request."""

    CUT_BEFORE_REQUEST = auto()
    CUT_AFTER_REQUEST = auto()
    CUT_IN_ANSWER = auto()
    STALL = auto()
    CORRUPT_BODY = auto()
    CORRUPT_SIGNATURE = auto()
    CORRUPT_HEADERS = auto()
    GARBAGE = auto()
    HTML = auto()
    EMPTY = auto()
    SERVER_ERROR = auto()
    UNSIGNED = auto()
    PREVIOUS = auto()
    FIRST = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: status, content type, body."""

    status: int
    content_type: str
    body: bytes


def _flip(marker: bytes) -> Callable[[Answer], Answer]:
    """Change the last byte before the last `marker` that is a letter or a digit, to another such."""

    def flipped(answer: Answer) -> Answer:
        end = answer.body.rindex(marker)
        place = next(at for at in range(end - 1, 0, -1) if answer.body[at : at + 1].isalnum())
        other = b"A" if answer.body[place : place + 1] != b"A" else b"B"
        return Answer(answer.status, answer.content_type, answer.body[:place] + other + answer.body[place + 1 :])

    return flipped


def _unsigned(answer: Answer) -> Answer:
    root = etree.fromstring(answer.body)
    for header in list(root.iter(f"{{{_WSSE}}}Security")):
        header.getparent().remove(header)
    return Answer(answer.status, answer.content_type, etree.tostring(root))


_CHANGES: dict[Fault, Callable[[Answer], Answer]] = {
    Fault.CORRUPT_BODY: _flip(b"<"),
    Fault.CORRUPT_SIGNATURE: _flip(b"SignatureValue>"),
    Fault.CORRUPT_HEADERS: lambda answer: Answer(answer.status, "text/plain", answer.body),
    Fault.GARBAGE: lambda _: Answer(200, _XML, bytes(range(256))),
    Fault.HTML: lambda _: Answer(200, "text/html", b"<html><body>Sedang dalam perbaikan</body></html>"),
    Fault.EMPTY: lambda _: Answer(200, _XML, b""),
    Fault.SERVER_ERROR: lambda _: Answer(500, "text/plain", b""),
    Fault.UNSIGNED: _unsigned,
}


@dataclass
class Proxy:
    """Requests are counted from 1. `faults` says what befalls which; of the others, one at random at that `rate`."""

    upstream: int
    faults: Mapping[int, Fault] = field(default_factory=dict)
    rate: float = 0.0
    seed: int = 1
    port: int = 0
    requests: int = 0
    done: list[Fault] = field(default_factory=list)
    """The faults that were injected, in order."""

    def __post_init__(self) -> None:
        """Prepare."""
        self.ended = Event()
        self._lock, self._chance = Lock(), Random(self.seed)  # noqa: S311 - repeatable
        self._answers: list[Answer] = []

    @property
    def address(self) -> str:
        """Where the server seems to be."""
        return f"http://127.0.0.1:{self.port}"

    def next_fault(self) -> Fault | None:
        """What befalls the next request."""
        with self._lock:
            self.requests += 1
            fault = self.faults.get(self.requests)
            if fault is None and self._chance.random() < self.rate:
                fault = self._chance.choice(list(Fault))
            if fault is not None:
                self.done.append(fault)
            return fault

    def pass_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """The server's own answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=_WAIT_SECONDS)
        try:
            connection.request(method, path, body, headers)
            found = connection.getresponse()
            answer = Answer(found.status, found.headers.get("Content-Type", ""), found.read())
        finally:
            connection.close()
        with self._lock:
            self._answers.append(answer)
        return answer

    def changed(self, answer: Answer, fault: Fault | None) -> Answer:
        """What the client gets in its place."""
        if fault is Fault.PREVIOUS:
            return self._answers[-2]
        if fault is Fault.FIRST:
            return self._answers[0]
        return _CHANGES[fault](answer) if fault in _CHANGES else answer


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fault = proxy.next_fault()
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if fault is Fault.CUT_BEFORE_REQUEST:
                return self._hang_up()
            headers = {name: self.headers[name] for name in ("Content-Type", "SOAPAction") if name in self.headers}
            answer = proxy.pass_on(self.command, self.path, headers, body)
            if fault is Fault.CUT_AFTER_REQUEST:
                return self._hang_up()
            if fault is Fault.STALL:
                proxy.ended.wait(_WAIT_SECONDS)
                return self._hang_up()
            return self._answer(proxy.changed(answer, fault), whole=fault is not Fault.CUT_IN_ANSWER)

        do_GET = do_POST

        def _answer(self, answer: Answer, *, whole: bool) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(answer.body if whole else answer.body[: len(answer.body) // 2])
            if not whole:
                self._hang_up()

        def _hang_up(self) -> None:
            self.close_connection = True
            with suppress(OSError):
                self.wfile.flush()
                self.connection.shutdown(SHUT_RDWR)

        def log_message(self, *_words: object) -> None:
            pass

    return Handler


@contextmanager
def proxying(upstream: int, faults: Mapping[int, Fault] | None = None, **how: float) -> Iterator[Proxy]:
    """A proxy in front of a server's port; `rate` and `seed` are Proxy's."""
    proxy = Proxy(upstream, faults or {}, **how)  # type: ignore[arg-type] # a whole seed
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(proxy))
    server.daemon_threads = True
    proxy.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield proxy
    finally:
        proxy.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
