"""Reads one row of a SIASN export (domain: 3.2) into a Record, or says everything that is wrong with it.

Reasons name columns and rules, never values. What the contracts could not carry is refused here.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import get_args

from adapter.agreements.simple import NomorIdentitasPegawai
from adapter.agreements.structures import KodePos
from adapter.agreements.types import SimpleType
from adapter.records.codes import (
    CPNS,
    LEGAL_POSITIONS,
    PENSION_POSITIONS,
    PENSIONER,
    PNS,
    POST_KINDS,
    PPPK,
    PPPK_GRADES,
    RANKS,
)
from adapter.records.record import Address, Identity, Job, Record
from adapter.records.references import Code

COLUMNS = (
    "nipBaru", "nipLama", "nik", "nama", "gelarDepan", "gelarBelakang", "tempatLahir", "tglLahir", "jenisKelamin",
    "alamat", "kodePos", "statusPegawai", "kedudukanPnsId", "statusHidup", "tmtCpns", "tmtPns", "tmtPensiun",
    "instansiIndukId", "instansiIndukNama", "instansiKerjaId", "instansiKerjaNama", "unorNama", "jenisJabatanId",
    "jabatanNama", "tmtJabatan", "lokasiKerja", "golRuangAkhir", "tmtGolAkhir", "mkTahun", "mkBulan",
)  # fmt: skip
"""All must be in the file, in any order and among others: a column left out would empty it for everybody."""

_DAY = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")
_GENDERS = {"L": "L", "M": "L", "P": "P", "F": "P"}
_STATUSES = {kind: kind for kind in (CPNS, PNS, PPPK)}
_LIVES = {"1": "HIDUP", "HIDUP": "HIDUP", "0": "MENINGGAL", "MENINGGAL": "MENINGGAL"}
_POSITIONS = {code: code for code in LEGAL_POSITIONS} | {str(int(code)): code for code in LEGAL_POSITIONS}
_EARLIEST_BIRTH = date(1900, 1, 1)
_NIK_DIGITS, _NIP_DIGITS, _OLD_NIP_DIGITS = 16, 18, 9


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be stored, and the agencies that it names."""

    record: Record
    agencies: tuple[Code, ...]


@dataclass(slots=True)
class _Reader:
    """Takes values out of a row and collects what is wrong with them."""

    cells: Mapping[str, str]
    today: date
    reasons: list[str] = field(default_factory=list)

    def text(self, column: str, most: int = 250, *, required: bool = False) -> str | None:
        """One line of text; None where the cell is empty."""
        value = " ".join(unicodedata.normalize("NFC", self.cells[column]).split())
        if not value:
            return self.wrong(column, "is empty") if required else None
        if len(value) > most:
            return self.wrong(column, f"longer than {most} letters")
        # A byte that is not UTF-8 arrives as a surrogate, and that is not printable either.
        return value if value.isprintable() else self.wrong(column, "not UTF-8, or a control character inside")

    def digits(self, column: str, length: int) -> str | None:
        """A number of so many digits."""
        value = self.text(column)
        if value is None or re.fullmatch(f"[0-9]{{{length}}}", value):
            return value
        found = f"{len(value)} digits" if re.fullmatch("[0-9]+", value) else "other characters"
        return self.wrong(column, f"needs {length} digits, has {found}")

    def day(self, column: str, *, required: bool = False) -> date | None:
        """A day written dd-mm-yyyy."""
        value = self.text(column, required=required)
        parts = _DAY.fullmatch(value or "")
        try:
            if parts is not None:
                return date(int(parts[3]), int(parts[2]), int(parts[1]))
        except ValueError:
            self.wrong(column, "is a date that no calendar has")
        else:
            if value is not None:
                self.wrong(column, "is not a date as dd-mm-yyyy")
        return None

    def count(self, column: str, most: int) -> int | None:
        """A number from 0 to `most`."""
        value = self.text(column)
        if value is not None and re.fullmatch("[0-9]{1,3}", value) and int(value) <= most:
            return int(value)
        if value is not None:
            self.wrong(column, f"is not a number from 0 to {most}")
        return None

    def word(self, column: str, meanings: Mapping[str, str], *, required: bool = True) -> str | None:
        """What one of the known words means."""
        value = self.text(column, required=required)
        if value is not None and value.upper() not in meanings:
            return self.wrong(column, f"is not a code that is known here; known are {', '.join(_codes(meanings))}")
        return None if value is None else meanings[value.upper()]

    def wrong(self, column: str, reason: str) -> str | None:
        """Note a reason; gives None, the value of a cell that is wrong."""
        self.reasons.append(f"{column}: {reason}")
        return None


def _codes(meanings: Mapping[str, str]) -> list[str]:
    """The words that stand for themselves, where there are such; the other ways to write them need no telling."""
    return [word for word in meanings if meanings[word] == word] or list(meanings)


