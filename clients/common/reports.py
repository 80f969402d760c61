"""Reports of use and evaluation, and results of coordination."""

from collections.abc import Sequence
from typing import Any

from adapter.agreements.kerja_sama.periods import PeriodeLaporan
from adapter.agreements.kerja_sama.reports import messages as m
from clients.caller import Caller


class Reports(Caller):
    """The operations on reports; answered after the agreement's end too. A correction needs `alasanKoreksi`."""

    def sampaikanLaporanPemanfaatan(
        self,
        periode: PeriodeLaporan,
        jumlahVerifikasi: Sequence[m.JumlahVerifikasi] = (),
        **further: Any,  # noqa: ANN401 - the optional elements
    ) -> m.SampaikanLaporanPemanfaatanJawaban:
        """What was done with the data in a period; `further` are the message's optional elements."""
        request = m.SampaikanLaporanPemanfaatan(
            kepala=self.administration(), periode=periode, jumlahVerifikasi=tuple(jumlahVerifikasi), **further
        )
        return self.common(request, m.SampaikanLaporanPemanfaatanJawaban)

    def sampaikanLaporanEvaluasi(
        self,
        periode: PeriodeLaporan,
        *,
        subjek: str,
        penyelenggara: str,
        ringkasan: str,
        **further: Any,  # noqa: ANN401 - as above
    ) -> m.SampaikanLaporanEvaluasiJawaban:
        """What an evaluation has found: `temuan`, `rekomendasi`."""
        request = m.SampaikanLaporanEvaluasi(
            kepala=self.administration(),
            periode=periode,
            subjek=subjek,
            penyelenggara=penyelenggara,
            ringkasan=ringkasan,
            **further,
        )
        return self.common(request, m.SampaikanLaporanEvaluasiJawaban)

    def sampaikanHasilKoordinasi(self, **said: Any) -> m.SampaikanHasilKoordinasiJawaban:  # noqa: ANN401 - the message's elements
        """What a coordination has come to; `said` are the elements of the message."""
        request = m.SampaikanHasilKoordinasi(kepala=self.administration(), **said)
        return self.common(request, m.SampaikanHasilKoordinasiJawaban)
