"""Confirmed NIKs of which the ministry has reported nothing within the time that it has (Pasal 3 ayat (2) huruf b)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from adapter.agreements.bpum.elimination import arrears
from adapter.agreements.bpum.terms import AGREEMENT
from adapter.clock import wib_date
from adapter.records.vault import Vault


@dataclass(frozen=True, slots=True)
class Overdue:
    """A NIK in arrears: of which list, by which result, since when it is confirmed, and until when it was due."""

    nik: str
    number: str
    result_number: str
    confirmed_on: date
    due_on: date


def overdue(session: Session, vault: Vault, now: datetime) -> Iterator[Overdue]:
    """Whoever is in arrears on the day of `now` (WIB), the oldest first."""
    today = wib_date(now)
    for one in arrears(session, vault):
        due = _months_later(one.confirmed_on, _months())
        if due < today:
            yield Overdue(one.nik, one.number, one.result_number, one.confirmed_on, due)


def _months() -> int:
    return next(duty.months for duty in AGREEMENT.duties if duty.code == "ELIMINASI_NIK")


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
