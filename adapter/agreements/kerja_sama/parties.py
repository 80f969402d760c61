"""The two parties on the wire: whichever partner it is, it is MITRA."""

from typing import Annotated

from adapter.agreements.terms import Side
from adapter.agreements.types import choice

Pihak = Annotated[str, choice("tPihak", "Pihak dalam perjanjian", "BKN", "MITRA")]
JenisReferensi = Annotated[
    str,
    choice(
        "tJenisReferensi",
        "Jenis data referensi",
        "INSTANSI",
        "UNIT_ORGANISASI",
        "GOLONGAN",
        "PANGKAT",
        "JENIS_JABATAN",
        "JABATAN",
        "KEDUDUKAN_HUKUM",
        "JENIS_PENGHARGAAN",
        "WILAYAH",
    ),
]

PARTIES = {Side.BKN: "BKN", Side.PARTNER: "MITRA"}
"""A side by its word on the wire."""
SIDES = {word: side for side, word in PARTIES.items()}
