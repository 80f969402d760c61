"""The reference client of Setneg's SIGTK.

    client = SigtkClient(connection)
    answer = client.ambilDataAsn("USUL-1", nip=["..."])

What can go wrong is drawn in clients.errors.
"""

from collections.abc import Sequence

from adapter.agreements.kerja_sama.references import messages as references
from adapter.agreements.sigtk import messages as sigtk
from adapter.agreements.sigtk.elements import Penganugerahan
from adapter.agreements.sigtk.terms import AGREEMENT, VERIFICATION
from clients.base import PartnerClient


class SigtkClient(PartnerClient):
    """LayananSigtk, as SIGTK calls it; each method is the operation of that name."""

    agreement = AGREEMENT
    service = "LayananSigtk"
    purpose = VERIFICATION.code

    def ambilDataAsn(
        self,
        nomorUsulan: str,
        *,
        nip: Sequence[str] = (),
        nik: Sequence[str] = (),
        elemenDiminta: Sequence[str] = (),
    ) -> sigtk.AmbilDataAsnJawaban:
        """The ASN of one proposal, by NIP or NIK."""
        request = sigtk.AmbilDataAsn(
            kepala=self.kepala(),
            nomorUsulan=nomorUsulan,
            nip=tuple(nip),
            nik=tuple(nik),
            elemenDiminta=tuple(elemenDiminta),
        )
        return self.send(request, sigtk.AmbilDataAsnJawaban)

    def ambilReferensi(self, jenisReferensi: str, *, sejakVersi: int | None = None) -> references.AmbilReferensiJawaban:
        """One code list: whole, or what has changed since a version."""
        request = references.AmbilReferensi(kepala=self.kepala(), jenisReferensi=jenisReferensi, sejakVersi=sejakVersi)
        return self.common(request, references.AmbilReferensiJawaban)

    def kirimPenganugerahan(
        self, penganugerahan: Sequence[Penganugerahan], *, idPesan: str | None = None
    ) -> sigtk.KirimPenganugerahanJawaban:
        """Bring enacted honours to BKN; with `idPesan`, the same sending once more."""
        request = sigtk.KirimPenganugerahan(
            kepala=self.kepala(message_id=idPesan), penganugerahan=tuple(penganugerahan)
        )
        return self.send(request, sigtk.KirimPenganugerahanJawaban)


__all__ = ["SigtkClient"]
