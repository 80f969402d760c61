"""Who used which of one's own data (PANRB Pasal 3 ayat (1) huruf c and ayat (3) huruf c).

The asking party sees the accesses at this host to what it gave: a partner at BKN's, BKN at a partner's. Of what the
host itself gave it sees nothing: that is the host's own to read, by `jembatan journal accesses`.
"""

from adapter.agreements.kerja_sama.incidents.telling import told_incidents
from adapter.agreements.kerja_sama.usage.messages import (
    AmbilLogPemanfaatan,
    AmbilLogPemanfaatanJawaban,
    BarisLogPemanfaatan,
)
from adapter.agreements.operation import Call, Operation
from adapter.clock import WIB, wib_date
from adapter.errors import ContractViolation, Problem
from adapter.journal import incidents
from adapter.journal.papers import Incident
from adapter.journal.usage import BadPlace, Question, Told, page_of
from adapter.limits import DEFAULT_PAGE

_NIK_DIGITS = 16
_NUMBERS = {"NIP": ("nip", "nomorIdentitasPegawai"), "NIK": ("nik",)}
"""How the elements are named that carry a person's number."""


def _ambil_log_pemanfaatan(call: Call, asked: AmbilLogPemanfaatan) -> AmbilLogPemanfaatanJawaban:
    _require_days(call, asked)
    _require_number(call, asked)
    question = Question(call.agreement, call.caller, asked.mulai, asked.sampai, asked.nomorIdentitas)
    try:
        page = page_of(call.session, call.vault, question, asked.kursor, asked.ukuranHalaman or DEFAULT_PAGE)
    except BadPlace:
        raise _violation("kursor", "kursor tidak berasal dari halaman sebelumnya") from None
    return AmbilLogPemanfaatanJawaban(
        kepala=call.heading,
        baris=tuple(_row(call, row) for row in page.rows),
        jumlahSeluruhnya=page.total,
        kursorBerikutnya=page.cursor,
        insiden=told_incidents(call, _incidents(call, asked)),
    )


def _incidents(call: Call, asked: AmbilLogPemanfaatan) -> list[Incident]:
    if asked.kursor is not None:
        return []
    found = incidents.told_to(call.session, call.agreement, call.caller, asked.nomorInsiden)
    if not found and asked.nomorInsiden is not None:
        raise _violation("nomorInsiden", "tidak ada insiden terbuka dengan nomor ini yang dilaporkan kepada peminta")
    return found


def _row(call: Call, row: Told) -> BarisLogPemanfaatan:
    # Whatever is called at this host is called by the other party.
    return BarisLogPemanfaatan(
        waktu=row.at.astimezone(WIB),
        kodeMitra=incidents.code_of(call.agreement, call.caller),
        idPengguna=row.user or None,
        operasi=row.operation,
        kodeTujuan=row.purpose or None,
        hasil=row.outcome,
        jumlahOrang=row.people,
        nomorHasil=row.result_number,
    )


def _require_days(call: Call, asked: AmbilLogPemanfaatan) -> None:
    if asked.mulai is not None and asked.sampai is not None and asked.sampai < asked.mulai:
        raise _violation("sampai", "sampai lebih awal dari mulai")
    if asked.mulai is not None and asked.mulai > wib_date(call.now):
        raise _violation("mulai", "mulai ada di masa depan")


def _require_number(call: Call, asked: AmbilLogPemanfaatan) -> None:
    """Refuse a number of a kind that the agreement does not exchange.

    The journal knows a person by every number: whoever gave only a NIK could try out which NIP belongs to it.
    """
    names = [name for one in call.agreement.element_lists for name in (*one.elements, *one.accompanying)]
    kinds = {kind for kind, starts in _NUMBERS.items() if any(name.startswith(starts) for name in names)}
    if asked.nomorIdentitas is None or not kinds:
        return
    if ("NIK" if len(asked.nomorIdentitas) == _NIK_DIGITS else "NIP") not in kinds:
        raise _violation("nomorIdentitas", f"perjanjian ini hanya mempertukarkan {', '.join(kinds)}")


def _violation(name: str, sentence: str) -> ContractViolation:
    return ContractViolation((Problem(f"/ambilLogPemanfaatan/{name}", "FORMAT_TIDAK_SAH", sentence),))


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "ambilLogPemanfaatan",
        AmbilLogPemanfaatan,
        AmbilLogPemanfaatanJawaban,
        _ambil_log_pemanfaatan,
        "Akses atas data milik pihak peminta sendiri, dan insiden yang dilaporkan kepadanya",
    ),
)
