"""What the faults say of a message's form, signature and time; faults.py is the table that uses it.

To a stranger all say the same: whom we do not know, learns nothing of what we checked.
"""

from dataclasses import dataclass

from adapter import limits
from adapter.security import errors as security


@dataclass(frozen=True, slots=True)
class Text:
    """What a fault says; {host} stands for the name of who says it."""

    code: str
    sentence: str
    action: str


REPLAYED = Text(
    "TANDA_TANGAN_TIDAK_SAH",
    "Pesan dengan tanda tangan ini sudah pernah diterima.",
    "Tanda tangani setiap pengiriman dengan Timestamp baru; idPesan boleh tetap untuk permintaan yang sama.",
)
_STRANGER = Text(
    "TANDA_TANGAN_TIDAK_SAH",
    "Pesan tidak dapat diterima.",
    "Periksa tanda tangan pesan dan pendaftaran sertifikat pada {host}.",
)
_MALFORMED = Text(
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
_SECURITY: dict[type[security.SecurityError], Text] = {
    security.UnsupportedAlgorithm: Text(
        "TANDA_TANGAN_TIDAK_SAH",
        "Algoritme tanda tangan, digest, atau kanonikalisasi tidak diterima.",
        "Gunakan RSA-SHA256 (atau RSA-SHA384/512, RSASSA-PSS, ECDSA P-256/P-384, Ed25519), digest SHA-256 atau lebih, "
        "dan C14N eksklusif; pada CXF dan WSS4J atur ws-security.asymmetric.signature.algorithm.",
    ),
    security.InvalidSecurityToken: Text(
        "TANDA_TANGAN_TIDAK_SAH",
        "Sertifikat tidak dapat dipakai: kedaluwarsa, belum berlaku, atau bukan untuk tanda tangan.",
        "Gunakan sertifikat yang masih berlaku dengan keyUsage digitalSignature.",
    ),
    security.InvalidSecurity: Text(
        "TANDA_TANGAN_TIDAK_SAH", "Header Security tidak lengkap atau tidak sesuai.", _SIGNED_WRONG
    ),
    security.FailedCheck: Text(
        "TANDA_TANGAN_TIDAK_SAH",
        "Tanda tangan, digest, atau enkripsi tidak cocok dengan isi pesan.",
        _SIGNED_WRONG + _ENCRYPTED_WRONG,
    ),
    security.ActionMismatch: Text(
        "FORMAT_TIDAK_SAH",
        "SOAPAction, wsa:Action, dan elemen dalam Body menyebut operasi yang berbeda.",
        "Gunakan nilai soapAction atau wsam:Action dari WSDL untuk operasi yang dikirim.",
    ),
    security.InvalidAddressingHeader: Text(
        "FORMAT_TIDAK_SAH",
        "Header WS-Addressing tidak sah, atau menunjuk ke tempat lain.",
        "wsa:To harus alamat layanan dari WSDL; wsa:ReplyTo dan wsa:FaultTo harus anonim; setiap header sekali saja.",
    ),
    security.MessageAddressingHeaderRequired: Text(
        "FORMAT_TIDAK_SAH",
        "Ada header WS-Addressing, tetapi wsa:Action tidak ada.",
        "Kirim wsa:Action menurut WSDL, atau jangan kirim header WS-Addressing sama sekali.",
    ),
    security.MessageExpired: Text(
        "PESAN_KEDALUWARSA",
        "Timestamp pesan bukan dari saat ini.",
        f"Samakan jam dengan waktu UTC; selisih paling besar {limits.CLOCK_SKEW.seconds} detik.",
    ),
}


def security_text(error: security.SecurityError) -> Text:
    """What is said of it; only a message whose signer is known is told which check it did not pass."""
    if isinstance(error, (security.MalformedMessage, security.VersionMismatch, security.NotUnderstood)):
        return _MALFORMED
    return _SECURITY.get(type(error), _STRANGER) if error.signer is not None else _STRANGER
