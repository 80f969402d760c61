"""The reference client of Kementerian Koperasi dan UKM.

    client = BpumClient(connection)
    for receipt in client.kirim_daftar("USUL-1", "CALON_PENERIMA", rows): ...
    for page in client.halaman_hasil("USUL-1"): ...

What can go wrong is drawn in clients.errors.
"""

from collections.abc import Iterable, Iterator, Sequence

from adapter.agreements.bpum import messages as bpum
from adapter.agreements.bpum.elements import DataBalikan, Eliminasi, Usulan
from adapter.agreements.bpum.terms import AGREEMENT, VERIFICATION
from adapter.agreements.list_fields import ROWS_PER_MESSAGE
from clients.base import PartnerClient
from clients.lists import Waiting, pages, rows_received, unsent_parts


class BpumClient(PartnerClient):
    """LayananBpum, as the ministry calls it; each method in camel case is the operation of that name."""

    agreement = AGREEMENT
    service = "LayananBpum"
    purpose = VERIFICATION.code

    def kirimUsulanPenerima(
        self, nomorUsulan: str, tahap: str, usulan: Sequence[Usulan], *, bagian: int = 1, terakhir: bool = True
    ) -> bpum.KirimUsulanPenerimaJawaban:
        """One part of a list; the same part sent again changes nothing."""
        request = bpum.KirimUsulanPenerima(
            kepala=self.kepala(), nomorUsulan=nomorUsulan, tahap=tahap, bagian=bagian, terakhir=terakhir,
            usulan=tuple(usulan),
        )  # fmt: skip
        return self.send(request, bpum.KirimUsulanPenerimaJawaban)

    def kirim_daftar(
        self, nomorUsulan: str, tahap: str, usulan: Iterable[Usulan], *, size: int = ROWS_PER_MESSAGE
    ) -> Iterator[bpum.KirimUsulanPenerimaJawaban]:
        """A whole list, part by part; what BKN has already, from an earlier try with the same `size`, is not sent."""
        received = rows_received(lambda: self.ambilHasilVerifikasi(nomorUsulan))
        for part in unsent_parts(usulan, size, received):
            yield self.kirimUsulanPenerima(nomorUsulan, tahap, part.rows, bagian=part.number, terakhir=part.last)

    def ambilHasilVerifikasi(self, nomorUsulan: str, *, halaman: int | None = None) -> bpum.AmbilHasilVerifikasiJawaban:
        """How far a list is, and one page of its results."""
        request = bpum.AmbilHasilVerifikasi(kepala=self.kepala(), nomorUsulan=nomorUsulan, halaman=halaman)
        return self.send(request, bpum.AmbilHasilVerifikasiJawaban)

    def halaman_hasil(
        self, nomorUsulan: str, *, first: int = 1, waiting: Waiting | None = None
    ) -> Iterator[bpum.AmbilHasilVerifikasiJawaban]:
        """Every page of results; pages that BKN is still working on are waited for."""
        return pages(lambda number: self.ambilHasilVerifikasi(nomorUsulan, halaman=number), first, waiting)

    def koordinasikanHasil(
        self, nomorUsulan: str, pernyataan: Sequence[bpum.PernyataanKoordinasi] = ()
    ) -> bpum.KoordinasikanHasilJawaban:
        """Say something of doubtful results, or read how they stand."""
        request = bpum.KoordinasikanHasil(
            kepala=self.kepala(), nomorUsulan=nomorUsulan, pernyataan=tuple(pernyataan)
        )  # fmt: skip
        return self.send(request, bpum.KoordinasikanHasilJawaban)

    def laporkanEliminasi(self, eliminasi: Sequence[Eliminasi]) -> bpum.LaporkanEliminasiJawaban:
        """Report what became of confirmed NIKs."""
        request = bpum.LaporkanEliminasi(kepala=self.kepala(), eliminasi=tuple(eliminasi))
        return self.send(request, bpum.LaporkanEliminasiJawaban)

    def kirimDataBalikan(self, nomorDataBalikan: str, data: Sequence[DataBalikan]) -> bpum.KirimDataBalikanJawaban:
        """Give back the list of ASN whose data were accessed."""
        request = bpum.KirimDataBalikan(kepala=self.kepala(), nomorDataBalikan=nomorDataBalikan, data=tuple(data))
        return self.send(request, bpum.KirimDataBalikanJawaban)


__all__ = ["BpumClient"]
