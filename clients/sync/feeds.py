"""Legs of what a partner offers, whatever it is: BKN pulls it as a feed, or the partner pushes it."""

from collections.abc import Callable, Sequence
from typing import Any

from adapter.agreements.feed import Feed
from adapter.agreements.operation import Offer
from adapter.exchange.parts import At
from clients.base import PartnerClient
from clients.bkn import require_onward
from clients.errors import AnswerUnfit
from clients.sync.legs import Naming
from clients.sync.pull import Pull
from clients.sync.push import Push
from clients.sync.sources import Offered
from clients.sync.ways import Fetch, Fetched, Take, Way


def feed_pull(feed: Feed[Any], client: type[PartnerClient], take: Take) -> Pull:
    """The leg of a feed that brings one list; it has the list's name."""
    ((field, offer),) = feed.records.items()
    of = offer.subject
    naming = Naming(
        key=lambda row: offer.key(getattr(row, field)),
        subject=(lambda row: of(getattr(row, field))) if of is not None else None,
    )
    way = Way(feed.name, fetch_feed(feed), take, feed.row)
    return Pull(offer.listed.name, client.agreement, client, way, naming)


def offered_push(
    offer: Offer, client: type[PartnerClient], operation: str, largest: int, results: Callable[[Any], Sequence[str]]
) -> Push:
    """The leg of a list that the partner offers, and pushes by `operation`; the other arguments are Push's."""
    return Push(
        name=offer.listed.name,
        agreement=client.agreement,
        operation=operation,
        client=client,
        source=Offered(client.agreement, offer),
        row=offer.listed.record,
        send=lambda to, rows, message_id: getattr(to, operation)(rows, idPesan=message_id),
        results=results,
        naming=Naming(offer.key, offer.subject),
        largest=largest,
    )


def fetch_feed(feed: Feed[Any]) -> Fetch:
    """How a feed at a partner's host is asked. Raises AnswerUnfit for a page that does not lead on."""

    def fetch(client: Any, seen: At, size: int) -> Fetched:  # noqa: ANN401 - the client that has this feed
        page = getattr(client, feed.name)(seen.reached, ukuranHalaman=size)
        require_onward(page, seen.reached)
        rows = feed.rows_of(page)
        # Beyond its last row a page has told nothing: what stands there would be passed over for ever.
        reached = rows[-1].tokenUrut if rows else seen.reached
        # A newest token behind our own is no jump: the store was restored, and Pull tells so.
        if page.tokenBerikutnya != reached or seen.reached <= page.tokenTerakhir < reached:
            raise AnswerUnfit(
                f"{feed.name}: token sesudah {seen.reached} melompat ke {page.tokenBerikutnya}; hubungi mitra"
            )
        return Fetched(
            message=page,
            rows=rows,
            reached=page.tokenBerikutnya,
            more=page.adaLagi,
            remaining=page.jumlahTersisa,
            newest=page.tokenTerakhir,
        )

    return fetch
