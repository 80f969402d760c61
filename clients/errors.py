"""What can go wrong with a call, as a client sees it. Catch `ClientError` for all of it.

ClientError
 +- NotReached          no answer came: connection refused, time-out, or no SOAP at all. Send again,
 |                      with the same idPesan: the server recognises a request that it has answered
 +- AnswerRejected      an answer came that BKN has not signed, or not for this request. No data is given
 |   +- AnswerUnfit        it is signed, and does not say what it must: a page that leads nowhere
 +- RequestRefused      BKN has signed a fault; `kodeGalat`, `tindakan`, `kesalahan` say why
     +- AgreementRefused   PERJANJIAN_*: the agreement is not in force
     +- ContractRefused    FORMAT_TIDAK_SAH, DATA_TIDAK_LENGKAP, KEPPRES_TIDAK_ADA: see `kesalahan`
     +- SecurityRefused    TANDA_TANGAN_TIDAK_SAH, PESAN_KEDALUWARSA
     +- UnderMaintenance   SEDANG_PERBAIKAN: send again after `galat.perkiraanSelesai`
     +- ServerFailed       GALAT_SISTEM: send again later, with the same idPesan
"""

from typing import ClassVar

from adapter.agreements.structures import Galat, Kesalahan

_TOLD = 3
"""Mistakes that an exception's text names."""


class ClientError(Exception):
    """A call that gave no result."""


class NotReached(ClientError):
    """No SOAP answer came."""


class AnswerRejected(ClientError):
    """The answer is not BKN's answer to this request; nothing of it is given."""


class AnswerUnfit(AnswerRejected):
    """An answer that is signed, and does not say what it must: a page that leads nowhere. Nothing of it is taken."""


class RequestRefused(ClientError):
    """A fault that BKN has signed. `galat` is its detail."""

    codes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, galat: Galat) -> None:
        """Keep the fault's detail; the text has the first mistakes with their paths."""
        told = [f"{item.jalur}: {item.keterangan}" for item in galat.kesalahan[:_TOLD]]
        more = len(galat.kesalahan) - len(told)
        mistakes = f" [{'; '.join([*told, *([f'dan {more} lagi'] if more else [])])}]" if told else ""
        self.headline = f"{galat.kodeGalat}: {galat.pesan} {galat.tindakan} (idKorelasi {galat.idKorelasi})"
        super().__init__(self.headline + mistakes)
        self.galat = galat

    @property
    def kodeGalat(self) -> str:
        """The code to program on."""
        return self.galat.kodeGalat

    @property
    def kesalahan(self) -> tuple[Kesalahan, ...]:
        """Every single thing that is wrong with the request, and where."""
        return self.galat.kesalahan


class AgreementRefused(RequestRefused):
    """The agreement is not in force; `galat.tanggalAkhir` is its last day."""

    codes = ("PERJANJIAN_BERAKHIR", "PERJANJIAN_BELUM_BERLAKU", "PERJANJIAN_DITANGGUHKAN")


class ContractRefused(RequestRefused):
    """The request does not follow the contract."""

    codes = ("FORMAT_TIDAK_SAH", "DATA_TIDAK_LENGKAP", "KEPPRES_TIDAK_ADA")


class SecurityRefused(RequestRefused):
    """The signature, the certificate or the time of the request was not accepted."""

    codes = ("TANDA_TANGAN_TIDAK_SAH", "PESAN_KEDALUWARSA")


class UnderMaintenance(RequestRefused):
    """BKN's notice `galat.nomorPemberitahuan` closes its exchanges until `galat.perkiraanSelesai`."""

    codes = ("SEDANG_PERBAIKAN",)


class ServerFailed(RequestRefused):
    """BKN could not carry the request out; nothing was stored."""

    codes = ("GALAT_SISTEM",)


def refusal(galat: Galat) -> RequestRefused:
    """The exception for a fault's detail."""
    kinds = (AgreementRefused, ContractRefused, SecurityRefused, UnderMaintenance, ServerFailed)
    return next((kind for kind in kinds if galat.kodeGalat in kind.codes), RequestRefused)(galat)
