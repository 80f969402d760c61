"""The period of a report on the wire, and the checks that all reports share."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated

from adapter.agreements.simple import Tahun
from adapter.agreements.types import Element, SimpleType
from adapter.errors import Problem
from adapter.journal.periods import Period, period_of
from adapter.registry.standing import Standing

_SOURCE = "asumsi: triwulan, semester, dan tahun kalender"
Triwulan = Annotated[int, SimpleType("tTriwulan", "integer", "Triwulan kalender", minimum=1, maximum=4)]
Semester = Annotated[int, SimpleType("tSemester", "integer", "Semester kalender", minimum=1, maximum=2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodeLaporan:
    """A quarter, a semester, or with neither the whole year; days in WIB."""

    tahun: Annotated[Tahun, Element(_SOURCE, "Tahun")]
    triwulan: Annotated[Triwulan | None, Element(_SOURCE, "Triwulan; tidak bersama semester")] = None
    semester: Annotated[Semester | None, Element(_SOURCE, "Semester; tidak bersama triwulan")] = None


def read_period(sent: PeriodeLaporan) -> Period:
    """The period; the quarter counts where both are given, which `period_problems` tells."""
    return period_of(int(sent.tahun), quarter=sent.triwulan, semester=sent.semester)


def written_period(period: Period) -> PeriodeLaporan:
    """The period on the wire."""
    part = {"Q": "triwulan", "S": "semester"}.get(period.kind)
    return PeriodeLaporan(tahun=f"{period.year:04d}", **({part: period.part} if part else {}))


def period_problems(sent: PeriodeLaporan, standing: Standing, today: date, path: str) -> list[Problem]:
    """What is wrong with the period of a report: contradictory, not begun, or the agreement was never in force in it.

    A closing duty outlives the agreement, for facts from before its end (domain: 0.2).
    """
    wrong = partial(Problem, f"{path}/periode", "FORMAT_TIDAK_SAH")
    if sent.triwulan is not None and sent.semester is not None:
        return [wrong("sebutkan triwulan atau semester, tidak keduanya")]
    # Years that no date of ours can have.
    if not standing.agreement.term.first_day.year <= int(sent.tahun) <= today.year:
        return [wrong("tidak ada data pada periode ini: di luar masa perjanjian, atau belum dimulai")]
    period = read_period(sent)
    ran = any(first <= period.last_day and period.first_day <= last for first, last in standing.in_force)
    if period.first_day > today or not ran:
        return [wrong("tidak ada data pada periode ini: di luar masa perjanjian, atau belum dimulai")]
    return []
