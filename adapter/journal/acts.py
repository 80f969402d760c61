"""What an operator decides stands in the journal too, beside the calls, under the same seals."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from adapter.journal.journal import Exchange, write
from adapter.records.vault import Vault

SERVICE = "jembatan"
"""In place of a service's name: nobody called, somebody at the keyboard decided."""
DONE = "BERHASIL"


def record_act(
    session: Session, vault: Vault, command: str, agreement: str | None, by: str, now: datetime, **details: object
) -> str:
    """Write down that `by` carried out `command` (such as "agreement suspend"); gives the entry's correlation id.

    `details` are kept as JSON, sealed like a message. They must not hold what no journal may hold: keys, passwords.
    """
    said: Mapping[str, object] = {"command": command, "agreement": agreement, "by": by, **details}
    exchange = Exchange(
        correlation_id=str(uuid.uuid4()),
        received_at=now,
        service=SERVICE,
        outcome=DONE,
        request=json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode(),
        answer=b"",
        verified=True,
        operation=command[:64],
        agreement=agreement,
        user=by[:100],
    )
    write(session, vault, exchange)
    return exchange.correlation_id
