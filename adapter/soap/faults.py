"""The one table that turns what went wrong into a fault.

A fault says a code to program on, a sentence, and what to do. Partners read these texts; they are in Indonesian. What
is said of a message's security is in security_faults.py.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapter import errors
from adapter.agreements.structures import Galat, Kesalahan
from adapter.agreements.terms import BKN
from adapter.clock import WIB
from adapter.security import errors as security
from adapter.security.names import WSSE
from adapter.soap.fault_element import Fault
from adapter.soap.security_faults import REPLAYED, Text, security_text

_HOST = "{host}"
_LONGEST = 1000
_LONGEST_DIGEST = 64


@dataclass(frozen=True, slots=True)
class Context:
    """What a fault's detail names besides the error itself."""

    correlation_id: str
    message_id: str | None = None
    agreement_number: str | None = None
    received_at: datetime | None = None
    host: str = BKN


def _in_force(error: errors.AgreementNotInForce) -> Text:
    first, last = error.first_day.isoformat(), error.last_day.isoformat()
    sentences = {
        "BERAKHIR": f"Perjanjian nomor {error.number} telah berakhir pada {last}.",
        "BELUM_BERLAKU": f"Perjanjian nomor {error.number} baru berlaku mulai {first}.",
        "DITANGGUHKAN": f"Pertukaran berdasarkan perjanjian nomor {error.number} sedang ditangguhkan.",
        "DIHENTIKAN": f"Perjanjian nomor {error.number} telah dihentikan; hari terakhirnya {last}.",
        "BATAL_DEMI_HUKUM": f"Perjanjian nomor {error.number} batal demi hukum; hari terakhirnya {last}.",
    }
    early = error.state in ("DIHENTIKAN", "BATAL_DEMI_HUKUM")
    action = "Ajukan perpanjangan perjanjian, atau hubungi narahubung {host}."
    if early or error.state == "DITANGGUHKAN":
        action = "Panggil cekStatusPerjanjian untuk alasannya, lalu hubungi narahubung {host}."
    return Text("PERJANJIAN_BERAKHIR" if early else f"PERJANJIAN_{error.state}", sentences[error.state], action)


def _violation(error: errors.ContractViolation) -> Text:
    sentence = f"Pesan tidak sesuai dengan kontrak layanan: {len(error.problems)} kesalahan."
    return Text(error.code, sentence, "Perbaiki semua butir kesalahan menurut WSDL, lalu kirim kembali.")


_TABLE: dict[type[Exception], Callable[[Any], Text]] = {
    errors.AgreementNotInForce: _in_force,
    errors.ForceMajeureHolds: lambda error: Text(
        "KEADAAN_KAHAR",
        f"Pertukaran ditunda karena keadaan kahar {error.number} sejak {error.since.isoformat()}.",
        "Kirim kembali setelah keadaan kahar itu berakhir; panggil cekStatusPerjanjian untuk keadaannya.",
    ),
    errors.NotAuthorised: lambda error: Text(
        "TANDA_TANGAN_TIDAK_SAH",
        f"Permintaan ditolak: {error.what}.",
        "Gunakan sertifikat, kodeMitra, nomorPerjanjian, dan operasi dari perjanjian yang sama.",
    ),
    errors.PurposeNotAllowed: lambda error: Text(
        "TUJUAN_TIDAK_SAH",
        "kodeTujuan bukan tujuan yang disebut perjanjian untuk operasi ini.",
        f"Tujuan yang sah: {', '.join(error.allowed)}.",
    ),
    errors.UnderMaintenance: lambda error: Text(
        "SEDANG_PERBAIKAN",
        f"Layanan sedang dalam perbaikan menurut pemberitahuan {error.notice}.",
        "Kirim kembali sesudah perkiraanSelesai dengan idPesan yang sama; isi pemberitahuan: ambilPemberitahuan.",
    ),
    errors.ElementNotAllowed: lambda error: Text(
        "ELEMEN_TIDAK_DIIZINKAN",
        f"Di luar daftar elemen perjanjian: {', '.join(error.elements)}.",
        "Panggil ambilDaftarElemen untuk elemen dan versi yang berlaku; tambahan memerlukan adendum.",
    ),
    errors.ElementWithdrawn: lambda error: Text(
        "ELEMEN_DICABUT",
        f"Elemen telah dicabut dengan adendum: {', '.join(error.elements)}.",
        "Hapus elemen itu dari permintaan; panggil ambilDaftarElemen untuk daftar yang berlaku.",
    ),
    errors.ContractViolation: _violation,
    errors.NeedsHandling: lambda _: Text(
        "PERLU_PENANGANAN_MANUAL",
        "Permintaan ini tidak dapat dijawab secara otomatis.",
        "Sampaikan idKorelasi kepada narahubung {host}; pengiriman ulang hari ini tidak mengubah jawaban.",
    ),
    errors.QuotaExceeded: lambda error: Text(
        "KUOTA_TERLAMPAUI",
        f"Dengan permintaan ini kuota {error.people} orang sehari terlampaui.",
        "Lanjutkan esok hari (WIB), atau hubungi narahubung {host} bila kuota tidak mencukupi.",
    ),
    errors.SubjectRestricted: lambda _: Text(
        "SUBJEK_DIBATASI",
        "Jawaban terdahulu memuat orang yang pemrosesan datanya kini dibatasi.",
        "Kirim permintaan baru dengan idPesan baru.",
    ),
    errors.SignatureNotAccepted: lambda error: Text(
        "TANDA_TANGAN_TIDAK_SAH",
        f"Tanda tangan pada berita acara tidak diterima: {error.what}.",
        "Ambil dokumen dengan ambilBeritaAcara; tandatangani elemen beritaAcara dengan kunci sertifikat terdaftar.",
    ),
    errors.DuplicateDiffers: lambda _: Text(
        "DUPLIKAT_BERBEDA_ISI",
        "idPesan ini sudah dipakai untuk permintaan dengan isi yang lain.",
        "Gunakan idPesan baru untuk setiap permintaan baru.",
    ),
    errors.StoreUnavailable: lambda _: Text(
        "GALAT_SISTEM",
        # Where the connection was lost while committing, nobody knows yet whether the request was stored.
        "Basis data {host} sedang tidak dapat dijangkau; tidak ada data yang diberikan.",
        "Kirim kembali beberapa menit lagi dengan idPesan yang sama; permintaan yang telanjur tersimpan dikenali.",
    ),
}
_INTERNAL = Text(
    "GALAT_SISTEM",
    "Terjadi kesalahan pada sistem {host}; permintaan tidak dijalankan.",
    "Sampaikan idKorelasi kepada narahubung {host}.",
)


