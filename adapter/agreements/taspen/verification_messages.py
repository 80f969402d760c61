"""The messages of verifikasiPeserta and verifikasiPesertaMassal."""

from dataclasses import dataclass
from typing import Annotated

from adapter import limits
from adapter.agreements.simple import Cacah
from adapter.agreements.structures import Kepala, KepalaJawaban, Kesalahan
from adapter.agreements.taspen.elements import LAMPIRAN_I, BarisPendaftar, HasilVerifikasi, Pendaftar
from adapter.agreements.types import Element

_CONFIRMED = "Pasal 4 ayat (1) huruf a; Pasal 5 ayat (2) huruf a"
_MASS = "asumsi: beberapa pendaftar dalam satu pesan, Pasal 4 ayat (1) huruf a"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifikasiPeserta:
    """Asks whether one registrant is the ASN that they say."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    pendaftar: Annotated[Pendaftar, Element(LAMPIRAN_I, "Pendaftar yang diverifikasi")]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifikasiPesertaJawaban:
    """What BKN confirms."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    hasil: Annotated[HasilVerifikasi, Element(_CONFIRMED, "Hasil verifikasi")]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifikasiPesertaMassal:
    """Asks about several registrants at once."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    pendaftar: Annotated[
        tuple[BarisPendaftar, ...],
        Element(_MASS, "Pendaftar yang diverifikasi", least=1, most=limits.MASS_VERIFICATION_ROWS),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisVerifikasi:
    """What became of one row: a result, or what was wrong with it."""

    baris: Annotated[Cacah, Element(_MASS, "Nomor baris, mulai dari 1")]
    hasil: Annotated[HasilVerifikasi | None, Element(_CONFIRMED, "Hasil verifikasi; tidak ada bila baris ditolak")] = (
        None
    )
    kesalahan: Annotated[
        tuple[Kesalahan, ...], Element(_MASS, "Sebab baris ditolak; ditolak tidak berarti tidak sesuai", most=16)
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifikasiPesertaMassalJawaban:
    """What became of each row, in the order sent."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jumlahDijawab: Annotated[Cacah, Element(_MASS, "Baris dengan hasil")]
    jumlahDitolak: Annotated[Cacah, Element(_MASS, "Baris dengan kesalahan")]
    baris: Annotated[
        tuple[BarisVerifikasi, ...], Element(_MASS, "Hasil tiap baris", most=limits.MASS_VERIFICATION_ROWS)
    ] = ()
