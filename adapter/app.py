"""The WSGI application: routes, parts, and one line in the log for each call.

POST /layanan/<Service>                   a signed SOAP request
GET  /layanan/<Service>?wsdl              its contract
GET  /layanan/<Service>?wsdl=kebijakan    the same with WS-SecurityPolicy
     /mitra/<Service>                     the same, where this process plays a partner; then nothing of BKN's
     /periksa                             in sandbox mode: what is wrong with a message
GET  /sehat                               whether this process can serve: 200 or 503
GET  /metrik                              metrics for Prometheus, where the settings allow it; else 404
"""

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Engine, text

from adapter.clock import system_clock
from adapter.errors import OperatorError, StoreUnavailable
from adapter.exchange.worker import Worker
from adapter.journal.forgetting import Forgetter
from adapter.journal.sealer import Sealer
from adapter.logs import configure
from adapter.portal.inspection import Inspection
from adapter.readiness import load_revocation
from adapter.records.database import open_engine, reading
from adapter.records.keycheck import compare
from adapter.records.vault import Vault
from adapter.registry.catalogue import load_hosted
from adapter.security import FailedAuthentication, SecurityError, load_decrypter, load_signer
from adapter.security.keys import load_secret
from adapter.security.names import SOAP12
from adapter.settings import Settings, load
from adapter.soap.call import Endpoint
from adapter.soap.course import Parts, Reply
from adapter.soap.guard import PATHS, TurnedAway, admit_request
from adapter.soap.wsdl import POLICY
from adapter.watch import Watch

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

_BY_HTTP_ALONE = "HTTP"
_LONGEST_METHOD = 16
_PLAIN = "text/plain; charset=utf-8"
_XML = "text/xml; charset=utf-8"
_PHRASES = {200: "OK", 500: "Internal Server Error"}

log = structlog.get_logger("jembatan")


class _Sent(list[bytes]):
    """A response; what is to be done once it has been sent, the server does by `close` (PEP 3333)."""

    def __init__(self, body: Iterable[bytes], close: Callable[[], None]) -> None:
        super().__init__(body)
        self.close = close


