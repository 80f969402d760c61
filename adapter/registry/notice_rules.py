"""What a notice must hold, and must not: the rules for partners and for BKN's operators alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from adapter.agreements.terms import Agreement, Contact
from adapter.errors import OperatorError
from adapter.registry.notice_models import Notice

Kind = Literal["KENDALA", "PERBAIKAN", "PERUBAHAN_DATA", "PERUBAHAN_API", "UMUM", "PENGINGAT"]
MAINTENANCE: Kind = "PERBAIKAN"
REMINDER: Kind = "PENGINGAT"
GENERAL: Kind = "UMUM"

LONGEST_MAINTENANCE = timedelta(days=31)
"""Ours: a window closes every exchange, and a slip of the hand (2027 for 2026) must not close them for a year."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing wrong with a notice: the element, the kodeGalat, and a sentence for each reader."""

    element: str
    code: str
    told_partner: str
    told_operator: str


class NoticeRefused(OperatorError):
    """A notice that cannot be recorded, or not be confirmed; nothing was."""

    def __init__(self, *wrongs: Wrong) -> None:
        super().__init__("; ".join(wrong.told_operator for wrong in wrongs))
        self.wrongs = wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice before it is recorded. A follow-up `follows` an earlier number of the same sender."""

    number: str
    kind: Kind
    text: str
    system: str | None = None
    starts_at: datetime | None = None
    expected_end: datetime | None = None
    elements: tuple[str, ...] = ()
    contact: Contact | None = None
    follows: str | None = None
    ended_at: datetime | None = None
    withdrawn: bool = False


def wrongs_of(
    draft: Draft, agreement: Agreement | None, known: Notice | None, followed: Notice | None
) -> Iterator[Wrong]:
    """All that is wrong; `known` has the draft's own number already, `followed` the number that it follows."""
    if known is not None:
        yield Wrong(
            "idPemberitahuan",
            "DUPLIKAT_BERBEDA_ISI",
            "nomor ini sudah dipakai untuk pemberitahuan dengan isi yang lain",
            f"notice {draft.number}: recorded already with other content; nothing was changed",
        )
    if draft.follows is not None:
        yield from _wrongs_of_follow_up(draft, agreement, followed)
        return
    if draft.starts_at is None:
        yield _missing("mulai", "the notice has no beginning")
    if draft.kind == MAINTENANCE and draft.expected_end is None:
        yield _missing("perkiraanSelesai", "maintenance (PERBAIKAN) needs an expected end")
    if draft.system is None and draft.kind not in (GENERAL, REMINDER):
        yield _missing("sistem", f"a notice of kind {draft.kind} names the system")
    yield from _wrongs_of_times(draft)
    for element, given in (("selesaiPada", draft.ended_at is not None), ("dicabut", draft.withdrawn)):
        if given:
            yield _contradicts(element, "hanya untuk pemberitahuan lanjutan; isi menindaklanjuti")


def _wrongs_of_times(draft: Draft) -> Iterator[Wrong]:
    if draft.starts_at is None or draft.expected_end is None:
        return
    if draft.expected_end <= draft.starts_at:
        yield Wrong(
            "perkiraanSelesai",
            "FORMAT_TIDAK_SAH",
            "perkiraanSelesai harus sesudah mulai",
            f"notice {draft.number}: its end is not after its beginning",
        )
    elif draft.kind == MAINTENANCE and draft.expected_end - draft.starts_at > LONGEST_MAINTENANCE:
        days = LONGEST_MAINTENANCE.days
        yield Wrong(
            "perkiraanSelesai",
            "FORMAT_TIDAK_SAH",
            f"perbaikan paling lama {days} hari untuk satu pemberitahuan",
            f"notice {draft.number}: more than {days} days of maintenance; is the year right?",
        )


def _wrongs_of_follow_up(draft: Draft, agreement: Agreement | None, followed: Notice | None) -> Iterator[Wrong]:
    if (draft.ended_at is not None) == draft.withdrawn:
        yield Wrong(
            "selesaiPada",
            "DATA_TIDAK_LENGKAP" if draft.ended_at is None else "FORMAT_TIDAK_SAH",
            "pemberitahuan lanjutan memuat salah satu: selesaiPada atau dicabut",
            f"notice {draft.number}: a follow-up tells either an end or a withdrawal",
        )
    for element, value in (("mulai", draft.starts_at), ("perkiraanSelesai", draft.expected_end)):
        if value is not None:
            yield _contradicts(element, "tidak untuk pemberitahuan lanjutan; kirim pemberitahuan baru")
    code = agreement.code if agreement is not None else None
    if followed is None or followed.follows is not None or followed.agreement != code or followed.kind != draft.kind:
        yield Wrong(
            "menindaklanjuti",
            "FORMAT_TIDAK_SAH",
            "bukan nomor pemberitahuan Anda dengan jenis yang sama",
            f"no notice {draft.follows!r} of that kind and to the same partners; see `jembatan notice list`",
        )
    elif draft.ended_at is not None and followed.starts_at is not None and draft.ended_at < followed.starts_at:
        yield Wrong(
            "selesaiPada",
            "FORMAT_TIDAK_SAH",
            "selesaiPada tidak boleh sebelum mulai; untuk membatalkan, isi dicabut",
            f"notice {draft.follows}: it cannot end before it begins; withdraw it instead",
        )


def _missing(element: str, told_operator: str) -> Wrong:
    return Wrong(element, "DATA_TIDAK_LENGKAP", "elemen ini wajib untuk jenis pemberitahuan ini", told_operator)


def _contradicts(element: str, sentence: str) -> Wrong:
    return Wrong(element, "FORMAT_TIDAK_SAH", sentence, f"{element} does not belong into this notice")
