"""The code lists that law and SIASN give, the same at every BKN: `jembatan migrate` puts them, and keeps them current.

INSTANSI, JABATAN and UNIT_ORGANISASI are an office's own: they come with its people.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from adapter.records.codes import AWARDS, LEGAL_POSITIONS, POST_KINDS, PROVINCES, RANKS
from adapter.records.references import Code, put_codes


def put_standard_lists(session: Session) -> None:
    """Write what is missing or differs; where all is as it should be, no list gets a new version."""
    for kind, codes in _lists():
        put_codes(session, kind, codes)


def _lists() -> Iterator[tuple[str, list[Code]]]:
    # SAPK numbers a golongan by rank and room: III/a is 31.
    numbers = {grade: f"{roman.count('I') if 'V' not in roman else 4}{'abcde'.index(room) + 1}"
               for grade in RANKS for roman, room in [grade.split("/")]}  # fmt: skip
    yield "GOLONGAN", [Code(numbers[grade], grade) for grade in RANKS]
    yield "PANGKAT", [Code(numbers[grade], rank) for grade, rank in RANKS.items()]
    named = {
        "JENIS_JABATAN": POST_KINDS,
        "KEDUDUKAN_HUKUM": LEGAL_POSITIONS,
        "JENIS_PENGHARGAAN": AWARDS,
        "WILAYAH": PROVINCES,
    }
    for kind, names in named.items():
        yield kind, [Code(code, name) for code, name in names.items()]
