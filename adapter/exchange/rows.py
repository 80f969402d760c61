"""The check of single rows. On the wire their fields are plain text, so that one bad row does not refuse 5 000."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from adapter.exchange.kinds import ListKind, Row

REASONS = {
    "NIK_TIDAK_SAH": "NIK harus 16 angka",
    "NIP_TIDAK_SAH": "NIP atau NI PPPK harus 18 angka dengan susunan yang benar",
    "NAMA_TIDAK_SAH": "Nama harus 1 sampai 150 huruf",
    "TANGGAL_TIDAK_SAH": "Tanggal harus tanggal kalender dengan bentuk TTTT-BB-HH",
    "NOMOR_PESERTA_TIDAK_SAH": "Nomor peserta harus 1 sampai 40 huruf",
    "STATUS_TIDAK_SAH": "Status kepesertaan harus AKTIF atau BERHENTI",
    "BARIS_GANDA": "Kunci baris ini ada lebih dari sekali dalam bagian yang sama",
    "PERLU_PENANGANAN_MANUAL": "Baris ini tidak dijawab secara otomatis; hubungi narahubung BKN",
}
"""What is wrong with a row, by its code, in a sentence for the partner."""

Check = Callable[[str | None], str | None]

_NIK = re.compile(r"[0-9]{16}", re.ASCII)
# As tNip: month 01-12 for PNS; 2 and the frequency of the contract for PPPK.
_NIP = re.compile(
    r"(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(19|20)[0-9]{2}(0[1-9]|1[0-2]|2[1-9])[12][0-9]{3}"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_NAME = 150
_LONGEST_NUMBER = 40


def nik(value: str | None) -> str | None:
    """A NIK: sixteen digits; its structure is not judged, real ones break it (domain: 3.1)."""
    return None if value and _NIK.fullmatch(value) else "NIK_TIDAK_SAH"


def nip(value: str | None) -> str | None:
    """A NIP or NI PPPK."""
    return None if value and _NIP.fullmatch(value) else "NIP_TIDAK_SAH"


def name(value: str | None) -> str | None:
    """A name; one word will do."""
    return None if value and value.strip() and len(value) <= _LONGEST_NAME else "NAMA_TIDAK_SAH"


def day(value: str | None) -> str | None:
    """A day of the calendar."""
    try:
        if value and _DAY.fullmatch(value):
            date.fromisoformat(value)
            return None
    except ValueError:
        pass
    return "TANGGAL_TIDAK_SAH"


def member_number(value: str | None) -> str | None:
    """A partner's own number."""
    return None if value and value.strip() and len(value) <= _LONGEST_NUMBER else "NOMOR_PESERTA_TIDAK_SAH"


def membership(value: str | None) -> str | None:
    """The state of a membership."""
    return None if value in ("AKTIF", "BERHENTI") else "STATUS_TIDAK_SAH"


def optional(check: Check) -> Check:
    """`check`, where there is a value at all."""
    return lambda value: check(value) if value else None


def refusals(kind: ListKind, rows: Sequence[Row]) -> dict[int, list[str]]:
    """What is wrong with each bad row, by its place from 0.

    A key that comes twice with the same content counts once. With other content nobody can say which is meant: then
    none counts.
    """
    bad = {place: codes for place, row in enumerate(rows) if (codes := _wrong(kind, row))}
    places = defaultdict(list)
    for place, row in enumerate(rows):
        if place not in bad:
            places[row[0]].append(place)
    for same in places.values():
        if len(same) > 1:
            contradictory = any(list(rows[place]) != list(rows[same[0]]) for place in same)
            bad.update({place: ["BARIS_GANDA"] for place in (same if contradictory else same[1:])})
    return bad


def _wrong(kind: ListKind, row: Row) -> list[str]:
    found = (check(value) for check, value in zip(kind.checks, row, strict=True))
    return list(dict.fromkeys(code for code in found if code is not None))
