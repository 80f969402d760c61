"""A letter asks the other side for elements outside of the lists; granted, they pass until a day and not a day longer.

A letter is for a time, at most until the agreement ends; for good, an adendum is needed (PANRB Pasal 12 ayat (3);
A-19). All functions work inside the caller's transaction and raise flaws.Flawed with all that is wrong, by paths as
`ajukanPermintaanDataTambahan` names them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.clock import wib_date
from adapter.registry import store
from adapter.registry.addenda import Found, flaw_of_element, list_named
from adapter.registry.addenda_models import DataRequest, DataRequestAnswer, GrantedElement, RequestedElement
from adapter.registry.flaws import Flaw, refuse

GRANTED, IN_PART, REFUSED, WAITING = "DISETUJUI", "SEBAGIAN", "DITOLAK", "MENUNGGU"
DECISIONS = (GRANTED, IN_PART, REFUSED)

Key = tuple[str, str]
"""(list, element)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter asks for; `wanted_until` where it names a day."""

    number: str
    dated: date
    elements: tuple[Key, ...]
    reason: str
    wanted_until: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The other side's answer. `number` is that of its own letter, where there is one."""

    decision: str
    elements: tuple[Key, ...] = ()
    last_day: date | None = None
    number: str | None = None


def send_letter(
    session: Session, agreement: Agreement, side: Side, letter: Letter, *, by: str, now: datetime
) -> DataRequest:
    """Keep a letter for the other side to answer. The same letter once more changes nothing: its state comes back."""
    known = letter_numbered(session, agreement, letter.number)
    if known is not None and (known.side, _said(known)) == (side.value, letter):
        return known
    found = _flaws_of(agreement, letter, store.standing(session, agreement, wib_date(now)).last_day, wib_date(now))
    for number, (list_name, element) in enumerate(letter.elements, 1):
        path, flaw = _flaw_of(agreement, side, list_name, element)
        if flaw is None and (list_name, element) in letter.elements[: number - 1]:
            flaw = Flaw.CONTRADICTION
        if flaw is not None:
            found.append((f"elemenDiminta[{number}]/{path}", flaw))
    if known is not None:
        found.insert(0, ("nomorSurat", Flaw.NUMBER_USED))
    refuse(found)
    row = DataRequest(
        agreement=agreement.code,
        number=letter.number,
        side=side.value,
        dated=letter.dated,
        reason=letter.reason,
        wanted_until=letter.wanted_until,
        by=by,
        received_at=now,
        elements=[RequestedElement(element_list=name, element=element) for name, element in letter.elements],
    )
    session.add(row)
    session.flush()
    return row


def answer_letter(
    session: Session, agreement: Agreement, number: str, decision: Decision, *, by: str, now: datetime
) -> DataRequest:
    """Record the other side's answer to a letter."""
    row = letter_numbered(session, agreement, number)
    if row is None:
        refuse([("nomorSurat", Flaw.NUMBER_UNKNOWN)])
    assert row is not None  # noqa: S101 - refused above
    today = wib_date(now)
    found = _flaws_of_decision(row, decision)
    if decision.last_day is not None:
        end = store.standing(session, agreement, today).last_day
        found += [("berlakuSampai", flaw) for flaw in _flaws_of_last_day(decision.last_day, today, end)]
    refuse(found)
    row.answer = DataRequestAnswer(
        decision=decision.decision,
        last_day=decision.last_day,
        number=decision.number,
        by=by,
        answered_at=now,
        elements=[GrantedElement(element_list=name, element=element) for name, element in decision.elements],
    )
    session.flush()
    return row


def letter_numbered(session: Session, agreement: Agreement, number: str) -> DataRequest | None:
    """The letter with that number, of either side."""
    return session.scalar(
        select(DataRequest).where(DataRequest.agreement == agreement.code, DataRequest.number == number)
    )


def unanswered(session: Session, agreement: Agreement) -> Sequence[DataRequest]:
    """The letters that nobody has answered yet, oldest first."""
    rows = session.scalars(select(DataRequest).where(DataRequest.agreement == agreement.code).order_by(DataRequest.id))
    return [row for row in rows if row.answer is None]


def asked_for(row: DataRequest) -> tuple[Key, ...]:
    """The elements that a letter asks for, as (list, element)."""
    return tuple((one.element_list, one.element) for one in row.elements)


def _said(row: DataRequest) -> Letter:
    return Letter(row.number, row.dated, asked_for(row), row.reason, row.wanted_until)


def _flaws_of(agreement: Agreement, letter: Letter, end: date, today: date) -> Found:
    found: Found = []
    if letter.dated < agreement.term.first_day:
        found.append(("tanggalSurat", Flaw.BEFORE_AGREEMENT))
    elif letter.dated > today:
        found.append(("tanggalSurat", Flaw.IN_FUTURE))
    if not letter.elements:
        found.append(("elemenDiminta", Flaw.NOTHING_CHANGED))
    if letter.wanted_until is not None:
        found += [("berlakuSampai", flaw) for flaw in _flaws_of_last_day(letter.wanted_until, today, end)]
    return found


def _flaw_of(agreement: Agreement, side: Side, list_name: str, element: str) -> tuple[str, Flaw | None]:
    listed = list_named(agreement, list_name)
    if listed is None:
        return "daftar", Flaw.UNKNOWN_LIST
    if listed.giver is side:
        return "daftar", Flaw.OWN_LIST
    return "elemen", flaw_of_element(listed, element)


def _flaws_of_decision(row: DataRequest, decision: Decision) -> Found:
    asked, granted = set(asked_for(row)), set(decision.elements)
    found: Found = []
    if row.answer is not None:
        found.append(("nomorSurat", Flaw.ANSWERED_ALREADY))
    if granted - asked:
        found.append(("elemenDiminta", Flaw.NOT_ASKED_FOR))
    fits = {GRANTED: granted == asked, IN_PART: bool(granted) and granted < asked, REFUSED: not granted}
    if not fits.get(decision.decision, False):
        found.append(("keputusan", Flaw.DECISION_DIFFERS))
    if granted and decision.last_day is None:
        found.append(("berlakuSampai", Flaw.NO_LAST_DAY))
    return found


def _flaws_of_last_day(last_day: date, today: date, end: date) -> list[Flaw]:
    if last_day < today:
        return [Flaw.IN_PAST]
    return [Flaw.AFTER_AGREEMENT] if last_day > end else []
