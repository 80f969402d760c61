"""Counts the ASN of a month's end, by the finest categories.

Counted is who is CPNS, PNS or PPPK in force; not who has had the processing of their data stopped (UU 27/2022 Pasal
40-41: marketing is nothing that the law excepts). Who passed the selection: CPNS and PPPK appointed in the calendar
year up to that day (assumption of ours; the agreement does not say what *kelulusan* is).
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.orm import Session

from adapter.records.aggregate_cube import Finest
from adapter.records.aggregate_tables import ASN_KINDS, UNKNOWN, age_band
from adapter.records.codes import PPPK
from adapter.records.models import Person
from adapter.records.people import in_records, opened_identity
from adapter.records.vault import Vault

_BATCH = 5_000


def counted(
    session: Session, vault: Vault, month_end: date, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> Counter[Finest]:
    """How many there are in each finest cell that is not empty.

    An age is exact. The day of birth is sealed, but the year is plain: only of those is the identity opened who come
    into another band by that year's birthday, a tenth of all. `progress` is told how many of them are done.
    """
    divided = [month_end.year - years for years in range(100) if _divides(years, month_end)]
    found: Counter[Finest] = Counter()
    plain = select(*_columns(month_end), Person.birth_year, func.count())
    columns = [*_columns(month_end)[:-1], text("passed"), Person.birth_year]
    for *cell, year, count in session.execute(
        plain.where(_who(), Person.birth_year.not_in(divided)).group_by(*columns)
    ):
        found[_finest(cell, age_band(month_end.year - year))] += count
    _count_opened(session, vault, month_end, divided, found, progress)
    return found


def _divides(years: int, month_end: date) -> bool:
    """Whether those who are `years` old this year are in another band before their birthday, which may be to come."""
    return age_band(years) != age_band(years - 1) and (month_end.month, month_end.day) != (12, 31)


def _count_opened(
    session: Session,
    vault: Vault,
    month_end: date,
    years: list[int],
    found: Counter[Finest],
    progress: Callable[[int, int], None],
) -> None:
    chosen = and_(_who(), Person.birth_year.in_(years))
    total = session.scalar(select(func.count()).select_from(Person).where(chosen)) or 0
    rows = session.execute(
        select(*_columns(month_end), Person.identity, Person.nip_index).where(chosen),
        execution_options={"yield_per": _BATCH},
    )
    for number, (*cell, identity, nip_index) in enumerate(rows, 1):
        born = opened_identity(identity, nip_index, vault).born
        found[_finest(cell, age_band(_age(born, month_end)))] += 1
        if number % _BATCH == 0 or number == total:
            progress(number, total)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _who() -> ColumnElement[bool]:
    return and_(Person.kind.in_(ASN_KINDS), in_records(), Person.restricted.is_(False))


def _columns(month_end: date) -> list[Any]:
    begun = month_end.replace(month=1, day=1)
    passed = or_(
        Person.cpns_since.between(begun, month_end),
        and_(Person.kind == PPPK, Person.grade_since.between(begun, month_end)),
    )
    return [
        Person.location_code,
        Person.grade,
        Person.post_kind,
        Person.kind,
        func.coalesce(passed, False).label("passed"),
    ]


def _finest(cell: list[object], age: str) -> Finest:
    regency, grade, post_kind, kind, passed = cell
    return (
        str(regency or UNKNOWN),
        str(grade or UNKNOWN),
        str(post_kind or UNKNOWN),
        age,
        str(kind),
        bool(passed),
    )
