"""The periods that reports and berita acara are about: a quarter, a semester or a year of the calendar, in WIB."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from adapter.clock import WIB
from adapter.errors import OperatorError

_WRITTEN = re.compile(r"(20[0-9]{2})(?:-([QS])([1-4]))?", re.ASCII)
_MONTHS = {"Q": 3, "S": 6, "": 12}
_WORDS = {"Q": "triwulan ", "S": "semester ", "": ""}
_ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """`kind` is Q for a quarter, S for a semester, "" for a year; `part` counts from 1, for a year it is 0."""

    year: int
    kind: str = ""
    part: int = 0

    def __str__(self) -> str:
        return f"{self.year}-{self.kind}{self.part}" if self.kind else str(self.year)

    @property
    def words(self) -> str:
        """In Indonesian: triwulan IV tahun 2026."""
        return f"{_WORDS[self.kind]}{_ROMAN[self.part]} tahun {self.year}".strip()

    @property
    def first_day(self) -> date:
        """Its first day (WIB)."""
        return date(self.year, 1 + _MONTHS[self.kind] * max(0, self.part - 1), 1)

    @property
    def last_day(self) -> date:
        """Its last day (WIB), inclusive."""
        months = self.first_day.month - 1 + _MONTHS[self.kind]
        return date(self.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)

    @property
    def begins(self) -> datetime:
        """Its first instant."""
        return datetime.combine(self.first_day, time(), WIB)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return datetime.combine(self.last_day + timedelta(days=1), time(), WIB)


def period_of(year: int, *, quarter: int | None = None, semester: int | None = None) -> Period:
    """The quarter, the semester or the whole year; the caller has made sure that only one is given."""
    if quarter is not None:
        return Period(year, "Q", quarter)
    return Period(year, "S", semester) if semester is not None else Period(year)


def parse_period(text: str) -> Period:
    """2026-Q4, 2026-S2 or 2026. Raises OperatorError."""
    found = _WRITTEN.fullmatch(text)
    if found is None or (found[2] == "S" and found[3] in "34"):
        raise OperatorError(f"{text!r} is no period; write a quarter as 2026-Q4, a semester as 2026-S2, a year as 2026")
    return Period(int(found[1]), found[2] or "", int(found[3] or 0))
