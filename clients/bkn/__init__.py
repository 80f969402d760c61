"""BKN's own clients: it pulls what its partners host, with its own key.

    client = BknToBpjs(connection)
    for page in client.pages("kartu", since=token): ...

What can go wrong is drawn in clients.errors.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from adapter.agreements.bpjs import mitra as bpjs
from adapter.agreements.bpjs import push_messages as bpjs_push
from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.bpjs.terms import JKN
from adapter.agreements.feed import Feed
from adapter.agreements.kerja_sama.references.messages import Referensi
from adapter.agreements.panrb import mitra as panrb
from adapter.agreements.panrb.terms import AGREEMENT as PANRB
from adapter.agreements.panrb.terms import POLICY
from adapter.agreements.sigtk import mitra as sigtk
from adapter.agreements.sigtk import mitra_push as sigtk_push
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.agreements.sigtk.terms import VERIFICATION
from adapter.agreements.terms import Right, Side
from adapter.registry.elements import require_sent
from adapter.registry.standing import Standing
from clients.base import PartnerClient
from clients.errors import AnswerUnfit, ClientError

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
        """Every page of a feed after the token `since`. Raises AnswerUnfit for one that does not lead on."""
        ask: Callable[..., Any] = getattr(self, self.feeds[feed])
        more = True
        while more:
            page = ask(since, ukuranHalaman=size)
            require_onward(page, since)
            yield page
            since, more = page.tokenBerikutnya, page.adaLagi


def require_onward(page: Any, since: int) -> None:  # noqa: ANN401 - an answer of any feed
    """Refuse a page whose tokens do not go up from `since`, or that tells of more and brings nothing.

    Older states would overwrite newer ones, and who pulls would never come to an end. Raises AnswerUnfit.
    """
    rows = getattr(page, "perubahan", ()) or getattr(page, "mutasi", ())
    tokens = [since, *(row.tokenUrut for row in rows)]
    if any(later <= earlier for earlier, later in pairwise(tokens)) or page.tokenBerikutnya < tokens[-1]:
        raise AnswerUnfit(f"token sesudah {since} tidak urut naik, atau tokenBerikutnya mundur; hubungi mitra")
    if page.adaLagi and not rows:
        raise AnswerUnfit(f"adaLagi, tetapi tidak ada baris sesudah token {since}; hubungi mitra")


def _require_may_leave(standing: Standing, right: Right | None, request: object) -> None:
    if right is None:
        raise ClientError(f"{type(request).__name__}: the agreement gives no right to it")
    standing.require(right)
    require_sent(standing, request, Side.BKN)


class BknToSigtk(BknClient):
    """LayananSigtkMitra, as BKN calls it."""

    agreement = SIGTK
    service = "LayananSigtkMitra"
    purpose = VERIFICATION.code
    ambilPenganugerahan = Pulls("penganugerahan", sigtk.HONOUR_FEED)

    def kirimReferensi(
        self,
        jenisReferensi: str,
        versi: int,
        referensi: Sequence[Referensi],
        *,
        standing: Standing,
        message_id: str | None = None,
    ) -> sigtk_push.KirimReferensiJawaban:
        """Bring reference codes to SIGTK. `standing`: BKN's own; Refusal where the agreement does not let them pass."""
        request = sigtk_push.KirimReferensi(
            kepala=self.kepala(message_id=message_id),
            jenisReferensi=jenisReferensi,
            versi=versi,
            referensi=tuple(referensi),
        )
        _require_may_leave(standing, self.agreement.right_to("kirimReferensi"), request)
        return self.send(request, sigtk_push.KirimReferensiJawaban)


class BknToBpjs(BknClient):
    """LayananBpjsMitra, as BKN calls it."""

    agreement = BPJS
    service = "LayananBpjsMitra"
    purpose = JKN.code
    ambilKartuPesertaPns = Pulls("kartu", bpjs.CARD_FEED)
    ambilDataPejabatNegara = Pulls("pejabat", bpjs.OFFICIAL_FEED)
    ambilMutasiPeserta = Pulls("mutasi", bpjs.MUTATION_FEED)

    def kirimDataPegawai(
        self, pegawai: Sequence[bpjs_push.KirimanPegawai], *, standing: Standing, message_id: str | None = None
    ) -> bpjs_push.KirimDataPegawaiJawaban:
        """Bring employees' records to BPJS Kesehatan, at most limits.PUSHED_EMPLOYEES.

        `standing` is BKN's own: Refusal where an element may not leave today, before anything does.
        """
        request = bpjs_push.KirimDataPegawai(kepala=self.kepala(message_id=message_id), pegawai=tuple(pegawai))
        _require_may_leave(standing, self.agreement.right_to("kirimDataPegawai"), request)
        return self.send(request, bpjs_push.KirimDataPegawaiJawaban)


class BknToPanrb(BknClient):
    """LayananPanrbMitra, as BKN calls it."""

    agreement = PANRB
    service = "LayananPanrbMitra"
    purpose = POLICY.code
    ambilInformasiManajemenAsn = Pulls("informasi", panrb.DOCUMENT_FEED)


CLIENTS: dict[str, type[BknClient]] = {"bpjs": BknToBpjs, "panrb": BknToPanrb, "sigtk": BknToSigtk}
"""By the name that the command line knows them by."""
__all__ = ["CLIENTS", "BknClient", "BknToBpjs", "BknToPanrb", "BknToSigtk", "Pulls", "require_onward"]