def read_row(cells: Mapping[str, str], today: date) -> Row | tuple[str, ...]:
    """The row, or all reasons why it cannot be stored. `cells` has every name of COLUMNS."""
    reader = _Reader(cells, today)
    job = _job(reader)
    identity = _identity(reader)
    agencies = _agencies(reader)
    if identity is not None and job is not None and len(identity.nip) == _OLD_NIP_DIGITS and job.kind != PENSIONER:
        reader.wrong("nipBaru", "is empty; only a pensioner may have nipLama alone")
    if reader.reasons or identity is None or job is None:
        return tuple(dict.fromkeys(reader.reasons))
    return Row(Record(identity, job), agencies)


def _identity(reader: _Reader) -> Identity | None:
    nip, old_nip = reader.digits("nipBaru", _NIP_DIGITS), reader.digits("nipLama", _OLD_NIP_DIGITS)
    number = _number(reader, nip, old_nip)
    name, born = reader.text("nama", 150, required=True), reader.day("tglLahir", required=True)
    if born is not None and not _EARLIEST_BIRTH <= born <= reader.today:
        reader.wrong("tglLahir", "lies in the future, or before 1900")
    identity = {
        "nik": reader.digits("nik", _NIK_DIGITS),
        "front_degree": reader.text("gelarDepan", 40),
        "back_degree": reader.text("gelarBelakang", 40),
        "birthplace": reader.text("tempatLahir", 100),
    }
    address = _address(reader)
    if number is None or name is None or born is None:
        return None
    return Identity(
        nip=number, old_nip=old_nip if nip is not None else None, name=name, born=born, address=address, **identity
    )


def _number(reader: _Reader, nip: str | None, old_nip: str | None) -> str | None:
    number = nip or old_nip
    if number is None:
        if not any(reason.startswith(("nipBaru", "nipLama")) for reason in reader.reasons):
            reader.wrong("nipBaru", "is empty, and nipLama too")
    elif not _fits(number, NomorIdentitasPegawai):
        reader.wrong("nipBaru", "has 18 digits, but no NIP and no NI PPPK is built like this")
    return number


def _fits(value: str, annotated: object) -> bool:
    simple = next(note for note in get_args(annotated) if isinstance(note, SimpleType))
    return simple.pattern is None or re.fullmatch(simple.pattern, value) is not None


def _address(reader: _Reader) -> Address | None:
    street, postcode = reader.text("alamat"), reader.text("kodePos")
    if postcode is not None and not _fits(postcode, KodePos):
        reader.wrong("kodePos", "needs 5 digits")
    return Address(street=street, postcode=postcode) if street is not None else None


def _job(reader: _Reader) -> Job | None:
    status = reader.word("statusPegawai", _STATUSES)
    position = reader.word("kedudukanPnsId", _POSITIONS)
    gender = reader.word("jenisKelamin", _GENDERS)
    kind = PENSIONER if status == PNS and position in PENSION_POSITIONS else status
    post_kind = reader.word("jenisJabatanId", POST_KINDS, required=False)
    life = reader.word("statusHidup", _LIVES, required=False)
    job = partial(
        Job,
        deceased=life == "MENINGGAL",
        home_agency=reader.text("instansiIndukId", 42),
        work_agency=reader.text("instansiKerjaId", 42),
        unit=reader.text("unorNama"),
        post_kind=post_kind,
        post=reader.text("jabatanNama"),
        post_since=reader.day("tmtJabatan"),
        grade=_grade(reader, kind),
        grade_since=reader.day("tmtGolAkhir"),
        grade_years=reader.count("mkTahun", 60),
        grade_months=reader.count("mkBulan", 11),
        cpns_since=reader.day("tmtCpns"),
        pns_since=reader.day("tmtPns"),
        pension_since=reader.day("tmtPensiun"),
        location=reader.text("lokasiKerja"),
    )
    if kind is None or position is None or gender is None:
        return None
    return job(kind=kind, gender=gender, legal_position=position)


def _grade(reader: _Reader, kind: str | None) -> str | None:
    grade = reader.text("golRuangAkhir")
    known = PPPK_GRADES if kind == PPPK else list(RANKS)
    if grade is not None and kind is not None and grade not in known:
        reader.wrong("golRuangAkhir", f"is no golongan of a {kind}; known are {known[0]} to {known[-1]}")
    return grade


def _agencies(reader: _Reader) -> tuple[Code, ...]:
    pairs = [
        (reader.text(f"instansi{which}Id", 42), reader.text(f"instansi{which}Nama")) for which in ("Induk", "Kerja")
    ]
    return tuple(Code(code, name) for code, name in pairs if code is not None and name is not None)
