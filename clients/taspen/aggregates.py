"""Counts of ASN, for marketing."""

from collections.abc import Iterator, Sequence

from adapter.agreements.taspen import aggregate_messages as aggregates
from adapter.agreements.taspen.terms import MARKETING
from clients.caller import Caller


class Aggregates(Caller):
    """The aggregates of LayananTaspen; their purpose is marketing, which no call about a person may have."""

    def ambilAgregatAsn(
        self, *, bulan: str | None = None, dimensi: Sequence[str] = (), halaman: int | None = None
    ) -> aggregates.AmbilAgregatAsnJawaban:
        """One page of counts by these dimensions; without `bulan` (TTTT-BB), of the newest month."""
        request = aggregates.AmbilAgregatAsn(
            kepala=self.kepala(purpose=MARKETING.code), bulan=bulan, dimensi=tuple(dimensi), halaman=halaman
        )
        return self.send(request, aggregates.AmbilAgregatAsnJawaban)

    def halaman_agregat(
        self, *, bulan: str | None = None, dimensi: Sequence[str] = ()
    ) -> Iterator[aggregates.AmbilAgregatAsnJawaban]:
        """Every page of `ambilAgregatAsn`; all of one month, even where a newer one comes in between."""
        page = self.ambilAgregatAsn(bulan=bulan, dimensi=dimensi)
        yield page
        month = f"{page.tanggalData:%Y-%m}"
        for number in range(2, page.jumlahHalaman + 1):
            yield self.ambilAgregatAsn(bulan=month, dimensi=dimensi, halaman=number)
