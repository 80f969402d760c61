"""BPJS Kesehatan: cards and state officials to BKN, employees to BPJS Kesehatan (Pasal 3 ayat (1), Pasal 9)."""

from collections.abc import Sequence
from typing import Any

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.agreements.bpjs.mitra import CARD_FEED, CARDS, OFFICIAL_FEED, OFFICIALS
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.agreements.bpjs.translation import card_from, official_from
from adapter.agreements.terms import Side
from adapter.records.cards import CardDesk, Receipt
from adapter.records.mutations import REMOVED
from adapter.records.officials import receive_officials
from clients.bkn import BknToBpjs
from clients.bpjs import BpjsClient
from clients.sync.feeds import feed_pull
from clients.sync.legs import Leg, Naming
from clients.sync.pull import Incoming
from clients.sync.push import Push
from clients.sync.sources import Offered


def legs(own: Side) -> tuple[Leg, ...]:
    """What is exchanged, as this side goes it."""
    return _AT_BKN if own is Side.BKN else _AT_BPJS


def _take_cards(to: Incoming, rows: Sequence[Any]) -> list[Receipt]:
    desk = CardDesk(to.session, to.vault, to.now, to.message_id)
    gone = {
        place: desk.take_back(row.kartu.nomorIdentitasPegawai, row.kartu.nomorKartuPeserta)
        for place, row in enumerate(rows)
        if row.jenisPerubahan == REMOVED
    }
    kept = iter(desk.receive([card_from(row.kartu) for row in rows if row.jenisPerubahan != REMOVED]))
    return [gone[place] if place in gone else next(kept) for place in range(len(rows))]


def _take_officials(to: Incoming, rows: Sequence[Any]) -> list[Receipt]:
    officials = [official_from(row.pejabat) for row in rows if row.jenisPerubahan != REMOVED]
    kept = iter(receive_officials(to.session, to.vault, officials, to.now, to.message_id))
    return [Receipt("DIBIARKAN") if row.jenisPerubahan == REMOVED else next(kept) for row in rows]


def _results(answer: Any) -> list[str]:  # noqa: ANN401 - HasilKiriman
    return [row.hasil for row in answer.baris]


_AT_BKN: tuple[Leg, ...] = (
    feed_pull(CARD_FEED, BknToBpjs, _take_cards),
    feed_pull(OFFICIAL_FEED, BknToBpjs, _take_officials),
)

_AT_BPJS: tuple[Leg, ...] = (
    Push(
        name=CARDS.listed.name,
        agreement=AGREEMENT,
        operation="kirimKartuPesertaPns",
        client=BpjsClient,
        source=Offered(AGREEMENT, CARDS),
        row=KartuPesertaPns,
        send=lambda client, rows, message_id: client.kirimKartuPesertaPns(rows, idPesan=message_id),
        results=_results,
        naming=Naming(CARDS.key, CARDS.subject),
        largest=1000,
    ),
    Push(
        name=OFFICIALS.listed.name,
        agreement=AGREEMENT,
        operation="kirimDataPejabatNegara",
        client=BpjsClient,
        source=Offered(AGREEMENT, OFFICIALS),
        row=DataPejabatNegara,
        send=lambda client, rows, message_id: client.kirimDataPejabatNegara(rows, idPesan=message_id),
        results=_results,
        naming=Naming(OFFICIALS.key, OFFICIALS.subject),
        largest=500,
    ),
)
