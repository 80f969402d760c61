"""How the agreement stands, and which elements may pass."""

from adapter.agreements.kerja_sama.status import messages as status
from clients.caller import Caller


class Status(Caller):
    """The operations on the state of the agreement; answered at any time."""

    def cekStatusPerjanjian(self) -> status.CekStatusPerjanjianJawaban:
        """How the agreement stands today."""
        request = status.CekStatusPerjanjian(kepala=self.administration())
        return self.common(request, status.CekStatusPerjanjianJawaban)

    def ambilDaftarElemen(self) -> status.AmbilDaftarElemenJawaban:
        """Which data elements may pass today."""
        request = status.AmbilDaftarElemen(kepala=self.administration())
        return self.common(request, status.AmbilDaftarElemenJawaban)
