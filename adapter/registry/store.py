"""Recording and reading what is known of agreements. Nothing is overwritten.

All functions work inside the caller's transaction. Those that record raise OperatorError on bad input.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.clock import wib_date
from adapter.errors import OperatorError
from adapter.registry import holds, proposals
from adapter.registry.models import (
    Addendum,
    AddendumChange,
    Extension,
)
from adapter.registry.standing import (
    ElementChange,
    RecordedAddendum,
    RecordedExtension,
    Standing,
    standing_on,
)
from adapter.registry.status import ENDED_EARLY, VOID
from adapter.registry.term_models import Hold, Proposal

_FURTHEST = timedelta(days=20 * 365 + 5)
"""An extension that ends later than twenty years from now is taken for a slip of the hand: 2206 for 2026."""

_NUMBER_LENGTH = 100

# Every call asks; to build a statement costs more than to run it, and most agreements have neither.
_RECORDED = union_all(
    select(literal("hold")).where(Hold.agreement == bindparam("code")),
    select(literal("proposal")).where(Proposal.agreement == bindparam("code")),
)


def standing(session: Session, agreement: Agreement, day: date) -> Standing:
    """How `agreement` stands on `day` (WIB), by its terms and all that is recorded."""
    rows = session.scalars(select(Extension).where(Extension.agreement == agreement.code))
    extensions = [RecordedExtension(r.number, r.first_day, r.last_day, r.note, r.recorded_at) for r in rows]
    recorded = set(session.scalars(_RECORDED, {"code": agreement.code}))
    held = holds.holds(session, agreement) if "hold" in recorded else []
    asked = proposals.proposals(session, agreement) if "proposal" in recorded else []
    addenda = session.scalars(select(Addendum).where(Addendum.agreement == agreement.code).order_by(Addendum.id))
    return standing_on(
        agreement,
        day,
        extensions,
        [RecordedAddendum(row.number, row.first_day, _changes(row)) for row in addenda],
        [*holds.endings(held), *proposals.endings(asked, extensions)],
        holds.suspensions(held),
    )


def _changes(row: Addendum) -> tuple[ElementChange, ...]:
    return tuple(ElementChange(change.kind, change.element_list, change.element) for change in row.changes)


def record_extension(
    session: Session,
    agreement: Agreement,
    *,
    number: str,
    first_day: date,
    last_day: date,
    note: str | None,
    now: datetime,
) -> None:
    """Record an extension of `agreement`."""
    _require_number(number)
    if last_day < first_day:
        raise OperatorError(f"extension {number}: its last day {last_day} is before its first day {first_day}")
    if first_day <= agreement.term.first_day:
        raise OperatorError(f"extension {number}: it begins before {agreement.code} itself, {agreement.term.first_day}")
    if last_day > wib_date(now) + _FURTHEST:
        raise OperatorError(f"extension {number}: its last day {last_day} lies more than 20 years ahead; is it right?")
    _refuse_known(session, Extension, agreement, number)
    # What was cut short is out of the way of the perjanjian pengganti that comes after it.
    if standing(session, agreement, first_day).status not in (ENDED_EARLY, VOID):
        _refuse_overlap(session, agreement, number, first_day, last_day)
    session.add(
        Extension(
            agreement=agreement.code, number=number, first_day=first_day, last_day=last_day, note=note, recorded_at=now
        )
    )
    session.flush()


def record_addendum(
    session: Session,
    agreement: Agreement,
    *,
    number: str,
    first_day: date,
    changes: Sequence[tuple[str, str, str]],
    note: str | None,
    now: datetime,
) -> None:
    """Record an addendum; `changes` are (TAMBAH or CABUT, list, element)."""
    _require_number(number)
    if first_day < agreement.term.first_day:
        raise OperatorError(f"addendum {number}: it begins before {agreement.code} itself, {agreement.term.first_day}")
    if not changes:
        raise OperatorError(f"addendum {number}: it changes nothing; name elements to add or to withdraw")
    _refuse_known(session, Addendum, agreement, number)
    for kind, list_name, element in changes:
        _require_change(agreement, kind, list_name, element)
    rows = [AddendumChange(kind=kind, element_list=name, element=element) for kind, name, element in changes]
    session.add(
        Addendum(agreement=agreement.code, number=number, first_day=first_day, note=note, recorded_at=now, changes=rows)
    )
    session.flush()


def _require_change(agreement: Agreement, kind: str, list_name: str, element: str) -> None:
    listed = next((listed for listed in agreement.element_lists if listed.name == list_name), None)
    if kind not in ("TAMBAH", "CABUT"):
        raise OperatorError(f"an addendum adds (TAMBAH) or withdraws (CABUT); it cannot {kind}")
    if listed is None:
        known = ", ".join(listed.name for listed in agreement.element_lists)
        raise OperatorError(f"{agreement.code} has no element list {list_name!r}; it has {known}")
    if element in listed.accompanying or element not in {field.name for field in fields(listed.record)}:
        raise OperatorError(f"{list_name} has no element {element!r}; it has {', '.join(listed.elements)}")


def _require_number(number: str) -> None:
    if number != number.strip() or not number.isprintable() or not 1 <= len(number) <= _NUMBER_LENGTH:
        raise OperatorError(f"the document's number has 1 to {_NUMBER_LENGTH} characters, on one line")


def _refuse_overlap(session: Session, agreement: Agreement, number: str, first_day: date, last_day: date) -> None:
    other = session.scalar(
        select(Extension).where(
            Extension.agreement == agreement.code, Extension.first_day <= last_day, Extension.last_day >= first_day
        )
    )
    if other is not None:
        days = f"{first_day} to {last_day}"
        held = f"{other.number}, {other.first_day} to {other.last_day}"
        raise OperatorError(f"extension {number}, {days}: it overlaps {held}; nothing was recorded")


def _refuse_known(session: Session, kind: type[Extension | Addendum], agreement: Agreement, number: str) -> None:
    known = session.scalar(select(kind.id).where(kind.agreement == agreement.code, kind.number == number))
    if known is not None:
        raise OperatorError(f"{agreement.code}: {number} is recorded already; nothing was changed")
