"""One question and its answer."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.koperasi.elements import Anggota

from adapter.agreements.simple import Nip
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class SapaAnggota:
    """Asks for a greeting."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nip: Annotated[Nip, Element("Pasal 1 (mainan)", "NIP anggota")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SapaAnggotaJawaban:
    """A greeting."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    anggota: Annotated[Anggota | None, Element("Pasal 1 (mainan)", "Anggota")] = None
