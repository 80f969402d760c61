"""Notices, and who has confirmed them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from adapter.agreements.kerja_sama.notices import messages as notices
from adapter.agreements.terms import Side
from clients.caller import Caller
from clients.errors import ClientError


class Notices(Caller):
    """The operations on notices; answered at any time."""

    def sampaikanPemberitahuan(  # noqa: PLR0913 - one for each element
        self,
        idPemberitahuan: str,
        jenis: str,
        uraian: str,
        *,
        sistem: str | None = None,
        mulai: datetime | None = None,
        perkiraanSelesai: datetime | None = None,
        elemenTerdampak: Sequence[str] = (),
        narahubung: notices.NarahubungPemberitahuan | None = None,
        menindaklanjuti: str | None = None,
        selesaiPada: datetime | None = None,
        dicabut: bool | None = None,
    ) -> notices.SampaikanPemberitahuanJawaban:
        """Tell the other party; without `narahubung`, with the contact that the agreement names. Raises ClientError."""
        request = notices.SampaikanPemberitahuan(
            kepala=self.administration(),
            idPemberitahuan=idPemberitahuan,
            jenis=jenis,
            uraian=uraian,
            sistem=sistem,
            mulai=mulai,
            perkiraanSelesai=perkiraanSelesai,
            elemenTerdampak=tuple(elemenTerdampak),
            narahubung=narahubung or self._own_contact(),
            menindaklanjuti=menindaklanjuti,
            selesaiPada=selesaiPada,
            dicabut=dicabut,
        )
        return self.common(request, notices.SampaikanPemberitahuanJawaban)

    def ambilPemberitahuan(
        self,
        *,
        sejakToken: int | None = None,
        belumDikonfirmasi: bool | None = None,
        termasukMilikSendiri: bool | None = None,
        ukuranHalaman: int | None = None,
    ) -> notices.AmbilPemberitahuanJawaban:
        """One page of notices, oldest first."""
        request = notices.AmbilPemberitahuan(
            kepala=self.administration(),
            sejakToken=sejakToken,
            belumDikonfirmasi=belumDikonfirmasi,
            termasukMilikSendiri=termasukMilikSendiri,
            ukuranHalaman=ukuranHalaman,
        )
        return self.common(request, notices.AmbilPemberitahuanJawaban)

    def semua_pemberitahuan(
        self, *, sejakToken: int = 0, belumDikonfirmasi: bool | None = None
    ) -> Iterator[notices.Pemberitahuan]:
        """Every notice after a token, page by page."""
        token, more = sejakToken, True
        while more:
            page = self.ambilPemberitahuan(sejakToken=token, belumDikonfirmasi=belumDikonfirmasi)
            yield from page.pemberitahuan
            token, more = page.tokenTerakhir, page.adaLagi

    def konfirmasiPenerimaan(
        self, idPemberitahuan: str, caraKonfirmasi: str = "SISTEM"
    ) -> notices.KonfirmasiPenerimaanJawaban:
        """Confirm a notice of the other party; a second time gives the first confirmation."""
        request = notices.KonfirmasiPenerimaan(
            kepala=self.administration(), idPemberitahuan=idPemberitahuan, caraKonfirmasi=caraKonfirmasi
        )
        return self.common(request, notices.KonfirmasiPenerimaanJawaban)

    def _own_contact(self) -> notices.NarahubungPemberitahuan:
        contact = (self.agreement.partner if self.host is Side.BKN else self.agreement.bkn).contact
        if contact is None:
            raise ClientError(f"{self.agreement.code}: the agreement names no contact of yours; give narahubung")
        return notices.NarahubungPemberitahuan(unit=contact.unit, telepon=contact.phone, surel=contact.email)
