"""Replay keys that guard nothing any more are deleted: by the calls themselves, a few at a time, after an answer.

No clock decides alone. Only an accepted message lets keys go: those of its own signer, and only such as are
older than its own Created by REPLAY_KEY_KEPT. Where our clock runs a year ahead, an honest partner's messages
are of the past and none is accepted; so nothing goes, and once the clock is back all that is still fresh is
known. The newest key of a signer never goes, and what is older than all that is kept beside it is refused
(journal.claim_signature): where our clock is set back, no old message becomes new.

What is left: a partner that falls silent leaves its last day. A partner whose clock ran more than a day ahead
together with ours is refused, as KeyForgotten, until that day or under a new certificate.
"""

import threading
from collections import Counter
from datetime import datetime

import structlog
from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from adapter import limits
from adapter.errors import StoreUnavailable
from adapter.journal.models import ReplayKey
from adapter.records.database import writing
from adapter.security import VerifiedMessage

log = structlog.get_logger("jembatan")


class Forgetter:
    """Takes out more old keys than come in: `rows` with the first of every `every` messages of a signer."""

    def __init__(
        self, engine: Engine, every: int = limits.FORGET_EVERY, rows: int = limits.REPLAY_KEYS_FORGOTTEN
    ) -> None:
        """Counts for one process; several on one database do not wait for each other."""
        self._engine, self._every, self._rows = engine, every, rows
        self._accepted: Counter[bytes] = Counter()
        self._lock = threading.Lock()

    def after(self, message: VerifiedMessage) -> None:
        """To be called when the answer to an accepted message has been sent. Never fails."""
        with self._lock:
            due = self._accepted[message.signer] % self._every == 0
            self._accepted[message.signer] += 1
        if not due:
            return
        try:
            with writing(self._engine) as session:
                forget_signatures(session, message.signer, message.created, self._rows)
        except (StoreUnavailable, DBAPIError) as error:
            log.warning("old replay keys not deleted", error=type(error).__name__)


def forget_signatures(session: Session, signer: bytes, created: datetime, rows: int) -> int:
    """Delete the oldest keys, at most `rows`, that guard nothing once `signer` has signed at `created`; gives how many.

    The caller knows that a message of that signer and time was accepted.
    """
    old = (
        select(ReplayKey.signature)
        .where(ReplayKey.signer == signer, ReplayKey.created_at < created - limits.REPLAY_KEY_KEPT)
        .order_by(ReplayKey.created_at)
        .limit(rows)
        # Another process at the same keys: it has them, and nobody needs to wait.
        .with_for_update(skip_locked=True)
    )
    gone = session.execute(delete(ReplayKey).where(ReplayKey.signer == signer, ReplayKey.signature.in_(old)))
    return int(gone.rowcount)  # type: ignore[attr-defined]
