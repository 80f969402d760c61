"""Whom syncs leave alone for a while, told by those who do to whoever asks; inside the caller's transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from adapter.exchange.peer_models import LeftAlone
from adapter.records.tables import dialect_of, insert_into


def leave_alone(session: Session, agreement: str, failures: int, until: datetime) -> None:
    """Write down that an agreement's other party is left alone until then, after so many failures in a row."""
    given = {"failures": failures, "until": until}
    statement = insert_into(LeftAlone, dialect_of(session)).values(agreement=agreement, **given)
    session.execute(statement.on_conflict_do_update(index_elements=["agreement"], set_=given))
