"""The recorded holidays: those that move, and cuti bersama, as the joint decree of three ministers names them yearly.

All functions work inside the caller's transaction; those that record raise OperatorError.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.errors import OperatorError
from adapter.registry.term_models import Holiday

_NAME_LENGTH = 100


def holidays(session: Session) -> frozenset[date]:
    """The recorded holidays; the fixed ones are built into registry.working_days."""
    return frozenset(session.scalars(select(Holiday.day).where(Holiday.withdrawn_at.is_(None))))


def named_holidays(session: Session) -> list[tuple[date, str]]:
    """The recorded holidays with their names, in the order of their days."""
    rows = select(Holiday.day, Holiday.name).where(Holiday.withdrawn_at.is_(None)).order_by(Holiday.day)
    return [(day, name) for day, name in session.execute(rows)]


def add_holiday(session: Session, day: date, name: str, now: datetime) -> None:
    """Record a holiday."""
    if name != name.strip() or not name.isprintable() or not 1 <= len(name) <= _NAME_LENGTH:
        raise OperatorError(f"{day}: the holiday's name has 1 to {_NAME_LENGTH} characters, on one line")
    if _recorded(session, day) is not None:
        raise OperatorError(f"{day} is recorded as a holiday already; nothing was changed")
    session.add(Holiday(day=day, name=name, recorded_at=now))
    session.flush()


def withdraw_holiday(session: Session, day: date, now: datetime) -> None:
    """Take back a holiday that a later decree moved or cancelled; its row stays."""
    row = _recorded(session, day)
    if row is None:
        raise OperatorError(f"{day} is not recorded as a holiday; nothing was changed")
    row.withdrawn_at = now
    session.flush()


def _recorded(session: Session, day: date) -> Holiday | None:
    return session.scalar(select(Holiday).where(Holiday.day == day, Holiday.withdrawn_at.is_(None)))
