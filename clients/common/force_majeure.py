"""Keadaan kahar: told, answered, ended."""

from collections.abc import Sequence
from datetime import date

from adapter.agreements.kerja_sama.force_majeure import messages as kahar
from clients.caller import Caller


class ForceMajeure(Caller):
    """Its operations; answered at any time."""

    def sampaikanKeadaanKahar(
        self,
        jenisKejadian: str,
        tanggalTerjadi: date,
        *,
        penyebab: str | None = None,
        kewajibanTertunda: Sequence[str] = (),
        menundaPertukaran: bool = False,
        bukti: Sequence[kahar.DokumenLampiran] = (),
        lampiranPernyataan: kahar.DokumenLampiran | None = None,
    ) -> kahar.SampaikanKeadaanKaharJawaban:
        """Tell of one; without `kewajibanTertunda`, all duties rest. Which elements are needed, the agreement says."""
        request = kahar.SampaikanKeadaanKahar(
            kepala=self.administration(),
            jenisKejadian=jenisKejadian,
            tanggalTerjadi=tanggalTerjadi,
            penyebab=penyebab,
            kewajibanTertunda=tuple(kewajibanTertunda),
            menundaPertukaran=menundaPertukaran,
            bukti=tuple(bukti),
            lampiranPernyataan=lampiranPernyataan,
        )
        return self.common(request, kahar.SampaikanKeadaanKaharJawaban)

    def tanggapiKeadaanKahar(
        self, nomorKahar: str, tanggapan: str, *, alasan: str | None = None
    ) -> kahar.TanggapiKeadaanKaharJawaban:
        """Answer SETUJU or TOLAK to the other party's."""
        request = kahar.TanggapiKeadaanKahar(
            kepala=self.administration(), nomorKahar=nomorKahar, tanggapan=tanggapan, alasan=alasan
        )
        return self.common(request, kahar.TanggapiKeadaanKaharJawaban)

    def akhiriKeadaanKahar(self, nomorKahar: str, tanggalBerakhir: date) -> kahar.AkhiriKeadaanKaharJawaban:
        """Tell that your own is over; the duties go on at once."""
        request = kahar.AkhiriKeadaanKahar(
            kepala=self.administration(), nomorKahar=nomorKahar, tanggalBerakhir=tanggalBerakhir
        )
        return self.common(request, kahar.AkhiriKeadaanKaharJawaban)
