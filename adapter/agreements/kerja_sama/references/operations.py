"""Reference codes, whole or what has changed."""

from adapter.agreements.kerja_sama.references.messages import AmbilReferensi, AmbilReferensiJawaban, Referensi
from adapter.agreements.operation import Call, Operation
from adapter.errors import ContractViolation, Problem
from adapter.records.models import ReferenceCode
from adapter.records.references import changes


def _ambil_referensi(call: Call, asked: AmbilReferensi) -> AmbilReferensiJawaban:
    """SIGTK Pasal 4 ayat (1) huruf c."""
    found = changes(call.session, asked.jenisReferensi, asked.sejakVersi)
    if asked.sejakVersi is not None and asked.sejakVersi > found.version:
        problem = Problem("/ambilReferensi/sejakVersi", "FORMAT_TIDAK_SAH", "versi ini belum pernah diberikan")
        raise ContractViolation((problem,))
    return AmbilReferensiJawaban(
        kepala=call.heading,
        jenisReferensi=asked.jenisReferensi,
        versi=found.version,
        referensi=tuple(told(code) for code in found.codes),
    )


def told(code: ReferenceCode) -> Referensi:
    """A code in the words of the wire."""
    return Referensi(
        kode=code.code,
        nama=code.name,
        aktif=code.active,
        berlakuMulai=code.first_day,
        berlakuSampai=code.last_day,
    )


OPERATIONS = (
    Operation(
        "ambilReferensi",
        AmbilReferensi,
        AmbilReferensiJawaban,
        _ambil_referensi,
        "Satu daftar kode, seluruhnya atau perubahannya sejak sebuah versi",
    ),
)
