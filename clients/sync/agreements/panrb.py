"""KemenPANRB: documents on the management of ASN to BKN (Pasal 3 ayat (3) huruf a); it asks for data itself."""

from collections.abc import Sequence

from adapter.agreements.panrb.elements import InformasiManajemenAsn
from adapter.agreements.panrb.mitra import DOCUMENT_FEED, DOCUMENTS, PerubahanInformasi
from adapter.agreements.panrb.receiving import take_documents
from adapter.agreements.panrb.terms import AGREEMENT
from adapter.agreements.receiving import Incoming
from adapter.agreements.terms import Side
from adapter.records.cards import Receipt
from clients.bkn import BknToPanrb
from clients.panrb import PanrbClient
from clients.sync.feeds import feed_pull
from clients.sync.legs import Leg, Naming
from clients.sync.push import Push
from clients.sync.sources import Offered


def legs(own: Side) -> tuple[Leg, ...]:
    """What is exchanged, as this side goes it."""
    return _AT_BKN if own is Side.BKN else _AT_PANRB


def _take(to: Incoming, rows: Sequence[PerubahanInformasi]) -> list[Receipt]:
    return take_documents(to, [row.informasi for row in rows])


_AT_BKN: tuple[Leg, ...] = (feed_pull(DOCUMENT_FEED, BknToPanrb, _take),)

_AT_PANRB: tuple[Leg, ...] = (
    Push(
        name=DOCUMENTS.listed.name,
        agreement=AGREEMENT,
        operation="kirimInformasiManajemenAsn",
        client=PanrbClient,
        source=Offered(AGREEMENT, DOCUMENTS),
        row=InformasiManajemenAsn,
        send=lambda client, rows, message_id: client.kirimInformasiManajemenAsn(rows, idPesan=message_id),
        results=lambda answer: [row.hasil for row in answer.hasil],
        naming=Naming(DOCUMENTS.key, DOCUMENTS.subject),
        largest=500,
    ),
)
