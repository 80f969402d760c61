"""The one table that turns what went wrong into a fault.

A fault says a code to program on, a sentence, and what to do. To a stranger all security faults say the same.
Partners read these texts; they are in Indonesian.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapter import errors, limits
from adapter.agreements.structures import Galat, Kesalahan
from adapter.agreements.terms import BKN
from adapter.clock import WIB
from adapter.security import errors as security
from adapter.security.names import WSSE
from adapter.soap.fault_element import Fault

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


@dataclass(frozen=True, slots=True)
class _Text:
    """What is said; {host} stands for the name of who says it."""

    code: str
    sentence: str
    action: str


def _in_force(error: errors.AgreementNotInForce) -> _Text:
    first, last = error.first_day.isoformat(), error.last_day.isoformat()
    sentences = {
        "BERAKHIR": f"Perjanjian nomor {error.number} telah berakhir pada {last}.",
        "BELUM_BERLAKU": f"Perjanjian nomor {error.number} baru berlaku mulai {first}.",
        "DITANGGUHKAN": f"Pertukaran di bawah perjanjian nomor {error.number} sedang ditangguhkan.",
        "DIHENTIKAN": f"Perjanjian nomor {error.number} telah dihentikan; hari terakhirnya {last}.",
        "BATAL_DEMI_HUKUM": f"Perjanjian nomor {error.number} batal demi hukum; hari terakhirnya {last}.",
    }
    early = error.state in ("DIHENTIKAN", "BATAL_DEMI_HUKUM")
    action = "Ajukan perpanjangan perjanjian, atau hubungi narahubung {host}."
    if early or error.state == "DITANGGUHKAN":
        action = "Panggil cekStatusPerjanjian untuk alasannya, lalu hubungi narahubung {host}."
    return _Text("PERJANJIAN_BERAKHIR" if early else f"PERJANJIAN_{error.state}", sentences[error.state], action)


def _violation(error: errors.ContractViolation) -> _Text:
    sentence = f"Pesan tidak sesuai dengan kontrak layanan: {len(error.problems)} kesalahan."
    return _Text(error.code, sentence, "Perbaiki semua butir kesalahan menurut WSDL, lalu kirim kembali.")


_TABLE: dict[type[Exception], Callable[[Any], _Text]] = {
    errors.AgreementNotInForce: _in_force,
    errors.ForceMajeureHolds: lambda error: _Text(
        "KEADAAN_KAHAR",
        f"Pertukaran ditunda karena keadaan kahar {error.number} sejak {error.since.isoformat()}.",
        "Kirim kembali setelah keadaan kahar itu berakhir; panggil cekStatusPerjanjian untuk keadaannya.",
    ),
    errors.NotAuthorised: lambda error: _Text(
        "TANDA_TANGAN_TIDAK_SAH",
        f"Permintaan ditolak: {error.what}.",
        "Gunakan sertifikat, kodeMitra, nomorPerjanjian, dan operasi dari perjanjian yang sama.",
    ),
    errors.PurposeNotAllowed: lambda error: _Text(
        "TUJUAN_TIDAK_SAH",
        "kodeTujuan bukan tujuan yang disebut perjanjian untuk operasi ini.",
        f"Tujuan yang sah: {', '.join(error.allowed)}.",
    ),
    errors.UnderMaintenance: lambda error: _Text(
        "SEDANG_PERBAIKAN",
        f"Layanan sedang dalam perbaikan menurut pemberitahuan {error.notice}.",
        "Kirim kembali sesudah perkiraanSelesai dengan idPesan yang sama; isi pemberitahuan: ambilPemberitahuan.",
    ),
    errors.ElementNotAllowed: lambda error: _Text(
        "ELEMEN_TIDAK_DIIZINKAN",
        f"Di luar daftar elemen perjanjian: {', '.join(error.elements)}.",
        "Panggil ambilDaftarElemen untuk elemen dan versi yang berlaku; tambahan memerlukan adendum.",
    ),
    errors.ElementWithdrawn: lambda error: _Text(
        "ELEMEN_DICABUT",
        f"Elemen telah dicabut dengan adendum: {', '.join(error.elements)}.",
        "Hapus elemen itu dari permintaan; panggil ambilDaftarElemen untuk daftar yang berlaku.",
    ),
    errors.ContractViolation: _violation,
    errors.NeedsHandling: lambda _: _Text(
        "PERLU_PENANGANAN_MANUAL",
        "Permintaan ini tidak dapat dijawab secara otomatis.",
        "Sampaikan idKorelasi kepada narahubung {host}; pengiriman ulang hari ini tidak mengubah jawaban.",
    ),
    errors.QuotaExceeded: lambda error: _Text(
        "KUOTA_TERLAMPAUI",
        f"Dengan permintaan ini kuota {error.people} orang sehari terlampaui.",
        "Lanjutkan esok hari (WIB), atau hubungi narahubung {host} bila kuota tidak mencukupi.",
    ),
    errors.SubjectRestricted: lambda _: _Text(
        "SUBJEK_DIBATASI",
        "Jawaban terdahulu memuat orang yang pemrosesan datanya kini dibatasi.",
        "Kirim permintaan baru dengan idPesan baru.",
    ),
    errors.SignatureNotAccepted: lambda error: _Text(
        "TANDA_TANGAN_TIDAK_SAH",
        f"Tanda tangan pada berita acara tidak diterima: {error.what}.",
        "Ambil dokumen dengan ambilBeritaAcara; tandatangani elemen beritaAcara dengan kunci sertifikat terdaftar.",
    ),
    errors.DuplicateDiffers: lambda _: _Text(
        "DUPLIKAT_BERBEDA_ISI",
        "idPesan ini sudah dipakai untuk permintaan dengan isi yang lain.",
        "Gunakan idPesan baru untuk setiap permintaan baru.",
    ),
    errors.StoreUnavailable: lambda _: _Text(
        "GALAT_SISTEM",
        # Where the connection was lost while committing, nobody knows yet whether the request was stored.
        "Basis data {host} sedang tidak dapat dijangkau; tidak ada data yang diberikan.",
        "Kirim kembali beberapa menit lagi dengan idPesan yang sama; permintaan yang terlanjur tersimpan dikenali.",
    ),
}
_INTERNAL = _Text(
    "GALAT_SISTEM",
    "Terjadi kesalahan pada sistem {host}; permintaan tidak dijalankan.",
    "Sampaikan idKorelasi kepada narahubung {host}.",
)
_REPLAYED = _Text(
    "TANDA_TANGAN_TIDAK_SAH",
    "Pesan dengan tanda tangan ini sudah pernah diterima.",
    "Tanda tangani setiap pengiriman dengan Timestamp baru; idPesan boleh tetap untuk permintaan yang sama.",
)
_STRANGER = _Text(
    "TANDA_TANGAN_TIDAK_SAH",
    "Pesan tidak dapat diterima.",
    "Periksa tanda tangan pesan dan pendaftaran sertifikat pada {host}.",
)
_MALFORMED = _Text(
    "FORMAT_TIDAK_SAH",
    "Pesan bukan pesan SOAP yang dapat dibaca layanan ini.",
    "Kirim satu Envelope SOAP 1.1 atau 1.2 dengan satu Body berisi satu elemen, tanpa DTD dan instruksi pemrosesan.",
)
_SIGNED_WRONG = (
    "Periksa penandatanganan: Body, Timestamp, dan BinarySecurityToken, dengan C14N eksklusif dan SHA-256; "
    "`jembatan periksa-pesan` menunjukkan sebabnya."
)
# Told with every FailedCheck: which of them it was, nobody may learn (hazards, case 22).
_ENCRYPTED_WRONG = (
    " Bila perjanjian meminta enkripsi, isi Body dienkripsi sesudah ditandatangani, untuk sertifikat {host}: "
    "AES-256-GCM, kuncinya dengan RSA-OAEP (SHA-256, MGF1 SHA-256); bila tidak, Body dikirim tanpa enkripsi."
)
_SECURITY: dict[type[security.SecurityError], _Text] = {
    security.UnsupportedAlgorithm: _Text(
        "TANDA_TANGAN_TIDAK_SAH",
        "Algoritme tanda tangan, digest, atau kanonikalisasi tidak diterima.",
        "Gunakan RSA-SHA256 (atau RSA-SHA384/512, RSASSA-PSS, ECDSA P-256/P-384, Ed25519), digest SHA-256 atau lebih, "
        "dan C14N eksklusif; pada CXF dan WSS4J atur ws-security.asymmetric.signature.algorithm.",
    ),
    security.InvalidSecurityToken: _Text(
        "TANDA_TANGAN_TIDAK_SAH",
        "Sertifikat tidak dapat dipakai: kedaluwarsa, belum berlaku, atau bukan untuk tanda tangan.",
        "Gunakan sertifikat yang masih berlaku dengan keyUsage digitalSignature.",
    ),
    security.InvalidSecurity: _Text(
        "TANDA_TANGAN_TIDAK_SAH", "Header Security tidak lengkap atau tidak sesuai.", _SIGNED_WRONG
    ),
    security.FailedCheck: _Text(
        "TANDA_TANGAN_TIDAK_SAH",
        "Tanda tangan, digest, atau enkripsi tidak cocok dengan isi pesan.",
        _SIGNED_WRONG + _ENCRYPTED_WRONG,
    ),
    security.ActionMismatch: _Text(
        "FORMAT_TIDAK_SAH",
        "SOAPAction, wsa:Action, dan elemen dalam Body menyebut operasi yang berbeda.",
        "Gunakan nilai soapAction atau wsam:Action dari WSDL untuk operasi yang dikirim.",
    ),
    security.InvalidAddressingHeader: _Text(
        "FORMAT_TIDAK_SAH",
        "Header WS-Addressing tidak sah, atau menunjuk ke tempat lain.",
        "wsa:To harus alamat layanan dari WSDL; wsa:ReplyTo dan wsa:FaultTo harus anonim; setiap header sekali saja.",
    ),
    security.MessageAddressingHeaderRequired: _Text(
        "FORMAT_TIDAK_SAH",
        "Ada header WS-Addressing, tetapi wsa:Action tidak ada.",
        "Kirim wsa:Action menurut WSDL, atau jangan kirim header WS-Addressing sama sekali.",
    ),
    security.MessageExpired: _Text(
        "PESAN_KEDALUWARSA",
        "Timestamp pesan bukan dari saat ini.",
        f"Samakan jam dengan waktu UTC; selisih paling besar {limits.CLOCK_SKEW.seconds} detik.",
    ),
}


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


def _text_of(error: Exception) -> _Text:
    if isinstance(error, errors.Replayed):
        return _REPLAYED
    if isinstance(error, (security.MalformedMessage, security.VersionMismatch, security.NotUnderstood)):
        return _MALFORMED
    if isinstance(error, security.SecurityError):
        return _SECURITY.get(type(error), _STRANGER) if error.signer is not None else _STRANGER
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
