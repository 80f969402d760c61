"""The messages on contacts."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.kerja_sama.parties import Pihak
from adapter.agreements.simple import Tanggal, Teks40, Teks100, Teks250
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, SimpleType, choice

_ISI = "asumsi: hak atas keterangan tentang perjanjian sendiri"
_PERUBAHAN = "PANRB Pasal 8 ayat (3); asumsi bagi yang lain"
_JENIS = "SETNEG Pasal 4 ayat (1) huruf f (gangguan); UU 27/2022 Pasal 53-54 (PPDP); selebihnya asumsi"

JenisNarahubung = Annotated[
    str,
    choice(
        "tJenisNarahubung", "Umum, untuk gangguan, atau pejabat pelindungan data pribadi", "UMUM", "GANGGUAN", "PPDP"
    ),
]
Surel = Annotated[str, SimpleType("tSurel", "token", "Alamat surel kantor", r"[^@\s]+@[^@\s]+", max_length=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilNarahubung:
    """Asks whom to turn to."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narahubung:
    """An office to turn to, today or, where it is announced, from a later day on."""

    pihak: Annotated[Pihak, Element(_ISI, "Pihak")]
    jenis: Annotated[JenisNarahubung | None, Element(_JENIS, "Untuk urusan apa")] = None
    unit: Annotated[Teks250, Element(_ISI, "Unit kerja")]
    telepon: Annotated[Teks40, Element(_ISI, "Telepon")]
    surel: Annotated[Teks100, Element(_ISI, "Surat elektronik")]
    sumber: Annotated[Teks250, Element(_ISI, "Pasal yang menyebutnya, atau kapan diberitahukan")]
    berlakuMulai: Annotated[Tanggal | None, Element(_PERUBAHAN, "Hari pertama berlaku")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilNarahubungJawaban:
    """Both parties' contacts: those in use today, and after each those announced for later."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    narahubung: Annotated[tuple[Narahubung, ...], Element(_ISI, "Narahubung")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PerbaruiNarahubung:
    """Tells the sender's own new office."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    jenis: Annotated[JenisNarahubung, Element(_JENIS, "Untuk urusan apa")]
    unit: Annotated[Teks250, Element(_PERUBAHAN, "Unit kerja; bukan nama orang")]
    telepon: Annotated[Teks40, Element(_PERUBAHAN, "Telepon")]
    surel: Annotated[Surel, Element(_PERUBAHAN, "Surat elektronik")]
    berlakuMulai: Annotated[
        Tanggal, Element(_PERUBAHAN, "Hari pertama berlaku; pada PANRB paling cepat 7 hari kerja sesudah hari ini")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerbaruiNarahubungJawaban:
    """The sender's offices, as they now are and will be."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    narahubung: Annotated[tuple[Narahubung, ...], Element(_ISI, "Narahubung")] = ()
