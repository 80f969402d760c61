"""Legs that pull a partner's feed, whatever it brings."""

from collections.abc import Callable, Sequence
from typing import Any

from adapter.agreements.feed import Feed
from adapter.exchange.runs import At
from adapter.records.cards import Receipt
from clients.base import PartnerClient
from clients.bkn import require_onward
from clients.sync.legs import Naming
from clients.sync.pull import Fetched, Incoming, Pull

Take = Callable[[Incoming, Sequence[Any]], list[Receipt]]


def feed_pull(feed: Feed[Any], client: type[PartnerClient], take: Take) -> Pull:
    """The leg of a feed that brings one list; it has the list's name."""
    ((field, offer),) = feed.records.items()
    of = offer.subject
    naming = Naming(
        key=lambda row: offer.key(getattr(row, field)),
        subject=(lambda row: of(getattr(row, field))) if of is not None else None,
    )
    return Pull(
        name=offer.listed.name,
        agreement=client.agreement,
        operation=feed.name,
        client=client,
        fetch=_fetch(feed),
        take=take,
        row=feed.row,
        naming=naming,
        token=lambda row: int(row.tokenUrut),
    )


def _fetch(feed: Feed[Any]) -> Callable[[Any, At, int], Fetched]:
    def fetch(client: Any, seen: At, size: int) -> Fetched:  # noqa: ANN401 - the client that has this feed
        page = getattr(client, feed.name)(seen.reached, ukuranHalaman=size)
        require_onward(page, seen.reached)
        return Fetched(
            message=page,
            rows=feed.rows_of(page),
            reached=page.tokenBerikutnya,
            more=page.adaLagi,
            remaining=page.jumlahTersisa,
            newest=page.tokenTerakhir,
        )

    return fetch
