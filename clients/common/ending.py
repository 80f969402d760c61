"""Extension and early end, proposed and answered."""

from datetime import date

from adapter.agreements.kerja_sama.ending import messages as ending
from clients.caller import Caller


class Ending(Caller):
    """Its operations; answered at any time."""

    def ajukanPerpanjangan(
        self, nomorSurat: str, tanggalMulai: date, tanggalAkhir: date, *, alasan: str | None = None
    ) -> ending.AjukanPerpanjanganJawaban:
        """Ask for an extension; what extends is the document that both then sign."""
        request = ending.AjukanPerpanjangan(
            kepala=self.administration(),
            nomorSurat=nomorSurat,
            tanggalMulai=tanggalMulai,
            tanggalAkhir=tanggalAkhir,
            alasan=alasan,
        )
        return self.common(request, ending.AjukanPerpanjanganJawaban)

    def ajukanPengakhiran(
        self, nomorSurat: str, tanggalPengakhiran: date, *, dasar: str | None = None, alasan: str | None = None
    ) -> ending.AjukanPengakhiranJawaban:
        """Ask for an early end; `tanggalPengakhiran` is to be the last day in force."""
        request = ending.AjukanPengakhiran(
            kepala=self.administration(),
            nomorSurat=nomorSurat,
            tanggalPengakhiran=tanggalPengakhiran,
            dasar=dasar,
            alasan=alasan,
        )
        return self.common(request, ending.AjukanPengakhiranJawaban)

    def tanggapiPengakhiran(
        self, nomorPengajuan: str, tanggapan: str, *, nomorSurat: str | None = None, alasan: str | None = None
    ) -> ending.TanggapiPengakhiranJawaban:
        """Answer SETUJU or TOLAK to what the other party asks for; cekStatusPerjanjian shows it."""
        request = ending.TanggapiPengakhiran(
            kepala=self.administration(),
            nomorPengajuan=nomorPengajuan,
            tanggapan=tanggapan,
            nomorSurat=nomorSurat,
            alasan=alasan,
        )
        return self.common(request, ending.TanggapiPengakhiranJawaban)
