"""The calendar of duties."""

from datetime import date

from adapter.agreements.kerja_sama.duties import messages as duties
from clients.caller import Caller


class Duties(Caller):
    """The operation on duties; answered at any time."""

    def ambilKalenderKewajiban(
        self, *, hanyaTerlambat: bool | None = None, sejak: date | None = None, sampai: date | None = None
    ) -> duties.AmbilKalenderKewajibanJawaban:
        """What is owed, by which party, and when; all until a year from now."""
        request = duties.AmbilKalenderKewajiban(
            kepala=self.administration(), hanyaTerlambat=hanyaTerlambat, sejak=sejak, sampai=sampai
        )
        return self.common(request, duties.AmbilKalenderKewajibanJawaban)
