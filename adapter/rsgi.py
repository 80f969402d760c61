"""Between granian and the application: a request is received whole, against a deadline, before a thread turns to it.

A WSGI server reads a body in the thread that answers, and granian sets no deadline there: as many slow senders as
there are threads would stop it. Here they cost an open connection and what they have sent; both are bounded.
Under another WSGI server, a proxy that buffers requests must stand before it.
"""

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any, NoReturn
from wsgiref.types import WSGIApplication

import structlog

from adapter import limits
from adapter.soap.guard import SERVICES, TurnedAway, admit_head, too_long

_NAMED_OTHERWISE = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}

log = structlog.get_logger("jembatan")


@dataclass(slots=True)
class _Body:
    """What has arrived of a request's body, or why no more of it is wanted."""

    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    refused: TurnedAway | None = None

    def as_input(self) -> "BytesIO | _Refused":
        """A wsgi.input. The pieces are let go: a large body is not to be held twice."""
        if self.refused is not None:
            return _Refused(self.refused)
        whole = b"".join(self.pieces)
        self.pieces.clear()
        return BytesIO(whole)


@dataclass(frozen=True, slots=True)
class _Refused:
    """Takes the place of a body: the application turns the request away when it reads it, and logs it, as any other."""

    error: TurnedAway

    def read(self, _size: int = -1) -> NoReturn:
        raise self.error


@dataclass(slots=True)
class _Answer:
    """What the application answered, and what it wants done once that has been sent (PEP 3333, close)."""

    status: int = 500
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: list[bytes] = field(default_factory=list)
    close: Callable[[], object] | None = None


class Intake:
    """An RSGI application around a WSGI one: receives on the event loop, and lets `threads` threads carry calls out."""

    def __init__(
        self,
        application: WSGIApplication,
        threads: int,
        *,
        seconds: float = limits.MAX_BODY_SECONDS,
        most_bytes: int = limits.MAX_BODIES_BYTES,
    ) -> None:
        """A body has `seconds` to arrive; all bodies of this process together take `most_bytes`, or 503 is said."""
        self._application, self._threads = application, threads
        self._seconds, self._most_bytes = seconds, most_bytes
        self._held = 0

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start, in the worker's own process."""
        self._loop = loop
        self._pool = ThreadPoolExecutor(self._threads, "call")

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:  # noqa: ANN401 - granian's classes cannot be named
        """Answer one HTTP request."""
        body = _Body()
        try:
            environ = environ_of(scope)
            await self._receive(environ, protocol, body)
            environ["wsgi.input"] = body.as_input()
            answer = await self._loop.run_in_executor(self._pool, self._carry_out, environ)
            if "HTTP_TRANSFER_ENCODING" in environ:
                # A length beside the chunks was dropped on the way to here. Whoever goes by it sees another request
                # behind this one, so nothing more is read from this connection (RFC 9112, 6.1).
                answer.headers.append(("connection", "close"))
            protocol.response_bytes(answer.status, answer.headers, b"".join(answer.body))
            if answer.close is not None:
                self._pool.submit(answer.close)
        except Exception as error:  # noqa: BLE001 - granian would print the trace, which may quote the message
            log.error("failed", error=type(error).__name__, where="rsgi.py")  # noqa: TRY400 - see above
        finally:
            self._held -= body.size

    async def _receive(self, environ: dict[str, Any], protocol: Any, body: _Body) -> None:  # noqa: ANN401 - see above
        try:
            if environ["PATH_INFO"].startswith(SERVICES):
                admit_head(environ)
            async with asyncio.timeout(self._seconds):
                async for piece in protocol:
                    self._take(piece, body)
        except TimeoutError:
            body.refused = TurnedAway("408 Request Timeout", f"Isi pesan tidak tiba dalam {self._seconds:g} detik.")
        except TurnedAway as error:
            # By its headers alone, as the application will find too; or by what came.
            body.refused = error

    def _take(self, piece: bytes, body: _Body) -> None:
        body.pieces.append(piece)
        body.size += len(piece)
        self._held += len(piece)
        if body.size > limits.MAX_REQUEST_BYTES:
            # By its length it was refused already; this one came in chunks.
            body.pieces.clear()
            raise too_long()
        if self._held > self._most_bytes:
            body.pieces.clear()
            raise TurnedAway("503 Service Unavailable", "Terlalu banyak pesan sekaligus; kirim kembali sebentar lagi.")

    def _carry_out(self, environ: dict[str, Any]) -> _Answer:
        answer = _Answer()
        body = self._application(environ, partial(_start, answer))
        answer.body += body
        answer.close = getattr(body, "close", None)
        return answer


def _start(
    answer: _Answer, status: str, headers: list[tuple[str, str]], _failure: object = None
) -> Callable[[bytes], object]:
    """WSGI's start_response."""
    answer.status, answer.headers = int(status.split(maxsplit=1)[0]), headers
    return answer.body.append


def environ_of(scope: Any) -> dict[str, Any]:  # noqa: ANN401 - granian's class cannot be named
    """The environ of PEP 3333 for an RSGI scope, but for wsgi.input."""
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path,
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": scope.server.rpartition(":")[0],
        "SERVER_PORT": scope.server.rpartition(":")[2],
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    for name, value in scope.headers.items():
        key = _NAMED_OTHERWISE.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        # Twice the same header is one with a comma (RFC 9110, 5.3); two content types are none that is known.
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ
