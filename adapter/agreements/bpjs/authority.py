"""Whose word counts where BKN's and BPJS Kesehatan's data differ (Pasal 9 ayat (3); Pasal 4 huruf a angka 3).

The agreement says "the authority of the parties under law" and names no element. This matrix is therefore our
assumption (domain: 1.4, A-10): the source of an element decides on it. What comes from the population register, neither
party decides. A change of the matrix is an adendum, and one line here.
"""

from dataclasses import dataclass
from typing import Literal

Party = Literal["BKN", "BPJS"]
BKN: Party = "BKN"
BPJS: Party = "BPJS"
OTHER = "INSTANSI_LAIN"
LATEST = "PERNYATAAN_TERBARU"
"""Whoever holds the latest dated declaration of the participant."""

_STAFF = "Pasal 9 ayat (3); UU 20/2023, data kepegawaian dikelola BKN (asumsi)"
_CARDS = "Pasal 9 ayat (3); UU 24/2011, nomor kartu diterbitkan BPJS Kesehatan (asumsi)"
_REGISTER = "Pasal 9 ayat (3); UU 23/2006 jo. UU 24/2013, data kependudukan pada Dukcapil (asumsi)"
_DECLARED = "Pasal 9 ayat (3); pernyataan peserta yang terbaru tanggalnya (asumsi)"


@dataclass(frozen=True, slots=True)
class Authority:
    """Who decides on an element (a Party, OTHER or LATEST), and the legal ground that is told."""

    decider: str
    legal_basis: str


AUTHORITY: dict[str, Authority] = {
    **dict.fromkeys(
        (
            "nomorIdentitasPegawai",
            "statusPegawai",
            "pangkatGolonganRuang",
            "tmtGolonganRuangTerakhir",
            "masaKerjaGolongan",
            "instansiKerja",
            "instansiInduk",
            "lokasiTempatBekerja",
        ),
        Authority(BKN, _STAFF),
    ),
    "nomorKartuPeserta": Authority(BPJS, _CARDS),
    **dict.fromkeys(
        ("nik", "namaPegawai", "tempatLahir", "tanggalLahir", "jenisKelamin", "keluarga"), Authority(OTHER, _REGISTER)
    ),
    "alamatDomisili": Authority(LATEST, _DECLARED),
}
"""By the element's name on the wire."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a decision is judged by: who decides, what each party says, what each has proposed so far, who reported."""

    decider: str
    values: dict[Party, str | None]
    proposals: dict[Party, str]
    reported_by: Party


def settles(dispute: Dispute, by: Party, value: str) -> Literal["SETTLED", "WAITS", "NOT_AUTHORISED"]:
    """What `value`, put forward by a party, does to a dispute.

    The authority decides; anybody may yield to the other's value; where the authority is a third one's, its document
    is read by both, and only what both read in it counts. Nobody else decides in its own favour.
    """
    other: Party = BPJS if by == BKN else BKN
    if dispute.decider == by or value == dispute.values[other]:
        return "SETTLED"
    if dispute.decider != OTHER:
        return "NOT_AUTHORISED"
    return "SETTLED" if dispute.proposals.get(other) == value else "WAITS"


def rejects(dispute: Dispute, by: Party) -> bool:
    """Whether a party may reject a case: the authority may, and whoever reported may take it back."""
    return by in (dispute.decider, dispute.reported_by)