class Application:
    """A WSGI callable over all services; one for a process, shared by its threads."""

    def __init__(self, parts: Parts, public_url: str, *, metrics: bool = False, sandbox: bool = False) -> None:
        """Build every endpoint; this is where a broken declaration shows."""
        self._parts = parts
        self._forgetter = Forgetter(parts.engine)
        self._metrics = metrics
        self._inspection = Inspection(parts) if sandbox else None
        self._root = PATHS[parts.catalogue.host]
        self._endpoints = {
            f"{PATHS[service.host]}{service.name}": Endpoint(service, parts, public_url)
            for service in parts.catalogue.services
        }

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one HTTP request; whatever goes wrong unforeseen is a bare 500."""
        try:
            return self._route(environ, start_response)
        except TurnedAway as error:
            if self._parts.strangers.write_down(_BY_HTTP_ALONE):
                log.info("turned away", status=error.status, method=environ["REQUEST_METHOD"][:_LONGEST_METHOD])
            return _respond(start_response, error.status, _PLAIN, f"{error.sentence}\n".encode())
        except Exception as error:  # noqa: BLE001 - the last door: nobody above answers
            # Neither text nor trace of the exception: they may quote the message. What is for operators does not.
            reason = str(error) if isinstance(error, OperatorError) else None
            log.error("failed", error=type(error).__name__, where=_where(error), reason=reason)  # noqa: TRY400 - see above
            return _respond(start_response, "500 Internal Server Error", _PLAIN, b"")

    def keep_sealed(self, anchor: Path | None) -> None:
        """Seal the journal from now on, in the background; `anchor` is the file that follows it."""
        Sealer(self._parts.engine, self._parts.signer, self._parts.clock, anchor).start()

    def watch(self) -> None:
        """Tell in the log which revocation lists are here, and from now on what ends soon."""
        if self._parts.revocation is not None:
            self._parts.revocation.tell()
        Watch(self._parts).start()

    def work_on_lists(self) -> None:
        """Work through whole lists from now on, in the background."""
        parts = self._parts
        Worker(parts.engine, parts.vault, parts.clock, parts.catalogue.lists).start()

    def _route(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/sehat":
            return self._health(start_response)
        if path == "/metrik" and self._metrics and environ["REQUEST_METHOD"] == "GET":
            return self._scrape(start_response)
        if path == "/periksa" and self._inspection is not None:
            return _inspect(self._inspection, environ, start_response)
        endpoint = self._endpoints.get(path) if path.startswith(self._root) else None
        if endpoint is None:
            raise TurnedAway("404 Not Found", f"Tidak ada layanan di sini; lihat {self._root}<NamaLayanan>?wsdl.")
        contracts = {"wsdl": endpoint.wsdl, f"wsdl={POLICY}": endpoint.policy_wsdl}
        contract = contracts.get(environ.get("QUERY_STRING", "").lower())
        if contract is not None and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return _respond(start_response, "200 OK", _XML, contract)
        return self._call(endpoint, environ, start_response)

    def _call(self, endpoint: Endpoint, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        started = time.perf_counter()
        request = admit_request(environ)
        reply = endpoint.answer(request)
        if reply.course.written_down or isinstance(reply.course.error, StoreUnavailable):
            _log_call(endpoint, reply, time.perf_counter() - started)
        content_type = "application/soap+xml; charset=utf-8" if reply.course.version == SOAP12 else _XML
        answer = _respond(start_response, f"{reply.status} {_PHRASES[reply.status]}", content_type, reply.raw)
        return _Sent(answer, partial(self._forgetter.after, reply.course.accepted)) if reply.course.accepted else answer

    def _health(self, start_response: StartResponse) -> Iterable[bytes]:
        try:
            with reading(self._parts.engine) as session:
                session.execute(text("SELECT 1"))
        except StoreUnavailable:
            return _respond(start_response, "503 Service Unavailable", _PLAIN, b"basis data tidak terjangkau\n")
        return _respond(start_response, "200 OK", _PLAIN, b"sehat\n")

    def _scrape(self, start_response: StartResponse) -> Iterable[bytes]:
        # Not needed where metrics are off; a start has one second.
        from adapter.metrics import scrape  # noqa: PLC0415 - see above

        try:
            return _respond(start_response, "200 OK", *scrape(self._parts))
        except StoreUnavailable:
            return _respond(start_response, "503 Service Unavailable", _PLAIN, b"basis data tidak terjangkau\n")


def _inspect(inspection: Inspection, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    try:
        shown = inspection.answer(environ)
    except StoreUnavailable:
        return _respond(start_response, "503 Service Unavailable", _PLAIN, b"basis data tidak terjangkau\n")
    if shown.diagnosis is not None:
        log.info("inspected", fault=shown.diagnosis.fault)
    return _respond(start_response, "200 OK", shown.content_type, shown.raw, shown.headers)


def _respond(
    start_response: StartResponse, status: str, content_type: str, body: bytes, more: Iterable[tuple[str, str]] = ()
) -> Iterable[bytes]:
    headers = [("Content-Type", content_type), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(status, [*headers, *more])
    return [body]


def _log_call(endpoint: Endpoint, reply: Reply, seconds: float) -> None:
    """One line a call: who, what, how it ended; never a payload, a number or a name of a person."""
    course = reply.course
    error = course.error
    log.info(
        "call",
        correlation_id=course.correlation_id,
        service=endpoint.service.name,
        operation=course.operation if endpoint.service.operation(course.operation or "") else None,
        agreement=course.agreement,
        signer=course.signer.hex()[:16] if course.signer else None,
        message_id=course.message_id,
        outcome=course.outcome,
        error=type(error).__name__ if error else None,
        reason=_reason(error),
        where=_where(error) if error and course.outcome == "GALAT_SISTEM" else None,
        people=len(course.touched),
        bytes_in=len(course.request.raw),
        bytes_out=len(reply.raw),
        ms=round(seconds * 1000, 1),
    )


def _reason(error: Exception | None) -> str | None:
    """What an operator asks when a partner calls. Of a stranger's message nothing is repeated."""
    told = isinstance(error, FailedAuthentication) or (isinstance(error, SecurityError) and error.signer is not None)
    return str(error) if told else None


def _where(error: BaseException) -> str:
    """The innermost place in the code that raised: file and line, no values."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    if frame is None:
        return "unknown"
    return f"{frame.tb_frame.f_code.co_filename.rpartition('/')[2]}:{frame.tb_lineno}"


def build(settings: Settings) -> Application:
    """The application that `settings` describe. Raises OperatorError for missing or wrong keys."""
    catalogue, pair = load_hosted(settings.mitra), (settings.server_key, settings.server_certificate)
    decrypter = load_decrypter(*pair) if catalogue.encrypts else None
    engine = open_engine(settings.database_url, settings.threads)
    vault = Vault(load_secret(settings.data_key), load_secret(settings.index_key))
    _require_its_keys(engine, vault)
    parts = Parts(
        engine=engine,
        vault=vault,
        signer=load_signer(*pair),
        clock=system_clock,
        catalogue=catalogue,
        revocation=load_revocation(settings),
        decrypter=decrypter,
    )
    return Application(parts, settings.public_url, metrics=settings.metrics, sandbox=settings.sandbox)


def _require_its_keys(engine: Engine, vault: Vault) -> None:
    # `jembatan serve` has looked already; another WSGI server has not. A database that is away is a fault later on.
    try:
        with suppress(StoreUnavailable):
            compare(engine, vault)
    except OperatorError:
        engine.dispose()
        raise


def application() -> Application:
    """The factory for WSGI servers; settings come from the environment. Logs JSON lines to standard output."""
    settings = load(None, os.environ)
    configure(settings.log_level)
    served = build(settings)
    served.keep_sealed(settings.anchor)
    served.watch()
    served.work_on_lists()
    return served
