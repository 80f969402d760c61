"""The guard against guessing in confirmations: who asks wrongly too often about one number is no longer answered.

A confirmation gives nothing away at once, but whoever may ask often enough finds a birth date in thirty thousand
tries. Tries are counted for each partner, day (WIB) and number, whether anybody has the number or not. What the guard
withholds is to be answered by PERLU_PENANGANAN_MANUAL; so is whoever is restricted (UU 27/2022 Pasal 40-41), and, so
that this tells nobody that a person exists, a like share of the numbers that nobody has.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import Integer, bindparam, delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adapter import limits
from adapter.clock import wib_date
from adapter.records.database import run
from adapter.records.tables import dialect_of, insert_into, table_of
from adapter.records.vault import Vault
from adapter.registry.models import WrongTries

_KEYS_PER_STATEMENT = 500

# Built once, as all that runs in every call.
_TABLE = table_of(WrongTries)
_TRIED = select(WrongTries.subject, WrongTries.tries).where(
    WrongTries.agreement == bindparam("agreement"),
    WrongTries.day == bindparam("day"),
    WrongTries.subject.in_(bindparam("keys", expanding=True)),
)
_OLD = (
    select(*_TABLE.primary_key)
    .where(_TABLE.c.agreement == bindparam("under"), _TABLE.c.day < bindparam("before"))
    .limit(bindparam("rows", type_=Integer))
)
_FORGET = delete(_TABLE).where(tuple_(*_TABLE.primary_key).in_(_OLD))


class Guard:
    """The guard over the numbers of one message or one part of a list; `save` it in the same transaction."""

    def __init__(self, session: Session, vault: Vault, agreement: str, now: datetime, keys: Iterable[bytes]) -> None:
        """Look up what was tried today. `keys` are the blind indexes of all NIPs and NIKs that will be asked about."""
        self._session, self._vault = session, vault
        self._agreement, self._day = agreement, wib_date(now)
        self._before = self._counted(sorted(set(keys)))
        self._now: Counter[bytes] = Counter()

    def withholds(self, keys: Iterable[bytes], *, found: bool, restricted: bool) -> bool:
        """Whether there is to be no answer about these numbers of one person.

        `keys`: the one by which the person is looked for comes first. `found`: there is an ASN to answer about.
        """
        keys = list(keys)
        if any(self._before[key] + self._now[key] >= limits.WRONG_TRIES_A_DAY for key in keys):
            return True
        return restricted or (not found and is_decoy(self._vault, keys[0]))

    def wrong(self, keys: Iterable[bytes]) -> None:
        """Count a try about these numbers that was not right."""
        self._now.update(set(keys))

    def save(self) -> None:
        """Store what was counted, and forget what was counted on earlier days."""
        # In one order, so that two calls about the same people wait for each other instead of for ever.
        rows = [
            {"agreement": self._agreement, "day": self._day, "subject": key, "tries": self._now[key]}
            for key in sorted(self._now)
        ]
        if rows:
            run(self._session, _add(dialect_of(self._session)), rows)
            forget(self._session, self._agreement, self._day)

    def _counted(self, keys: list[bytes]) -> Counter[bytes]:
        found: Counter[bytes] = Counter()
        today = {"agreement": self._agreement, "day": self._day}
        for start in range(0, len(keys), _KEYS_PER_STATEMENT):
            some = keys[start : start + _KEYS_PER_STATEMENT]
            found.update({row.subject: row.tries for row in run(self._session, _TRIED, {**today, "keys": some})})
        return found


@cache
def _add(dialect: str) -> "postgresql.Insert | sqlite.Insert":
    row = insert_into(WrongTries, dialect)
    more = {"tries": _TABLE.c.tries + row.excluded.tries}
    return row.on_conflict_do_update(index_elements=["agreement", "day", "subject"], set_=more)


def is_decoy(vault: Vault, key: bytes) -> bool:
    """Whether a number is to be withheld if nobody has it: always the same ones, which nobody can tell beforehand."""
    return int.from_bytes(vault.index("umpan", key.hex())[:8]) % limits.ONE_DECOY_IN == 0


def forget(session: Session, agreement: str, day: date) -> None:
    """Delete some of what a partner tried before yesterday; more each time than a call can add."""
    asked = {"under": agreement, "before": day - timedelta(days=1), "rows": limits.WRONG_TRIES_FORGOTTEN}
    run(session, _FORGET, asked)
