"""How far BKN has pulled a partner's lists: the last token applied, moved in the transaction that applies it."""

from datetime import datetime

from sqlalchemy.orm import Session

from adapter.errors import OperatorError
from adapter.records.offered_models import PullMark


def mark_of(session: Session, agreement: str, operation: str) -> int:
    """The last token applied; 0 where nothing was pulled yet."""
    mark = session.get(PullMark, (agreement, operation))
    return mark.token if mark is not None else 0


def move_mark(session: Session, agreement: str, operation: str, since: int, reached: int, now: datetime) -> None:
    """Move the mark from `since` to `reached`. Raises OperatorError where another process has moved it meanwhile."""
    mark = session.get(PullMark, (agreement, operation), with_for_update=True, populate_existing=True)
    if (mark.token if mark is not None else 0) != since:
        raise OperatorError(f"{agreement} {operation}: another process pulls it too; let that one end, then go on")
    if mark is None:
        mark = PullMark(agreement=agreement, operation=operation)
        session.add(mark)
    mark.token, mark.moved_at = reached, now
    session.flush()


def put_mark(session: Session, agreement: str, operation: str, reached: int, now: datetime) -> None:
    """Move the mark to `reached`, wherever it is."""
    since = mark_of(session, agreement, operation)
    if since != reached:
        move_mark(session, agreement, operation, since, reached, now)


def raise_mark(session: Session, agreement: str, operation: str, reached: int, now: datetime) -> None:
    """Move the mark up to `reached`, where it is not beyond it already."""
    since = mark_of(session, agreement, operation)
    if since < reached:
        move_mark(session, agreement, operation, since, reached, now)
