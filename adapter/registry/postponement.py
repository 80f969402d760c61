"""What a keadaan kahar postpones: duties of both parties, and the exchange itself.

All functions work inside the caller's transaction. It postpones from the notice on, from the other party's
agreement, or from the end of the days that it lets pass in silence, as the agreement's rule has it; what was told too
late, from its agreement alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.clock import wib_date
from adapter.errors import ForceMajeureHolds
from adapter.records.database import run
from adapter.registry.force_majeure import number_of
from adapter.registry.objections import ACCEPTED, REFUSED
from adapter.registry.term_models import ForceMajeure

if TYPE_CHECKING:
    from adapter.registry.gates import Passing

# Asked by every call of class A: built once, for that costs more than to run it. What waits for an answer, or was
# refused, is not even read: there may be any number of it.
CLOSED_BY_KAHAR = (
    select(ForceMajeure.id)
    .where(
        ForceMajeure.agreement == bindparam("agreement"),
        ForceMajeure.postpones_exchange.is_(True),
        ForceMajeure.ended_on.is_(None),
        or_(
            ForceMajeure.answer == ACCEPTED,
            and_(ForceMajeure.answer.is_(None), ForceMajeure.effective_on <= bindparam("today")),
        ),
    )
    .order_by(ForceMajeure.id)
)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days (WIB, inclusive) on which duties rest; `last_day` is None while it lasts. No `duties` means all of them."""

    first_day: date
    last_day: date | None
    duties: tuple[str, ...]


def effect(row: ForceMajeure) -> tuple[date, date | None] | None:
    """From and until when it postpones; None where it does not (yet): it waits for an answer, or was refused."""
    since, until = row.effective_on, row.ended_on
    if row.answer == ACCEPTED and row.answered_on is not None:
        since = min(since or row.answered_on, row.answered_on)
    if since is None:
        return None
    if row.answer == REFUSED and row.answered_on is not None:
        until = min(until or row.answered_on, row.answered_on)
        return (since, until) if since < row.answered_on else None
    return since, until


def pauses(session: Session, agreement: str, today: date | None = None) -> tuple[Pause, ...]:
    """What rests under the agreement with this code, oldest first; both parties' duties, as each notice names them.

    A pause begins with the event itself, not with its notice: "dibebaskan untuk sementara waktu". With `today`, what
    takes effect only later (seven days of silence, BPJS Pasal 8 ayat (3)) is left out.
    """
    rows = select(ForceMajeure).where(
        ForceMajeure.agreement == agreement,
        or_(ForceMajeure.effective_on.is_not(None), ForceMajeure.answer == ACCEPTED),
    )
    return tuple(
        Pause(row.began_on, found[1], tuple(row.duties.splitlines()))
        for row in session.scalars(rows.order_by(ForceMajeure.id))
        if (found := effect(row)) is not None and (today is None or found[0] <= today)
    )


def rest_of_exchange(session: Session, passing: "Passing") -> None:
    """The gate: an exchange rests while a keadaan kahar postpones it. Raises ForceMajeureHolds."""
    row = postponing(session, passing.agreement, wib_date(passing.now))
    if row is not None:
        raise ForceMajeureHolds(number_of(row), row.began_on)


def postponing(session: Session, agreement: Agreement, day: date) -> ForceMajeure | None:
    """The keadaan kahar that postpones the exchange under this agreement on `day`, or None."""
    found = run(session, CLOSED_BY_KAHAR, {"agreement": agreement.code, "today": day}).scalars()
    rows = (session.get_one(ForceMajeure, row_id) for row_id in found.all())
    return next((row for row in rows if holds(row, day)), None)


def holds(row: ForceMajeure, day: date) -> bool:
    """Whether it postpones on `day`; what has ended postpones nothing more, not even on the day of its end."""
    found = effect(row)
    return found is not None and found[0] <= day and found[1] is None


def days_postponed(row: ForceMajeure, today: date) -> int:
    """For how many days duties have rested: 0 where it never took effect."""
    found = effect(row)
    if found is None or found[0] > today:
        return 0
    return ((found[1] or today) - row.began_on).days + 1
