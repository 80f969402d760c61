"""Pulls a partner's list page by page into BKN's database, with the code that also takes in what is pushed.

A page, the token that it reaches and its journal entry commit together: whatever breaks off goes on from there.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

import requests
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from adapter.agreements.bpjs import mitra_messages as bpjs
from adapter.agreements.bpjs.receiving import take_card_changes, take_official_changes, take_participant_changes
from adapter.agreements.panrb import mitra as panrb
from adapter.agreements.panrb.receiving import take_documents
from adapter.agreements.receiving import Incoming
from adapter.agreements.sigtk import mitra as sigtk
from adapter.agreements.sigtk.receiving import take_honours
from adapter.agreements.terms import Side
from adapter.clock import wib_date
from adapter.errors import Refusal
from adapter.journal.journal import Exchange, write
from adapter.records.cards import Receipt
from adapter.records.database import reading, writing
from adapter.records.marks import mark_of, move_mark
from adapter.records.vault import Vault
from adapter.registry import store
from adapter.registry.elements import require_sent
from adapter.security import parse_certificate
from clients.base import Connection
from clients.bkn import BknClient, require_onward
from clients.errors import AnswerRejected, ClientError, RequestRefused

REJECTED = "JAWABAN_DITOLAK"
"""The outcome of an exchange whose answer BKN does not accept; nothing of it is applied."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A page that is in: what became of its rows, how many stood after the mark before it, and the token reached."""

    results: Counter[str]
    remaining: int
    token: int


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


def apply_feed(
    kind: type[BknClient], connection: Connection, feed: str, engine: Engine, vault: Vault, size: int | None = None
) -> Iterator[Applied]:
    """Pull what stands after the mark, page by page; each page is applied when it is given.

    Raises ClientError where the partner refuses, does not answer or leads nowhere, Refusal where BKN's own terms do not
    let the exchange pass, OperatorError where another process pulls the same list.
    """
    recorder = Recorder(connection)
    client = kind(replace(connection, post=recorder))
    operation, more = kind.feeds[feed], True
    journal = _Journal(client, connection, vault, operation, recorder)
    while more:
        now = connection.clock()
        with reading(engine) as session:
            since = mark_of(session, client.agreement.code, operation)
            _require_in_force(session, client, operation, now)
        page = journal.asking(engine, now, partial(getattr(client, operation), since, ukuranHalaman=size))
        with journal.accepting(engine, now, page), reading(engine) as session:
            require_onward(page, since)
            require_sent(_require_in_force(session, client, operation, now), page, Side.PARTNER)
        with writing(engine) as session:
            standing = _require_in_force(session, client, operation, now)
            require_sent(standing, page, Side.PARTNER)
            incoming = Incoming(session, vault, now, page.kepala.idPesanAsal, standing)
            receipts = _TAKERS[type(page)](incoming, page)
            move_mark(session, client.agreement.code, operation, since, page.tokenBerikutnya, now)
            journal.write_down(session, now, "BERHASIL", page, receipts)
        yield Applied(Counter(receipt.result for receipt in receipts), page.jumlahTersisa, page.tokenBerikutnya)
        more = page.adaLagi


def _require_in_force(session: Session, client: BknClient, operation: str, now: datetime) -> Any:  # noqa: ANN401 - a Standing
    standing = store.standing(session, client.agreement, wib_date(now))
    right = client.agreement.right_to(operation)
    if right is None:
        raise ClientError(f"{operation}: the agreement gives no right to it")
    standing.require(right)
    return standing


@dataclass(frozen=True, slots=True)
class _Journal:
    """Writes down what BKN asked a partner, and what it got."""

    client: BknClient
    connection: Connection
    vault: Vault
    operation: str
    recorder: Recorder

    def asking(self, engine: Engine, now: datetime, ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - an answer
        """The answer; a refusal, and an answer that is not accepted, are written down before they go on."""
        try:
            return ask()
        except RequestRefused as refused:
            with writing(engine) as session:
                self.write_down(session, now, refused.kodeGalat, None, [])
            raise
        except AnswerRejected:
            with writing(engine) as session:
                self.write_down(session, now, REJECTED, None, [], verified=False)
            raise

    @contextmanager
    def accepting(self, engine: Engine, now: datetime, page: Any) -> Iterator[None]:  # noqa: ANN401 - an answer
        """A signed page that BKN's own checks do not let pass is written down before their word goes on."""
        try:
            yield
        except (AnswerRejected, Refusal):
            with writing(engine) as session:
                self.write_down(session, now, REJECTED, page, [])
            raise

    def write_down(
        self,
        session: Session,
        now: datetime,
        outcome: str,
        page: Any | None,  # noqa: ANN401 - an answer
        receipts: list[Receipt],
        *,
        verified: bool = True,
    ) -> None:
        """The entry, with one access line for each person whose record was read or written.

        Of an answer that is not `verified` only its size and digest are kept: nobody can be held to it.
        """
        exchange = Exchange(
            correlation_id=str(uuid.uuid4()),
            received_at=now,
            service=self.client.service,
            outcome=outcome,
            request=self.recorder.request,
            answer=self.recorder.answer,
            verified=verified,
            operation=self.operation,
            agreement=self.client.agreement.code,
            signer=parse_certificate(self.connection.signer.certificate).thumbprint,
            message_id=page.kepala.idPesanAsal if page is not None else None,
            user=self.connection.user,
            purpose=self.client.purpose,
            result_number=page.kepala.nomorHasil if page is not None else None,
            element_version=page.kepala.versiElemen if page is not None else None,
        )
        touched = dict.fromkeys(receipt.subject for receipt in receipts if receipt.subject is not None)
        write(session, self.vault, exchange, touched)


_TAKERS: dict[type, Callable[[Incoming, Any], list[Receipt]]] = {
    sigtk.AmbilPenganugerahanJawaban: lambda to, page: take_honours(to, [row.penganugerahan for row in page.perubahan]),
    panrb.AmbilInformasiManajemenAsnJawaban: lambda to, page: take_documents(
        to, [row.informasi for row in page.perubahan]
    ),
    bpjs.AmbilKartuPesertaPnsJawaban: lambda to, page: take_card_changes(to, page.perubahan),
    bpjs.AmbilDataPejabatNegaraJawaban: lambda to, page: take_official_changes(to, page.perubahan),
    bpjs.AmbilMutasiPesertaJawaban: lambda to, page: take_participant_changes(to, page.mutasi),
}
