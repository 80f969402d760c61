"""Whether the two data keys are those with which a database was written.

With another index key nobody in it is found, with another data key nothing in it opens; both show only at the first
call, when new rows under the new key may stand beside the old ones.
"""

import hmac

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from adapter.errors import OperatorError
from adapter.records.database import reading, writing
from adapter.records.models import KeyCheck, MutationCounter
from adapter.records.vault import Vault


def claim(engine: Engine, vault: Vault) -> None:
    """Compare the keys with those of the database; at its first use they become its keys. Raises OperatorError."""
    if compare(engine, vault):
        return
    with writing(engine) as session:
        # Of two first uses at once, the second waits here for the first.
        session.get(MutationCounter, 1, with_for_update=True)
        if not _compare(session, vault):
            session.add_all(KeyCheck(name=name, value=value) for name, value in vault.check_values.items())


def compare(engine: Engine, vault: Vault) -> bool:
    """Whether the database has keys already, which are then these. Raises OperatorError when they are others."""
    with reading(engine) as session:
        return _compare(session, vault)


def _compare(session: Session, vault: Vault) -> bool:
    written = {row.name: row.value for row in session.scalars(select(KeyCheck))}
    others = [
        name
        for name, value in vault.check_values.items()
        if name in written and not hmac.compare_digest(written[name], value)
    ]
    if others:
        raise OperatorError("\n".join(_sentence(name) for name in others))
    return bool(written)


def _sentence(name: str) -> str:
    told = f"JEMBATAN_{name.upper()}_KEY: not the key with which this database was written"
    return f"{told}; set it to that key's file, or use another database"
