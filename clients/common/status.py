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
        """Which data elements may pass today; what this client sends from now on is of this version of the lists."""
        request = status.AmbilDaftarElemen(kepala=self.administration())
        answer = self.common(request, status.AmbilDaftarElemenJawaban)
        self.element_version = answer.kepala.versiElemen
        return answer
