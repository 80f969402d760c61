"""Receiving requests: the deadline, the bound on all bodies together, and what is handed on. The rest: test_wire.py."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from adapter.rsgi import Intake, environ_of
from adapter.soap.guard import TurnedAway, admit_request


class Headers:
    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs

    def items(self) -> list[tuple[str, str]]:
        return self._pairs


@dataclass
class Scope:
    """As granian gives it."""

    pairs: list[tuple[str, str]]
    method: str = "POST"
    path: str = "/layanan/X"
    query_string: str = ""
    http_version: str = "1.1"
    server: str = "127.0.0.1:8080"
    client: str = "127.0.0.1:5000"
    scheme: str = "http"

    @property
    def headers(self) -> Headers:
        return Headers(self.pairs)


@dataclass
class Protocol:
    """Gives pieces, with a pause before each; keeps what is answered."""

    pieces: list[bytes]
    pause: float = 0
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    asked: int = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            self.asked += 1
            await asyncio.sleep(self.pause)
            yield piece

    def response_bytes(self, status: int, _headers: object, body: bytes) -> None:
        self.answers.append((status, body))


def echo(environ, start_response):
    """A WSGI application that reads as ours does."""
    try:
        raw = admit_request(environ).raw
    except TurnedAway as error:
        start_response(error.status, [])
        return [error.sentence.encode()]
    start_response("200 OK", [])
    return [b"got ", raw]


def scope(length: int, **more: str) -> Scope:
    return Scope([("content-type", "text/xml"), ("content-length", str(length)), *more.items()])


def run(intake: Intake, *calls: tuple[Scope, Protocol]) -> None:
    async def together() -> None:
        intake.__rsgi_init__(asyncio.get_running_loop())
        await asyncio.gather(*(intake.__rsgi__(*call) for call in calls))

    asyncio.run(together())
    intake._pool.shutdown()


def test_a_body_in_pieces():
    protocol = Protocol([b"<x", b"/>", b""])
    run(Intake(echo, 1), (scope(4), protocol))
    assert protocol.answers == [(200, b"got <x/>")]


def test_the_deadline_is_of_the_whole_body():
    protocol = Protocol([b"<"] * 100, pause=0.05)
    run(Intake(echo, 1, seconds=0.2), (scope(100), protocol))
    assert [status for status, _ in protocol.answers] == [408]
    assert protocol.asked < 10


def test_what_the_headers_rule_out_is_not_read():
    protocol = Protocol([b"<x/>"])
    run(Intake(echo, 1), (Scope([("content-type", "text/plain"), ("content-length", "4")]), protocol))
    assert (protocol.answers[0][0], protocol.asked) == (415, 0)


def test_all_bodies_together_are_bounded_and_let_go():
    intake = Intake(echo, 1, most_bytes=10)
    slow, late = Protocol([b"12345678", b"9"], pause=0.1), Protocol([b"abcdef"], pause=0.15)
    run(intake, (scope(9), slow), (scope(6), late))
    assert [slow.answers[0][0], late.answers[0][0]] == [200, 503]
    assert intake._held == 0
    again = Protocol([b"0123456789"])
    run(intake, (scope(10), again))
    assert again.answers[0][0] == 200


def test_no_more_calls_at_once_than_threads():
    running, most, lock = [0], [0], threading.Lock()

    def application(environ, start_response):
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.02)
        with lock:
            running[0] -= 1
        return echo(environ, start_response)

    protocols = [Protocol([b"<x/>"]) for _ in range(8)]
    run(Intake(application, 2), *((scope(4), protocol) for protocol in protocols))
    assert most[0] == 2
    assert all(protocol.answers[0][0] == 200 for protocol in protocols)


def test_what_is_to_be_done_afterwards_is_done_after_the_answer():
    order = []

    class Body(list):
        def close(self) -> None:
            order.append("closed")

    class Telling(Protocol):
        def response_bytes(self, *_answer) -> None:
            order.append("answered")

    def application(environ, start_response):
        start_response("200 OK", [])
        return Body([b"x"])

    run(Intake(application, 1), (scope(0), Telling([])))
    assert order == ["answered", "closed"]


def test_a_failure_is_one_line_without_a_trace():
    def application(environ, start_response):
        raise ValueError("a text that may quote the message")

    with capture_logs() as lines:
        run(Intake(application, 1), (scope(0), Protocol([])))
    assert [(line["event"], line["error"]) for line in lines] == [("failed", "ValueError")]


@pytest.mark.parametrize(
    ("pairs", "key", "value"),
    [
        ([("content-type", "text/xml"), ("content-type", "text/plain")], "CONTENT_TYPE", "text/xml,text/plain"),
        ([("content-encoding", "gzip")], "HTTP_CONTENT_ENCODING", "gzip"),
        ([("content_length", "5")], "CONTENT_LENGTH", None),
    ],
)
def test_the_environ(pairs, key, value):
    assert environ_of(Scope(pairs)).get(key) == value
