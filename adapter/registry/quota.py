"""How many people a partner may ask about in a day, whether they are found or not.

The agreements have no such number; they oblige both parties to prevent misuse (TL Pasal 11 ayat (2)).
"""

from datetime import datetime
from functools import cache
from random import randrange

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adapter import limits
from adapter.agreements.terms import Agreement
from adapter.clock import wib_date
from adapter.errors import QuotaExceeded
from adapter.records.database import run
from adapter.records.tables import dialect_of, insert_into, table_of
from adapter.registry.models import QuotaUse

# Built once, as all that runs in every call.
_TABLE = table_of(QuotaUse)
_USED = select(func.sum(QuotaUse.people)).where(
    QuotaUse.agreement == bindparam("agreement"), QuotaUse.day == bindparam("day")
)


def take(session: Session, agreement: Agreement, people: int, now: datetime) -> None:
    """Count `people` more that the partner asks about today. Raises QuotaExceeded, and then nothing is to be stored.

    Calls at the same moment do not see each other: each may exceed by its own number.
    """
    if used(session, agreement, now) + people > agreement.people_a_day:
        raise QuotaExceeded(agreement.people_a_day)
    shard = randrange(limits.QUOTA_SHARDS)  # noqa: S311 - to spread writers, nothing else
    row = {"agreement": agreement.code, "day": wib_date(now), "shard": shard, "people": people}
    run(session, _add(dialect_of(session)), row)


@cache
def _add(dialect: str) -> "postgresql.Insert | sqlite.Insert":
    row = insert_into(QuotaUse, dialect)
    more = {"people": _TABLE.c.people + row.excluded.people}
    return row.on_conflict_do_update(index_elements=["agreement", "day", "shard"], set_=more)


def used(session: Session, agreement: Agreement, now: datetime) -> int:
    """How many people the partner has asked about today (WIB)."""
    return run(session, _USED, {"agreement": agreement.code, "day": wib_date(now)}).scalar() or 0
