"""The reference client of KemenPANRB.

    client = PanrbClient(connection)
    for page in client.halaman_asn(jenisAsn="PPPK"):
        for asn in page.asn: ...

What can go wrong is drawn in clients.errors.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from adapter.agreements.panrb import messages as panrb
from adapter.agreements.panrb.elements import InformasiManajemenAsn
from adapter.agreements.panrb.terms import AGREEMENT, POLICY
from clients.base import PartnerClient


class PanrbClient(PartnerClient):
    """LayananPanrb, as KemenPANRB calls it; each method is the operation of that name."""

    agreement = AGREEMENT
    service = "LayananPanrb"
    purpose = POLICY.code

    def ambilDataManajemenAsn(
        self,
        *,
        kursor: str | None = None,
        ukuranHalaman: int | None = None,
        elemenDiminta: Sequence[str] = (),
        **saringan: Any,  # noqa: ANN401 - the request's filters, of several types
    ) -> panrb.AmbilDataManajemenAsnJawaban:
        """One page of ASN under pseudonyms; `saringan` are the request's filters by their names on the wire."""
        request = panrb.AmbilDataManajemenAsn(
            kepala=self.kepala(),
            kursor=kursor,
            ukuranHalaman=ukuranHalaman,
            elemenDiminta=tuple(elemenDiminta),
            **saringan,
        )
        return self.send(request, panrb.AmbilDataManajemenAsnJawaban)

    def halaman_asn(
        self,
        *,
        page_size: int | None = None,
        elements: Sequence[str] = (),
        **filters: Any,  # noqa: ANN401 - as above
    ) -> Iterator[panrb.AmbilDataManajemenAsnJawaban]:
        """Every page of `ambilDataManajemenAsn`, from the first to the last."""
        cursor: str | None = None
        while True:
            page = self.ambilDataManajemenAsn(kursor=cursor, ukuranHalaman=page_size, elemenDiminta=elements, **filters)
            yield page
            cursor = page.kursorBerikutnya
            if cursor is None:
                return

    def kirimInformasiManajemenAsn(
        self, informasi: Sequence[InformasiManajemenAsn], *, idPesan: str | None = None
    ) -> panrb.KirimInformasiManajemenAsnJawaban:
        """Bring documents to BKN; with `idPesan`, the same sending once more."""
        request = panrb.KirimInformasiManajemenAsn(kepala=self.kepala(message_id=idPesan), informasi=tuple(informasi))
        return self.send(request, panrb.KirimInformasiManajemenAsnJawaban)


__all__ = ["PanrbClient"]