def fault_of(error: Exception, context: Context) -> Fault:
    """The fault that tells a partner of `error`; an unexpected error tells nothing of itself."""
    text = _text_of(error)
    problems = error.problems if isinstance(error, errors.ContractViolation) else ()
    detail = Galat(
        kodeGalat=text.code,
        pesan=text.sentence.replace(_HOST, context.host)[:_LONGEST],
        tindakan=text.action.replace(_HOST, context.host),
        idKorelasi=context.correlation_id,
        idPesan=context.message_id,
        nomorPerjanjian=context.agreement_number,
        tanggalAkhir=error.last_day if isinstance(error, errors.AgreementNotInForce) else None,
        kesalahan=tuple(Kesalahan(jalur=p.path[:_LONGEST], kodeGalat=p.code, keterangan=p.sentence) for p in problems),
        **_evidence(error, context),
        **_window(error),
    )
    return Fault(_code_of(error), detail)


def _evidence(error: Exception, context: Context) -> dict[str, Any]:
    """What a registered partner compares with its own: the digest that does not hold, and our clock."""
    if not isinstance(error, security.SecurityError) or error.signer is None:
        return {}
    clock = {"jamServer": context.received_at and context.received_at.astimezone(WIB)}
    found = error.mismatch if isinstance(error, security.FailedCheck) else None
    if found is None:
        return clock
    digests = {"digestPengirim": found.sent[:_LONGEST_DIGEST], "digestKami": found.computed}
    return {**clock, "bagian": found.part, **{name: b64encode(value).decode() for name, value in digests.items()}}


def _window(error: Exception) -> dict[str, Any]:
    """Which notice closes the service, and until when."""
    if not isinstance(error, errors.UnderMaintenance):
        return {}
    until = error.ends_at.astimezone(WIB) if error.ends_at is not None else None
    return {"nomorPemberitahuan": error.notice, "perkiraanSelesai": until}


def _text_of(error: Exception) -> Text:
    if isinstance(error, errors.Replayed):
        return REPLAYED
    if isinstance(error, security.SecurityError):
        return security_text(error)
    make = _TABLE.get(type(error))
    return make(error) if make is not None else _INTERNAL


def _code_of(error: Exception) -> tuple[str | None, str]:
    if isinstance(error, security.SecurityError):
        return error.namespace, error.local_name
    if isinstance(error, errors.Replayed):
        return WSSE, security.InvalidSecurity.__name__
    if isinstance(error, errors.NotAuthorised):
        return WSSE, security.FailedAuthentication.__name__
    return (None, "Client") if isinstance(error, errors.Refusal) else (None, "Server")
