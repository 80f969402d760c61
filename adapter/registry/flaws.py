"""What is wrong with something that a party wants to change: all of it at once, for a partner and for an operator."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum

from adapter.errors import ContractViolation, JembatanError, OperatorError, Problem

_FORM, _LACK = "FORMAT_TIDAK_SAH", "DATA_TIDAK_LENGKAP"


class Flaw(Enum):
    """One kind of flaw: its kodeGalat, the sentence for a partner, and the one for an operator."""

    NO_NUMBER = (
        _FORM,
        "nomor ini memuat huruf yang tidak terlihat",
        "this number is not one line of characters that can be seen",
    )
    NUMBER_USED = (_FORM, "nomor ini sudah dipakai", "this number is used already")
    NUMBER_UNKNOWN = (_FORM, "nomor ini tidak dikenal", "there is nothing with this number")
    BEFORE_AGREEMENT = (_FORM, "tanggal ini sebelum perjanjian mulai berlaku", "this is before the agreement began")
    BEFORE_SIGNATURE = (_FORM, "tanggal ini sebelum tanggal tanda tangan", "this is before the day of its signature")
    NO_FIRST_DAY = (
        _LACK,
        "perjanjian ini meminta hari mulai berlaku yang ditetapkan bersama",
        "this agreement wants a first day that both have set",
    )
    NOTHING_CHANGED = (_LACK, "tidak ada elemen yang disebut", "it names no element")
    UNKNOWN_LIST = (_FORM, "daftar elemen ini tidak ada pada perjanjian", "the agreement has no such element list")
    UNKNOWN_ELEMENT = (_FORM, "elemen ini tidak ada dalam daftar", "the list has no element of that name")
    NEVER_SENT = (
        _FORM,
        "elemen ini menyertai catatan dan tidak diatur dengan adendum",
        "this accompanies a record and is no element that is agreed upon",
    )
    CONTRADICTION = (_FORM, "elemen ini sudah disebut pada perubahan lain", "another change names this element already")
    NO_CARDINALITY = (_LACK, "UBAH memerlukan kardinalitas", "UBAH says whether the element is mandatory")
    NEEDLESS_CARDINALITY = (_FORM, "kardinalitas hanya untuk UBAH", "only UBAH says whether it is mandatory")
    REQUIRED_BY_CONTRACT = (
        _FORM,
        "elemen ini wajib menurut kontrak layanan (WSDL)",
        "the service's contract (WSDL) requires this element",
    )
    NOT_THE_PARTNERS = (
        _FORM,
        "UBAH hanya untuk daftar yang diberikan mitra",
        "UBAH is for lists that the partner gives: BKN sends what it has",
    )
    OWN_PROPOSAL = (
        _FORM,
        "adendum ini diajukan pihak Anda sendiri; pihak lain yang menyetujui",
        "your own side proposed it; the other one approves",
    )
    APPROVED_ALREADY = (_FORM, "adendum ini sudah disetujui", "it is approved already")
    NO_TEAM_MEMBER = (
        _LACK,
        "perjanjian ini meminta persetujuan anggota Tim Teknis",
        "this agreement wants the approval of a member of the technical team",
    )
    NOT_IN_TEAM = (
        _FORM,
        "bukan anggota Tim Teknis pihak Anda pada hari ini",
        "this is no member of your side of the technical team today",
    )
    OWN_LIST = (_FORM, "daftar ini diberikan pihak Anda sendiri", "the side that asks gives this list itself")
    IN_FUTURE = (_FORM, "tanggal ini belum tiba", "this day is still to come")
    IN_PAST = (_FORM, "tanggal ini sudah lewat", "this day has passed")
    AFTER_AGREEMENT = (
        _FORM,
        "tanggal ini sesudah perjanjian berakhir",
        "this is after the agreement's last day: a letter lasts no longer (A-19)",
    )
    NO_LAST_DAY = (_LACK, "hari terakhir belum disebut", "name its last day")
    NOT_ASKED_FOR = (_FORM, "elemen ini tidak diminta surat itu", "the letter does not ask for this element")
    DECISION_DIFFERS = (
        _FORM,
        "keputusan tidak sesuai dengan elemen yang diberikan",
        "DISETUJUI grants all that is asked for, SEBAGIAN some of it, DITOLAK nothing",
    )
    ANSWERED_ALREADY = (_FORM, "surat ini sudah dijawab", "this letter is answered already")
    TOO_SOON = (
        _FORM,
        "tanggal ini lebih dekat daripada tenggang yang diminta perjanjian",
        "this is sooner than the notice that the agreement asks for",
    )

    @property
    def english(self) -> str:
        """What an operator reads."""
        return str(self.value[2])

    def at(self, path: str) -> Problem:
        """The problem for a partner; `path` as the wire names it."""
        return Problem(path, self.value[0], self.value[1])


@dataclass(eq=False)
class Flawed(JembatanError):
    """Something cannot be recorded: (path below the message, flaw), in the order of the message."""

    found: tuple[tuple[str, Flaw], ...]


def refuse(found: Sequence[tuple[str, Flaw]]) -> None:
    """Raise Flawed where anything was found."""
    if found:
        raise Flawed(tuple(found))


@contextmanager
def told_to_partner(operation: str) -> Iterator[None]:
    """Turn Flawed into ContractViolation, each flaw with its path in that operation's request."""
    try:
        yield
    except Flawed as flawed:
        raise ContractViolation(tuple(flaw.at(f"/{operation}/{path}") for path, flaw in flawed.found)) from flawed


@contextmanager
def told_to_operator(what: str) -> Iterator[None]:
    """Turn Flawed into OperatorError: one line, `what` and each flaw."""
    try:
        yield
    except Flawed as flawed:
        told = "; ".join(f"{path}: {flaw.english}" for path, flaw in flawed.found)
        raise OperatorError(f"{what}: {told}; nothing was recorded") from flawed
