"""Whom to turn to."""

from adapter.agreements.kerja_sama.contacts import messages as contacts
from clients.caller import Caller


class Contacts(Caller):
    """The operations on contacts; answered at any time."""

    def ambilNarahubung(self) -> contacts.AmbilNarahubungJawaban:
        """Whom to turn to."""
        return self.common(contacts.AmbilNarahubung(kepala=self.administration()), contacts.AmbilNarahubungJawaban)
