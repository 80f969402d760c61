"""Whom syncs leave alone for a while, told by those who do to whoever asks; inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adapter.exchange.peer_models import LeftAlone


def leave_alone(session: Session, agreement: str, failures: int, until: datetime) -> None:
    """Write down that an agreement's other party is left alone until then, after so many failures in a row."""
    table = LeftAlone.__table__
    if not isinstance(table, Table):
        raise TypeError("peer_left_alone is a table")
    insert_into = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    given = {"failures": failures, "until": until}
    statement = insert_into(table).values(agreement=agreement, **given)
    session.execute(statement.on_conflict_do_update(index_elements=["agreement"], set_=given))
