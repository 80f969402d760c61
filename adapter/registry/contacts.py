"""Whom to turn to at each party, from which day on: the text's own offices first, then what each side has told.

All functions work inside the caller's transaction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.clock import wib_date
from adapter.registry.addenda_models import ContactChange
from adapter.registry.flaws import Flaw, refuse
from adapter.registry.holidays import holidays
from adapter.registry.working_days import after_period

GENERAL, OUTAGES, PRIVACY = "UMUM", "GANGGUAN", "PPDP"
KINDS = (GENERAL, OUTAGES, PRIVACY)
"""For everything; for outages; the officer for the protection of personal data (UU 27/2022 Pasal 53-54)."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office, never a person: one side's, of one kind, from `first_day` on."""

    side: Side
    kind: str
    unit: str
    phone: str
    email: str
    first_day: date


@dataclass(frozen=True, slots=True)
class Held:
    """An office and why it is the one: an article, or when it was told."""

    office: Office
    source: str


def offices_on(session: Session, agreement: Agreement, day: date) -> list[Held]:
    """For each side and kind the office in use on `day`, and after it those that are announced for later."""
    known = [*_of_the_text(agreement), *_told(session, agreement)]
    found = []
    for side in (Side.PARTNER, Side.BKN):
        for kind in KINDS:
            mine = [held for held in known if (held.office.side, held.office.kind) == (side, kind)]
            begun = [held for held in mine if held.office.first_day <= day]
            # Sorting keeps the order of telling: of two for one day, the later one counts.
            in_use = sorted(begun, key=lambda held: held.office.first_day)[-1:]
            later = sorted(
                (held for held in mine if held.office.first_day > day), key=lambda held: held.office.first_day
            )
            found += [*in_use, *later]
    return found


def earliest_change(session: Session, agreement: Agreement, now: datetime) -> date:
    """The first day on which an office told `now` may come into use (PANRB Pasal 8 ayat (3): 7 working days)."""
    notice = agreement.contact_change_notice
    today = wib_date(now)
    return after_period(today, notice, holidays(session)) if notice is not None else today


def change_office(session: Session, agreement: Agreement, office: Office, *, by: str, now: datetime) -> None:
    """Keep a side's own new office. Raises flaws.Flawed where the agreement's notice would not be over."""
    if office.first_day < wib_date(now):
        refuse([("berlakuMulai", Flaw.IN_PAST)])
    if office.first_day < earliest_change(session, agreement, now):
        refuse([("berlakuMulai", Flaw.TOO_SOON)])
    session.add(
        ContactChange(
            agreement=agreement.code,
            side=office.side.value,
            kind=office.kind,
            unit=office.unit,
            phone=office.phone,
            email=office.email,
            first_day=office.first_day,
            by=by,
            told_at=now,
        )
    )
    session.flush()


def _of_the_text(agreement: Agreement) -> Iterator[Held]:
    for side, party in ((Side.PARTNER, agreement.partner), (Side.BKN, agreement.bkn)):
        if (contact := party.contact) is not None:
            office = Office(side, GENERAL, contact.unit, contact.phone, contact.email, agreement.term.first_day)
            yield Held(office, contact.source)


def _told(session: Session, agreement: Agreement) -> Iterator[Held]:
    rows = select(ContactChange).where(ContactChange.agreement == agreement.code).order_by(ContactChange.id)
    for row in session.scalars(rows):
        office = Office(Side(row.side), row.kind, row.unit, row.phone, row.email, row.first_day)
        yield Held(office, f"diberitahukan {wib_date(row.told_at)}")
