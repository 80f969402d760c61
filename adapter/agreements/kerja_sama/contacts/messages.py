"""The messages on contacts."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.kerja_sama.parties import Pihak
from adapter.agreements.simple import Teks40, Teks100, Teks250
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element

_ISI = "asumsi: hak atas keterangan tentang perjanjian sendiri"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilNarahubung:
    """Asks whom to turn to."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narahubung:
    """An office to turn to."""

    pihak: Annotated[Pihak, Element(_ISI, "Pihak")]
    unit: Annotated[Teks250, Element(_ISI, "Unit kerja")]
    telepon: Annotated[Teks40, Element(_ISI, "Telepon")]
    surel: Annotated[Teks100, Element(_ISI, "Surat elektronik")]
    sumber: Annotated[Teks250, Element(_ISI, "Pasal yang menyebutnya")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilNarahubungJawaban:
    """Both parties' contacts, as far as the agreement names them."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    narahubung: Annotated[tuple[Narahubung, ...], Element(_ISI, "Narahubung")] = ()
