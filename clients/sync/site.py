"""Where a sync runs: one party's own database, keys and time, and its lines to the other party."""

import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

import requests
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Right, Side
from adapter.clock import Clock, wib_date
from adapter.errors import OperatorError
from adapter.exchange.peers import leave_alone
from adapter.journal.journal import Exchange, write
from adapter.records.database import reading, writing
from adapter.records.vault import Vault
from adapter.registry import store
from adapter.registry.catalogue import Catalogue
from adapter.registry.standing import Standing
from adapter.security import parse_certificate
from clients.base import Connection, PartnerClient
from clients.errors import AnswerUnfit, ClientError, RequestRefused
from clients.sync.patience import Patience, Peer
from clients.sync.resting import name_of, require_open

SUCCESS, REJECTED = "BERHASIL", "JAWABAN_DITOLAK"
Client = TypeVar("Client", bound=PartnerClient)
Connect = Callable[[Agreement], Connection]
"""How the other party of an agreement is reached. Raises OperatorError."""


class Recorder:
    """A `Post` that keeps the last request and answer, as they went over the wire, for the journal."""

    def __init__(self, connection: Connection) -> None:
        self._post = connection.post
        self.request, self.answer = b"", b""

    def __call__(self, address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        """Carry it on."""
        self.request, self.answer = raw, b""
        response = self._post(address, raw, headers)
        self.answer = response.content
        return response


@dataclass(frozen=True, slots=True)
class Line(Generic[Client]):
    """A client of the other party, and what last went over its wire."""

    client: Client
    recorder: Recorder
    connection: Connection


@dataclass(frozen=True)
class Site:
    """One party. `own` is its side; `size` the records on a page."""

    engine: Engine
    vault: Vault
    clock: Clock
    catalogue: Catalogue
    connect: Connect
    size: int = 500
    patience: Patience = field(default_factory=Patience)
    _lines: threading.local = field(default_factory=threading.local, compare=False)

    @property
    def own(self) -> Side:
        """The side on which this party is."""
        return self.catalogue.host

    @property
    def other(self) -> Side:
        """The side that it exchanges with."""
        return Side.PARTNER if self.own is Side.BKN else Side.BKN

    def line(self, kind: type[Client]) -> Line[Client]:
        """The thread's own line by a client of this kind; made once: reading a contract takes a tenth of a second."""
        lines: dict[type, Line[Any]] = self._lines.__dict__.setdefault("lines", {})
        if kind not in lines:
            agreement = self.catalogue.agreement(kind.agreement.code)
            connection = self.connect(agreement)
            recorder = Recorder(connection)
            terms: type[Client] = type(kind.__name__, (kind,), {"agreement": agreement})
            lines[kind] = Line(terms(replace(connection, post=recorder)), recorder, connection)
        return lines[kind]

    def standing(self, session: Session, agreement: Agreement, operation: str, now: datetime) -> Standing:
        """The agreement as it stands today. Raises Refusal where it gives no right to the operation now."""
        standing = store.standing(session, agreement, wib_date(now))
        standing.require(right_to(agreement, operation))
        return standing

    def peer(self, line: Line[Any]) -> Peer:
        """Whom a line leads to."""
        agreement = line.client.agreement
        return Peer(agreement.code, line.connection.address, name_of(agreement, self.other), self.clock)

    def require_open(self, agreement: Agreement, operation: str) -> None:
        """Raise Refusal where our own terms give no right to call now, PeerResting where the other party rests."""
        with reading(self.engine) as session:
            now = self.clock()
            self.standing(session, agreement, operation, now)
            require_open(session, agreement, right_to(agreement, operation), self.other, now)

    def note_failure(self, line: Line[Any], operation: str, error: ClientError) -> None:
        """Write down a message that brought no result; and for all to see that the other party is left alone, if so."""
        peer = self.peer(line)
        opened = self.patience.left_alone(peer)
        with writing(self.engine) as session:
            if line.recorder.answer:
                self.write_down(session, without_result(line, operation, self.clock(), error))
            if opened is not None:
                leave_alone(session, peer.code, opened.failures, opened.until)

    def write_down(self, session: Session, said: "Said", touched: Iterable[bytes | None] = ()) -> None:
        """The journal's entry of a message that we sent, with an access line for each person touched."""
        heading = said.heading
        client = said.line.client
        exchange = Exchange(
            correlation_id=str(uuid.uuid4()),
            received_at=said.at,
            service=client.service,
            outcome=said.outcome,
            request=said.line.recorder.request,
            answer=said.line.recorder.answer,
            verified=said.verified,
            operation=said.operation,
            agreement=client.agreement.code,
            signer=parse_certificate(said.line.connection.signer.certificate).thumbprint,
            message_id=heading.idPesanAsal if heading is not None else said.message_id,
            user=said.line.connection.user,
            purpose=client.purpose,
            result_number=heading.nomorHasil if heading is not None else None,
            element_version=heading.versiElemen if heading is not None else None,
        )
        write(session, self.vault, exchange, dict.fromkeys(one for one in touched if one is not None))


@dataclass(frozen=True, slots=True)
class Said:
    """A message that went over a line, and its end; `heading` is the answer's, if there is one that counts."""

    line: Line[Any]
    operation: str
    at: datetime
    outcome: str
    heading: Any | None = None
    message_id: str | None = None
    """Of a message that has no such answer, where it is known."""
    verified: bool = True
    """Whether the other party has signed the answer: of any other only its size and digest are kept."""


def without_result(line: Line[Any], operation: str, at: datetime, error: ClientError) -> Said:
    """A message that brought no result, as it stands in the journal."""
    if isinstance(error, RequestRefused):
        return Said(line, operation, at, error.kodeGalat)
    return Said(line, operation, at, REJECTED, verified=isinstance(error, AnswerUnfit))


def right_to(agreement: Agreement, operation: str) -> Right:
    """The right to an operation. Raises OperatorError where the agreement gives none."""
    right = agreement.right_to(operation)
    if right is None:
        raise OperatorError(f"{operation}: {agreement.code} gives no right to it")
    return right
