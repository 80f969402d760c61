"""Makes and stores the published tables of a month's end, once, and never changes them.

Records hold the present only, so only the month that has ended last can be counted. What is withheld is not even
stored. The count itself goes on beside the calls: nothing shows until the last transaction completes the month.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, delete, insert, or_, select
from sqlalchemy.orm import Session

from adapter.clock import wib_date
from adapter.errors import OperatorError
from adapter.records.aggregate_count import counted
from adapter.records.aggregate_cube import Labels
from adapter.records.aggregate_models import AggregateCell, AggregateMonth
from adapter.records.aggregate_rows import published_rows
from adapter.records.aggregate_tables import months
from adapter.records.database import reading, writing
from adapter.records.vault import Vault

THRESHOLD = 10
"""A cell of fewer people is withheld (assumption of ours, domain: 2.1)."""

GIVEN_UP_AFTER = timedelta(hours=6)
"""Whoever began to count a month and has not completed it by then is not at it any more."""

_ROWS = 10_000
"""Cells in one transaction: a tenth of a second, in which calls wait."""

Progress = Callable[[str, int, int], None]
"""Takes the stage ("people", "cells", "storing"), how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was counted: people, cells stored, and how many of these have their number withheld."""

    month_end: date
    people: int
    cells: int
    withheld: int


def last_month_end(today: date) -> date:
    """The last day of the month that has ended last."""
    return today.replace(day=1) - timedelta(days=1)


def is_due(session: Session, month_end: date, now: datetime) -> bool:
    """Whether the month is not counted yet, and nobody is at it."""
    month = session.get(AggregateMonth, month_end)
    return month is None or (month.completed_at is None and month.started_at < now - GIVEN_UP_AFTER)


def aggregate(
    engine: Engine,
    vault: Vault,
    month_end: date,
    now: datetime,
    *,
    progress: Progress = lambda _stage, _done, _of: None,
    complete: Callable[[Session, Outcome], None] = lambda _session, _outcome: None,
) -> Outcome:
    """Count the month and store what may be published. `complete` is called in the transaction that completes it.

    Raises OperatorError for another month than the last, for one that is counted, and while somebody is at it.
    """
    _claim(engine, month_end, now)
    with reading(engine) as session:
        finest = counted(session, vault, month_end, lambda done, of: progress("people", done, of))
        earlier = list(_withheld_before(session, month_end))
    rows = published_rows(finest, earlier, THRESHOLD, lambda done, of: progress("cells", done, of))
    for start in range(0, len(rows), _ROWS):
        with writing(engine) as session:
            batch = [{"month_end": month_end, **asdict(row)} for row in rows[start : start + _ROWS]]
            session.execute(insert(AggregateCell), batch)
        progress("storing", min(start + _ROWS, len(rows)), len(rows))
    outcome = Outcome(month_end, finest.total(), len(rows), sum(row.people is None for row in rows))
    with writing(engine) as session:
        month = session.get_one(AggregateMonth, month_end)
        month.completed_at, month.people = now, outcome.people
        complete(session, outcome)
    return outcome


def _claim(engine: Engine, month_end: date, now: datetime) -> None:
    last = last_month_end(wib_date(now))
    if month_end != last:
        raise OperatorError(
            f"{month_end:%Y-%m}: records hold the present only; what can be counted now is {last:%Y-%m}"
        )
    with writing(engine) as session:
        # One at a time, on PostgreSQL too: who comes second waits here, and then sees the first one's row.
        month = session.get(AggregateMonth, month_end, with_for_update=True)
        if month is not None and month.completed_at is not None:
            raise OperatorError(f"{month_end:%Y-%m}: is counted already; nothing is counted twice")
        if not is_due(session, month_end, now):
            raise OperatorError(f"{month_end:%Y-%m}: another process is counting it; wait, or try again in six hours")
        session.execute(delete(AggregateCell).where(AggregateCell.month_end == month_end))
        session.merge(AggregateMonth(month_end=month_end, started_at=now, threshold=THRESHOLD))


def _withheld_before(session: Session, month_end: date) -> Iterator[Labels]:
    """What the month counted before this one withheld."""
    known = [day for day in months(session) if day < month_end]
    if not known:
        return
    withheld = or_(AggregateCell.people.is_(None), AggregateCell.passed.is_(None))
    cells = session.scalars(
        select(AggregateCell).where(AggregateCell.month_end == known[-1], withheld),
        execution_options={"yield_per": _ROWS},
    )
    for cell in cells:
        labels = (cell.province, cell.regency, cell.grade, cell.post_kind, cell.age, cell.kind)
        if cell.people is None:
            yield (*labels, None)
        if cell.passed is None:
            yield (*labels, True)
        session.expunge(cell)
