"""Verification of registrants, one and many."""

from collections.abc import Sequence

from adapter.agreements.taspen import verification_messages as messages
from adapter.agreements.taspen.elements import BarisPendaftar, Pendaftar
from clients.caller import Caller


class Verification(Caller):
    """The operations on persons."""

    def verifikasiPeserta(
        self, pendaftar: Pendaftar, *, idPesan: str | None = None, kodeTujuan: str | None = None
    ) -> messages.VerifikasiPesertaJawaban:
        """Is this registrant the ASN that they say? With `idPesan`, the same question once more.

        `kodeTujuan` is for trying out what is refused: only registration may ask about persons.
        """
        heading = self.kepala(message_id=idPesan, purpose=kodeTujuan)
        return self.send(
            messages.VerifikasiPeserta(kepala=heading, pendaftar=pendaftar), messages.VerifikasiPesertaJawaban
        )

    def verifikasiPesertaMassal(
        self, pendaftar: Sequence[BarisPendaftar], *, idPesan: str | None = None
    ) -> messages.VerifikasiPesertaMassalJawaban:
        """The same for up to 1 000 registrants; bad rows are named, and the others answered."""
        request = messages.VerifikasiPesertaMassal(kepala=self.kepala(message_id=idPesan), pendaftar=tuple(pendaftar))
        return self.send(request, messages.VerifikasiPesertaMassalJawaban)
