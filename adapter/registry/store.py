"""Recording and reading what is known of agreements. Nothing is overwritten.

All functions work inside the caller's transaction. Those that record raise OperatorError on bad input.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, exists, literal, select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.clock import wib_date
from adapter.errors import OperatorError
from adapter.records.database import run
from adapter.registry import early_ends, holds
from adapter.registry.addenda_models import DataRequest, DataRequestAnswer
from adapter.registry.models import (
    Addendum,
    AddendumChange,
    Extension,
)
from adapter.registry.standing import (
    ElementChange,
    RecordedAddendum,
    RecordedExtension,
    RecordedGrant,
    Standing,
    standing_on,
)
from adapter.registry.status import ENDED_EARLY, VOID
from adapter.registry.term_models import Hold, Proposal

_FURTHEST = timedelta(days=20 * 365 + 5)
"""An extension that ends later than twenty years from now is taken for a slip of the hand: 2206 for 2026."""

_NUMBER_LENGTH = 100

# Every call asks; to build a statement costs more than to run it, and most agreements have none of these. However many
# letters a partner has sent, only what can change how the agreement stands is looked for, and read.
# One row for each extension, and one without any where there is none.
_RECORDED = select(
    Extension.number,
    Extension.first_day,
    Extension.last_day,
    Extension.note,
    Extension.recorded_at,
    exists().where(Hold.agreement == bindparam("code")),
    exists().where(Proposal.agreement == bindparam("code"), early_ends.MAY_END),
    exists().where(Addendum.agreement == bindparam("code")),
    exists().where(DataRequest.agreement == bindparam("code"), DataRequest.answer.has()),
).select_from(select(literal(1)).subquery().outerjoin(Extension, Extension.agreement == bindparam("code")))


def standing(session: Session, agreement: Agreement, day: date) -> Standing:
    """How `agreement` stands on `day` (WIB), by its terms and all that is recorded."""
    rows = run(session, _RECORDED, {"code": agreement.code}).all()
    extensions = [RecordedExtension(*row[:5]) for row in rows if row.number is not None]
    has_holds, has_ends, has_addenda, has_answers = rows[0][5:]
    held = holds.holds(session, agreement) if has_holds else []
    asked = early_ends.that_may_end(session, agreement) if has_ends else []
    return standing_on(
        agreement,
        day,
        extensions,
        _addenda(session, agreement) if has_addenda else [],
        [*holds.endings(held), *early_ends.endings(asked, extensions)],
        holds.suspensions(held),
        _grants(session, agreement) if has_answers else [],
    )


def _addenda(session: Session, agreement: Agreement) -> list[RecordedAddendum]:
    rows = session.scalars(select(Addendum).where(Addendum.agreement == agreement.code).order_by(Addendum.id))
    return [RecordedAddendum(row.number, row.first_day, _changes(row), row.recorded_at) for row in rows]


def _changes(row: Addendum) -> tuple[ElementChange, ...]:
    return tuple(ElementChange(one.kind, one.element_list, one.element, one.mandatory) for one in row.changes)


def _grants(session: Session, agreement: Agreement) -> list[RecordedGrant]:
    rows = session.scalars(
        select(DataRequestAnswer)
        .join(DataRequest)
        .where(DataRequest.agreement == agreement.code, DataRequestAnswer.last_day.is_not(None))
        .order_by(DataRequestAnswer.id)
    )
    return [
        RecordedGrant(
            letter=row.request.number,
            first_day=wib_date(row.answered_at),
            last_day=row.last_day,
            elements=tuple((one.element_list, one.element) for one in row.elements),
            recorded_at=row.answered_at,
        )
        for row in rows
        if row.last_day is not None
    ]


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
    changes: Sequence[ElementChange | tuple[str, str, str]],
    note: str | None,
    now: datetime,
) -> None:
    """Record an addendum that both have signed; a change that makes nothing mandatory may be (kind, list, element)."""
    _require_number(number)
    if first_day < agreement.term.first_day:
        raise OperatorError(f"addendum {number}: it begins before {agreement.code} itself, {agreement.term.first_day}")
    if not changes:
        raise OperatorError(f"addendum {number}: it changes nothing; name elements to add or to withdraw")
    _refuse_known(session, Addendum, agreement, number)
    found = [change if isinstance(change, ElementChange) else ElementChange(*change) for change in changes]
    for change in found:
        _require_change(agreement, change)
    rows = [
        AddendumChange(kind=one.kind, element_list=one.element_list, element=one.element, mandatory=one.mandatory)
        for one in found
    ]
    session.add(
        Addendum(agreement=agreement.code, number=number, first_day=first_day, note=note, recorded_at=now, changes=rows)
    )
    session.flush()


def _require_change(agreement: Agreement, change: ElementChange) -> None:
    listed = next((listed for listed in agreement.element_lists if listed.name == change.element_list), None)
    if change.kind not in ("TAMBAH", "CABUT", "UBAH"):
        raise OperatorError(
            f"an addendum adds (TAMBAH), withdraws (CABUT) or makes mandatory (UBAH); it cannot {change.kind}"
        )
    if listed is None:
        known = ", ".join(listed.name for listed in agreement.element_lists)
        raise OperatorError(f"{agreement.code} has no element list {change.element_list!r}; it has {known}")
    if change.element not in {*listed.elements, *listed.off}:
        known = ", ".join((*listed.elements, *listed.off))
        raise OperatorError(f"{listed.name} has no element {change.element!r}; it has {known}")
    if (change.kind == "UBAH") is (change.mandatory is None):
        raise OperatorError(f"{listed.name}.{change.element}: UBAH, and nothing else, says whether it is mandatory")
    if change.kind == "UBAH" and listed.giver is not Side.PARTNER:
        raise OperatorError(
            f"{listed.name}.{change.element}: UBAH is for what the partner gives; BKN sends what it has"
        )


def is_number(number: str) -> bool:
    """Whether a document can be recorded by this number: on one line, of characters that can be seen."""
    return number == number.strip() and number.isprintable() and 1 <= len(number) <= _NUMBER_LENGTH


def _require_number(number: str) -> None:
    if not is_number(number):
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
