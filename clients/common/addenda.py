"""Addenda, and letters that grant an element for a time."""

from collections.abc import Sequence
from datetime import date

from adapter.agreements.kerja_sama.addenda import messages as addenda
from clients.caller import Caller


class Addenda(Caller):
    """The operations on what may pass; answered at any time."""

    def ajukanAdendum(
        self,
        nomorAdendum: str,
        perubahan: Sequence[addenda.Perubahan],
        *,
        tanggalTandaTangan: date,
        berlakuMulai: date | None = None,
        anggotaTim: str | None = None,
    ) -> addenda.AjukanAdendumJawaban:
        """Propose an addendum; it counts when the other party has approved it."""
        request = addenda.AjukanAdendum(
            kepala=self.administration(),
            nomorAdendum=nomorAdendum,
            tanggalTandaTangan=tanggalTandaTangan,
            berlakuMulai=berlakuMulai,
            perubahan=tuple(perubahan),
            anggotaTim=anggotaTim,
        )
        return self.common(request, addenda.AjukanAdendumJawaban)

    def setujuiAdendum(self, nomorAdendum: str, *, anggotaTim: str | None = None) -> addenda.SetujuiAdendumJawaban:
        """Approve what the other party has proposed."""
        request = addenda.SetujuiAdendum(kepala=self.administration(), nomorAdendum=nomorAdendum, anggotaTim=anggotaTim)
        return self.common(request, addenda.SetujuiAdendumJawaban)

    def ajukanPermintaanDataTambahan(
        self,
        nomorSurat: str,
        elemenDiminta: Sequence[addenda.ElemenTambahan],
        *,
        tanggalSurat: date,
        alasan: str,
        berlakuSampai: date | None = None,
    ) -> addenda.AjukanPermintaanDataTambahanJawaban:
        """Ask by letter for elements outside of the lists; sent again, it tells of the answer."""
        request = addenda.AjukanPermintaanDataTambahan(
            kepala=self.administration(),
            nomorSurat=nomorSurat,
            tanggalSurat=tanggalSurat,
            elemenDiminta=tuple(elemenDiminta),
            alasan=alasan,
            berlakuSampai=berlakuSampai,
        )
        return self.common(request, addenda.AjukanPermintaanDataTambahanJawaban)
