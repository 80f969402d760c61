"""Failures of protection, and destruction."""

from typing import Any

from adapter.agreements.kerja_sama.incidents import messages as m
from clients.caller import Caller


class Incidents(Caller):
    """Their operations; answered at any time, whatever has become of the agreement."""

    def laporkanKegagalanPelindungan(self, **said: Any) -> m.LaporkanKegagalanPelindunganJawaban:  # noqa: ANN401 - the message's elements
        """Tell BKN of a failure of protection; `said` are the elements of the message."""
        request = m.LaporkanKegagalanPelindungan(kepala=self.administration(), **said)
        return self.common(request, m.LaporkanKegagalanPelindunganJawaban)

    def konfirmasiPemusnahan(self, **said: Any) -> m.KonfirmasiPemusnahanJawaban:  # noqa: ANN401 - the message's elements
        """Confirm that data were destroyed; `said` are the elements of the message."""
        request = m.KonfirmasiPemusnahan(kepala=self.administration(), **said)
        return self.common(request, m.KonfirmasiPemusnahanJawaban)
