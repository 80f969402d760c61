"""The guard against guessing in confirmations: who asks wrongly too often about one number is no longer answered.

A confirmation gives nothing away at once, but whoever may ask often enough finds a birth date in thirty thousand
tries. Tries are counted for each partner, day (WIB) and number, whether anybody has the number or not. What the guard
withholds is to be answered by PERLU_PENANGANAN_MANUAL; so is whoever is restricted (UU 27/2022 Pasal 40-41), and, so
that this tells nobody that a person exists, a like share of the numbers that nobody has.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Table, delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adapter import limits
from adapter.clock import wib_date
from adapter.records.vault import Vault
from adapter.registry.models import WrongTries

_KEYS_PER_STATEMENT = 500


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
        table = WrongTries.__table__
        assert isinstance(table, Table)  # noqa: S101 - for mypy
        insert = postgresql.insert if self._session.get_bind().dialect.name == "postgresql" else sqlite.insert
        # In one order, so that two calls about the same people wait for each other instead of for ever.
        rows = [
            {"agreement": self._agreement, "day": self._day, "subject": key, "tries": self._now[key]}
            for key in sorted(self._now)
        ]
        for start in range(0, len(rows), _KEYS_PER_STATEMENT):
            statement = insert(table).values(rows[start : start + _KEYS_PER_STATEMENT])
            more = {"tries": table.c.tries + statement.excluded.tries}
            keys = ["agreement", "day", "subject"]
            self._session.execute(statement.on_conflict_do_update(index_elements=keys, set_=more))
        if rows:
            forget(self._session, self._agreement, self._day)

    def _counted(self, keys: list[bytes]) -> Counter[bytes]:
        found: Counter[bytes] = Counter()
        today = (WrongTries.agreement == self._agreement, WrongTries.day == self._day)
        for start in range(0, len(keys), _KEYS_PER_STATEMENT):
            some = WrongTries.subject.in_(keys[start : start + _KEYS_PER_STATEMENT])
            rows = self._session.execute(select(WrongTries.subject, WrongTries.tries).where(*today, some)).all()
            found.update({row.subject: row.tries for row in rows})
        return found


def is_decoy(vault: Vault, key: bytes) -> bool:
    """Whether a number is to be withheld if nobody has it: always the same ones, which nobody can tell beforehand."""
    return int.from_bytes(vault.index("umpan", key.hex())[:8]) % limits.ONE_DECOY_IN == 0


def forget(session: Session, agreement: str, day: date) -> None:
    """Delete some of what a partner tried before yesterday; more each time than a call can add."""
    old = (WrongTries.agreement == agreement, WrongTries.day < day - timedelta(days=1))
    key = (WrongTries.agreement, WrongTries.day, WrongTries.subject)
    some = select(*key).where(*old).limit(limits.WRONG_TRIES_FORGOTTEN)
    session.execute(delete(WrongTries).where(tuple_(*key).in_(some)), execution_options={"synchronize_session": False})
