"""How many people a partner may ask about in a day, whether they are found or not.

The agreements have no such number; they oblige both parties to prevent misuse (TL Pasal 11 ayat (2)).
"""

from datetime import datetime
from random import randrange

from sqlalchemy import Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adapter import limits
from adapter.agreements.terms import Agreement
from adapter.clock import wib_date
from adapter.errors import QuotaExceeded
from adapter.registry.models import QuotaUse


def take(session: Session, agreement: Agreement, people: int, now: datetime) -> None:
    """Count `people` more that the partner asks about today. Raises QuotaExceeded, and then nothing is to be stored.

    Calls at the same moment do not see each other: each may exceed by its own number.
    """
    day, table = wib_date(now), QuotaUse.__table__
    if used(session, agreement, now) + people > agreement.people_a_day:
        raise QuotaExceeded(agreement.people_a_day)
    assert isinstance(table, Table)  # noqa: S101 - for mypy
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    shard = randrange(limits.QUOTA_SHARDS)  # noqa: S311 - to spread writers, nothing else
    row = insert(table).values(agreement=agreement.code, day=day, shard=shard, people=people)
    more = {"people": table.c.people + row.excluded.people}
    session.execute(row.on_conflict_do_update(index_elements=["agreement", "day", "shard"], set_=more))


def used(session: Session, agreement: Agreement, now: datetime) -> int:
    """How many people the partner has asked about today (WIB)."""
    today = (QuotaUse.agreement == agreement.code, QuotaUse.day == wib_date(now))
    return session.scalar(select(func.sum(QuotaUse.people)).where(*today)) or 0
