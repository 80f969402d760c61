"""What BKN pushes to LayananSigtkMitra: reference codes that have changed, applied as if SIGTK had asked for them."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.kerja_sama.references.messages import JenisReferensi, Referensi
from adapter.agreements.operation import Call, Operation
from adapter.agreements.receiving import incoming
from adapter.agreements.sigtk.receiving import take_references
from adapter.agreements.simple import Cacah, Token
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element
from adapter.limits import PUSHED_CODES
from adapter.records.cards import STORED

_REFERENSI = "Pasal 4 ayat (1) huruf c; Pasal 5 ayat (2) huruf c"


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimReferensi:
    """Brings codes of one list, as ambilReferensi gives them, and the version that they come from."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    jenisReferensi: Annotated[JenisReferensi, Element(_REFERENSI, "Jenis data referensi")]
    versi: Annotated[Token, Element(_REFERENSI, "Versi daftar pada BKN saat kode ini dibaca")]
    referensi: Annotated[tuple[Referensi, ...], Element(_REFERENSI, "Kode", least=1, most=PUSHED_CODES)]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimReferensiJawaban:
    """What became of the codes."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jumlahTersimpan: Annotated[Cacah, Element("asumsi", "Kode yang baru atau berubah")]
    jumlahTidakBerubah: Annotated[Cacah, Element("asumsi", "Kode yang memang sudah sama, atau sudah lebih baru")]


def _kirim_referensi(call: Call, sent: KirimReferensi) -> KirimReferensiJawaban:
    """Pasal 4 ayat (1) huruf c; Pasal 5 ayat (2) huruf c."""
    receipts = take_references(incoming(call), sent.jenisReferensi, sent.versi, sent.referensi)
    counts = Counter(receipt.result == STORED for receipt in receipts)
    return KirimReferensiJawaban(kepala=call.heading, jumlahTersimpan=counts[True], jumlahTidakBerubah=counts[False])


OPERATIONS = (
    Operation(
        "kirimReferensi",
        KirimReferensi,
        KirimReferensiJawaban,
        _kirim_referensi,
        "BKN mengirim kode referensi yang baru atau berubah",
    ),
)
