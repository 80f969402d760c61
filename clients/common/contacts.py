"""Whom to turn to."""

from datetime import date

from adapter.agreements.kerja_sama.contacts import messages as contacts
from clients.caller import Caller


class Contacts(Caller):
    """The operations on contacts; answered at any time."""

    def ambilNarahubung(self) -> contacts.AmbilNarahubungJawaban:
        """Whom to turn to, today and as far as it is announced."""
        return self.common(contacts.AmbilNarahubung(kepala=self.administration()), contacts.AmbilNarahubungJawaban)

    def perbaruiNarahubung(
        self, jenis: str, *, unit: str, telepon: str, surel: str, berlakuMulai: date
    ) -> contacts.PerbaruiNarahubungJawaban:
        """Tell the other party one's own new office."""
        request = contacts.PerbaruiNarahubung(
            kepala=self.administration(),
            jenis=jenis,
            unit=unit,
            telepon=telepon,
            surel=surel,
            berlakuMulai=berlakuMulai,
        )
        return self.common(request, contacts.PerbaruiNarahubungJawaban)
