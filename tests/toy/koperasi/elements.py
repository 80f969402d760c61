"""One element out, nothing in."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import Nama
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Anggota:
    """A member."""

    nama: Annotated[Nama | None, Element("Pasal 1 (mainan)", "Nama anggota")] = None


ANGGOTA = ElementList("anggota", Anggota, Side.BKN, elements=("nama",), accompanying=(), source="Pasal 1 (mainan)")
