"""What BPJS Kesehatan, as the holder, makes of an employee's record that BKN gives (Pasal 9 ayat (3)).

The matrix is authority.py's. The wire has no day for a declaration of address but a mutation's berlakuMulai; the
record's tanggalMutakhir tells when anything in it changed, and is none. For what the holder has of its own, it is the
day that the holder names itself.
"""

from collections.abc import Callable
from typing import Any

from adapter.agreements.bpjs.authority import AUTHORITY, BKN, LATEST
from adapter.agreements.bpjs.disputes import agree
from adapter.agreements.judging import Declared, Matrix
from adapter.agreements.structures import AnggotaKeluarga

_LONGEST = 250
"""Of nilaiBpjs (tTeks250)."""


def _member(one: AnggotaKeluarga) -> str:
    return f"{one.hubunganKeluarga} {one.nama} {one.tanggalLahir.isoformat()}"


_TEXTS: dict[str, Callable[[Any], str]] = {
    "tanggalLahir": lambda day: day.isoformat(),
    "alamatDomisili": lambda address: address.alamat,
    "instansiKerja": lambda agency: agency.kodeInstansi or agency.namaInstansi,
    "instansiInduk": lambda agency: agency.kodeInstansi or agency.namaInstansi,
    "lokasiTempatBekerja": lambda place: place.nama,
    "pangkatGolonganRuang": lambda rank: rank.golonganRuang,
    "tmtGolonganRuangTerakhir": lambda day: day.isoformat(),
    "masaKerjaGolongan": lambda service: f"{service.tahun} tahun {service.bulan} bulan",
    "keluarga": lambda family: "; ".join(sorted(map(_member, family))),
}


def text_of(element: str, value: Any) -> str:  # noqa: ANN401 - a value of any element
    """The value as BKN compares and records it in a case (nilaiBpjs), at most 250 characters."""
    return _TEXTS.get(element, str)(value)[:_LONGEST]


def bkn_decides(element: str, declared: Declared) -> bool:
    """Whether BKN's word is taken over; for what the latest declaration decides, only a later dated one of BKN's."""
    decider = AUTHORITY[element].decider
    if decider != LATEST:
        return decider == BKN
    return declared.given is not None and (declared.own is None or declared.given > declared.own)


def _agree(element: str, own: Any, given: Any) -> bool:  # noqa: ANN401 - values of any element
    # As BKN will judge the report: what it would call SAMA is no difference here either.
    whole = _TEXTS.get(element, str)
    return agree(element, whole(own), whole(given))


MATRIX = Matrix(
    giver_decides=bkn_decides, agree=_agree, decider=lambda element: AUTHORITY[element].decider, text=text_of
)
