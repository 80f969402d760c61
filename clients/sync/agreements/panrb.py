"""KemenPANRB: documents on the management of ASN to BKN (Pasal 3 ayat (3) huruf a); it asks for data itself."""

from collections.abc import Sequence
from typing import Any

from adapter.agreements.panrb.mitra import DOCUMENT_FEED, DOCUMENTS, PerubahanInformasi
from adapter.agreements.panrb.receiving import take_documents
from adapter.agreements.receiving import Incoming
from adapter.agreements.terms import Side
from adapter.records.cards import Receipt
from clients.bkn import BknToPanrb
from clients.panrb import PanrbClient
from clients.sync.feeds import feed_pull, offered_push
from clients.sync.legs import Leg


def legs(own: Side) -> tuple[Leg, ...]:
    """What is exchanged, as this side goes it."""
    return _AT_BKN if own is Side.BKN else _AT_PANRB


def _take(to: Incoming, rows: Sequence[PerubahanInformasi]) -> list[Receipt]:
    return take_documents(to, [row.informasi for row in rows])


def _results(answer: Any) -> list[str]:  # noqa: ANN401 - an answer
    return [row.hasil for row in answer.hasil]


_AT_BKN: tuple[Leg, ...] = (feed_pull(DOCUMENT_FEED, BknToPanrb, _take),)

_AT_PANRB: tuple[Leg, ...] = (offered_push(DOCUMENTS, PanrbClient, "kirimInformasiManajemenAsn", 500, _results),)
