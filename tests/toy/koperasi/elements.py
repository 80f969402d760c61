"""One element out, nothing in."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import Nama, Nip
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Anggota:
    """A member."""

    nama: Annotated[Nama | None, Element("Pasal 1 (mainan)", "Nama anggota")] = None


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


ANGGOTA = ElementList("anggota", Anggota, Side.BKN, elements=("nama",), accompanying=(), source="Pasal 1 (mainan)")
