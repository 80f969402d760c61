"""SIGTK: honours to BKN (Pasal 4 ayat (2) huruf a dan huruf b), reference codes to SIGTK."""

from collections.abc import Sequence
from typing import Any

from adapter.agreements.receiving import Incoming
from adapter.agreements.sigtk.mitra import HONOUR_FEED, HONOURS, PerubahanPenganugerahan
from adapter.agreements.sigtk.receiving import take_honours
from adapter.agreements.terms import Side
from adapter.records.cards import Receipt
from clients.bkn import BknToSigtk
from clients.sigtk import SigtkClient
from clients.sync.agreements.sigtk_references import reference_pushes
from clients.sync.feeds import feed_pull, offered_push
from clients.sync.legs import Leg


def legs(own: Side) -> tuple[Leg, ...]:
    """What is exchanged, as this side goes it."""
    return _AT_BKN if own is Side.BKN else _AT_SIGTK


def _take(to: Incoming, rows: Sequence[PerubahanPenganugerahan]) -> list[Receipt]:
    return take_honours(to, [row.penganugerahan for row in rows])


def _results(answer: Any) -> list[str]:  # noqa: ANN401 - an answer
    return [row.hasil for row in answer.hasil]


_AT_BKN: tuple[Leg, ...] = (feed_pull(HONOUR_FEED, BknToSigtk, _take), *reference_pushes())

_AT_SIGTK: tuple[Leg, ...] = (offered_push(HONOURS, SigtkClient, "kirimPenganugerahan", 500, _results),)
