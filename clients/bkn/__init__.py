"""BKN's own clients: it pulls what its partners host, with its own key.

    client = BknToBpjs(connection)
    for page in client.pages("kartu", since=token): ...

What can go wrong is drawn in clients.errors.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from adapter.agreements.bpjs import mitra as bpjs
from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.bpjs.terms import JKN
from adapter.agreements.feed import Feed
from adapter.agreements.panrb import mitra as panrb
from adapter.agreements.panrb.terms import AGREEMENT as PANRB
from adapter.agreements.panrb.terms import POLICY
from adapter.agreements.sigtk import mitra as sigtk
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.agreements.sigtk.terms import VERIFICATION
from adapter.agreements.terms import Side
from clients.base import PartnerClient
from clients.errors import AnswerRejected

Answer = TypeVar("Answer")
Answer_co = TypeVar("Answer_co", covariant=True)


class Ask(Protocol[Answer_co]):
    """Asks for the page of a feed after a token; 0 asks from the beginning."""

    def __call__(self, sejakToken: int, *, ukuranHalaman: int | None = None) -> Answer_co:
        """Send the request, and give its verified answer; raises as Caller.send."""


class Pulls(Generic[Answer]):
    """A client's method for a feed, which the command line knows by the name of what it brings."""

    def __init__(self, brings: str, feed: Feed[Answer]) -> None:
        self.brings, self.feed = brings, feed

    def __get__(self, client: "BknClient", _kind: type) -> Ask[Answer]:
        """The method, bound to a client."""

        def ask(sejakToken: int, *, ukuranHalaman: int | None = None) -> Answer:
            request = self.feed.request(kepala=client.kepala(), sejakToken=sejakToken, ukuranHalaman=ukuranHalaman)
            return client.send(request, self.feed.answer)

        return ask


class BknClient(PartnerClient):
    """BKN's end of one agreement, at the partner's host; LayananKerjaSama is there too.

    `feeds` are the operations that pull, by the name of what they bring.
    """

    host: ClassVar[Side] = Side.PARTNER
    feeds: ClassVar[dict[str, str]] = {}

    def __init_subclass__(cls) -> None:
        """Collect the feeds that the class declares."""
        declared = (one for one in vars(cls).values() if isinstance(one, Pulls))
        cls.feeds = {**cls.feeds, **{one.brings: one.feed.name for one in declared}}

    def pages(self, feed: str, since: int = 0, size: int | None = None) -> Iterator[Any]:
        """Every page of a feed after the token `since`. Raises AnswerRejected for one that does not lead on."""
        ask: Callable[..., Any] = getattr(self, self.feeds[feed])
        more = True
        while more:
            page = ask(since, ukuranHalaman=size)
            require_onward(page, since)
            yield page
            since, more = page.tokenBerikutnya, page.adaLagi


def require_onward(page: Any, since: int) -> None:  # noqa: ANN401 - an answer of any feed
    """Refuse a page whose tokens do not go up from `since`, or that tells of more and brings nothing.

    Older states would overwrite newer ones, and who pulls would never come to an end. Raises AnswerRejected.
    """
    rows = getattr(page, "perubahan", ()) or getattr(page, "mutasi", ())
    tokens = [since, *(row.tokenUrut for row in rows)]
    if any(later <= earlier for earlier, later in pairwise(tokens)) or page.tokenBerikutnya < tokens[-1]:
        raise AnswerRejected(f"token sesudah {since} tidak urut naik, atau tokenBerikutnya mundur; hubungi mitra")
    if page.adaLagi and not rows:
        raise AnswerRejected(f"adaLagi, tetapi tidak ada baris sesudah token {since}; hubungi mitra")


class BknToSigtk(BknClient):
    """LayananSigtkMitra, as BKN calls it."""

    agreement = SIGTK
    service = "LayananSigtkMitra"
    purpose = VERIFICATION.code
    ambilPenganugerahan = Pulls("penganugerahan", sigtk.HONOUR_FEED)


class BknToBpjs(BknClient):
    """LayananBpjsMitra, as BKN calls it."""

    agreement = BPJS
    service = "LayananBpjsMitra"
    purpose = JKN.code
    ambilKartuPesertaPns = Pulls("kartu", bpjs.CARD_FEED)
    ambilDataPejabatNegara = Pulls("pejabat", bpjs.OFFICIAL_FEED)
    ambilMutasiPeserta = Pulls("mutasi", bpjs.MUTATION_FEED)


class BknToPanrb(BknClient):
    """LayananPanrbMitra, as BKN calls it."""

    agreement = PANRB
    service = "LayananPanrbMitra"
    purpose = POLICY.code
    ambilInformasiManajemenAsn = Pulls("informasi", panrb.DOCUMENT_FEED)


CLIENTS: dict[str, type[BknClient]] = {"bpjs": BknToBpjs, "panrb": BknToPanrb, "sigtk": BknToSigtk}
"""By the name that the command line knows them by."""
__all__ = ["CLIENTS", "BknClient", "BknToBpjs", "BknToPanrb", "BknToSigtk", "Pulls", "require_onward"]
