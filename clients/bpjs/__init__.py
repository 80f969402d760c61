"""The reference client of BPJS Kesehatan.

    client = BpjsClient(connection)
    for page in client.halaman_pegawai():
        for pegawai in page.pegawai: ...

What can go wrong is drawn in clients.errors.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from adapter.agreements.bpjs import difference_messages as differences
from adapter.agreements.bpjs import messages as bpjs
from adapter.agreements.bpjs import verification_messages as verification
from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.agreements.bpjs.terms import AGREEMENT, JKN
from clients.base import PartnerClient


class BpjsClient(PartnerClient):
    """LayananBpjs, as BPJS Kesehatan calls it; each method is the operation of that name."""

    agreement = AGREEMENT
    service = "LayananBpjs"
    purpose = JKN.code

    def ambilDataPegawai(
        self,
        *,
        kursor: str | None = None,
        ukuranHalaman: int | None = None,
        mutakhirSejak: datetime | None = None,
        elemenDiminta: Sequence[str] = (),
    ) -> bpjs.AmbilDataPegawaiJawaban:
        """One page of PNS, CPNS and pensioners with their families."""
        request = bpjs.AmbilDataPegawai(
            kepala=self.kepala(),
            kursor=kursor,
            ukuranHalaman=ukuranHalaman,
            mutakhirSejak=mutakhirSejak,
            elemenDiminta=tuple(elemenDiminta),
        )
        return self.send(request, bpjs.AmbilDataPegawaiJawaban)

    def halaman_pegawai(
        self, *, page_size: int | None = None, since: datetime | None = None, elements: Sequence[str] = ()
    ) -> Iterator[bpjs.AmbilDataPegawaiJawaban]:
        """Every page of `ambilDataPegawai`, from the first to the last."""
        cursor: str | None = None
        while True:
            page = self.ambilDataPegawai(
                kursor=cursor, ukuranHalaman=page_size, mutakhirSejak=since, elemenDiminta=elements
            )
            yield page
            cursor = page.kursorBerikutnya
            if cursor is None:
                return

    def ambilMutasi(self, sejakToken: int, *, ukuranHalaman: int | None = None) -> bpjs.AmbilMutasiJawaban:
        """The changes after a token; 0 asks from the beginning."""
        request = bpjs.AmbilMutasi(kepala=self.kepala(), sejakToken=sejakToken, ukuranHalaman=ukuranHalaman)
        return self.send(request, bpjs.AmbilMutasiJawaban)

    def kirimKartuPesertaPns(
        self, kartu: Sequence[KartuPesertaPns], *, idPesan: str | None = None
    ) -> bpjs.HasilKiriman:
        """Bring card numbers to BKN; with `idPesan`, the same sending once more."""
        request = bpjs.KirimKartuPesertaPns(kepala=self.kepala(message_id=idPesan), kartu=tuple(kartu))
        return self.send(request, bpjs.HasilKiriman)

    def kirimDataPejabatNegara(
        self, pejabat: Sequence[DataPejabatNegara], *, idPesan: str | None = None
    ) -> bpjs.HasilKiriman:
        """Bring state officials' records to BKN; with `idPesan`, the same sending once more."""
        request = bpjs.KirimDataPejabatNegara(kepala=self.kepala(message_id=idPesan), pejabat=tuple(pejabat))
        return self.send(request, bpjs.HasilKiriman)

    def mulaiVerifikasiBerkala(self, tahun: str, semester: str) -> verification.MulaiVerifikasiBerkalaJawaban:
        """Begin the verification of a semester, "I" or "II"; the one that runs is given again."""
        request = verification.MulaiVerifikasiBerkala(kepala=self.kepala(), tahun=tahun, semester=semester)
        return self.send(request, verification.MulaiVerifikasiBerkalaJawaban)

    def ambilHasilVerifikasiBerkala(
        self, idSesi: str, *, sejakNomor: int | None = None, ukuranHalaman: int | None = None
    ) -> verification.AmbilHasilVerifikasiBerkalaJawaban:
        """How a session stands, with a page of its cases."""
        request = verification.AmbilHasilVerifikasiBerkala(
            kepala=self.kepala(), idSesi=idSesi, sejakNomor=sejakNomor, ukuranHalaman=ukuranHalaman
        )
        return self.send(request, verification.AmbilHasilVerifikasiBerkalaJawaban)

    def laporkanPerbedaanData(
        self, perbedaan: Sequence[differences.LaporanPerbedaan], *, idPesan: str | None = None
    ) -> differences.LaporkanPerbedaanDataJawaban:
        """Report elements on which BPJS Kesehatan holds another value."""
        request = differences.LaporkanPerbedaanData(kepala=self.kepala(message_id=idPesan), perbedaan=tuple(perbedaan))
        return self.send(request, differences.LaporkanPerbedaanDataJawaban)

    def ambilPerbedaanData(
        self, *, status: Sequence[str] = (), sejakNomor: int | None = None, ukuranHalaman: int | None = None
    ) -> differences.AmbilPerbedaanDataJawaban:
        """A page of the cases, the oldest first."""
        request = differences.AmbilPerbedaanData(
            kepala=self.kepala(), status=tuple(status), sejakNomor=sejakNomor, ukuranHalaman=ukuranHalaman
        )
        return self.send(request, differences.AmbilPerbedaanDataJawaban)

    def selesaikanPerbedaanData(
        self,
        idKasus: str,
        nilaiAcuan: str | None,
        *,
        nomorDokumen: str | None = None,
        keterangan: str | None = None,
    ) -> differences.SelesaikanPerbedaanDataJawaban:
        """Put a value forward for a case; None rejects the case."""
        request = differences.SelesaikanPerbedaanData(
            kepala=self.kepala(),
            idKasus=idKasus,
            keputusan="DITOLAK" if nilaiAcuan is None else "DISELESAIKAN",
            nilaiAcuan=nilaiAcuan,
            nomorDokumen=nomorDokumen,
            keterangan=keterangan,
        )
        return self.send(request, differences.SelesaikanPerbedaanDataJawaban)


__all__ = ["BpjsClient"]
