"""How far BKN has pulled a partner's lists: the last token applied, moved in the transaction that applies it."""

from datetime import datetime

from sqlalchemy.orm import Session

from adapter.errors import OperatorError
from adapter.records.offered_models import PullMark


def mark_of(session: Session, agreement: str, operation: str) -> int:
    """The last token applied; 0 where nothing was pulled yet."""
    mark = session.get(PullMark, (agreement, operation))
    return mark.token if mark is not None else 0


def onward_from(session: Session, agreement: str, operation: str, newest: int) -> int:
    """Where deltas go on after a full exchange that does not tell who has gone: at the mark, for those who went since.

    At `newest`, the newest token there is, where nothing was exchanged before, or the tokens' store was restored.
    """
    mark = session.get(PullMark, (agreement, operation))
    return newest if mark is None or mark.token > newest else mark.token


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
    mark = session.get(PullMark, (agreement, operation))
    # A mark at 0 is one, too: see onward_from.
    if mark is None or mark.token != reached:
        move_mark(session, agreement, operation, mark.token if mark is not None else 0, reached, now)


def raise_mark(session: Session, agreement: str, operation: str, reached: int, now: datetime) -> None:
    """Move the mark up to `reached`, where it is not beyond it already."""
    since = mark_of(session, agreement, operation)
    if since < reached:
        move_mark(session, agreement, operation, since, reached, now)


def forget_mark(session: Session, agreement: str, operation: str) -> None:
    """As if nothing had been pulled yet."""
    mark = session.get(PullMark, (agreement, operation), with_for_update=True)
    if mark is not None:
        session.delete(mark)
        session.flush()
