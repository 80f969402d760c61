"""What the takers of every agreement share: where received records go, and the words for what became of them.

A taker has one signature, whether its page was pulled or pushed: `take_...(to: Incoming, rows) -> list[Receipt]`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from adapter.agreements.operation import Call
from adapter.records.said import UNSURE
from adapter.records.vault import Vault
from adapter.registry.standing import Standing

LEFT = "DIBIARKAN"
"""A record that the giver has taken out, and that the receiver keeps until somebody decides."""

NO_KEY = "TANPA_KUNCI"
"""A record without the number that names it: it cannot be told from others, and is not kept."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Where received records go: the receiver's transaction and vault, the time, and the idPesan that brought them.

    `standing` is the agreement today, where what is received is compared with what the receiver has. `told_at` is when
    the giver has said it, where that is not now: see `said_at`.
    """

    session: Session
    vault: Vault
    now: datetime
    message_id: str
    standing: Standing | None = None
    told_at: datetime | None = None

    @property
    def said_at(self) -> datetime:
        """When the giver has said it: what stands may have been said later."""
        return self.told_at or self.now

    @property
    def is_late(self) -> bool:
        """Whether anything can have been said later: over HTTP nothing can, a file may lie for weeks."""
        return self.now - self.said_at > UNSURE


def incoming(call: Call) -> Incoming:
    """Where a pushed page goes."""
    return Incoming(call.session, call.vault, call.now, call.heading.idPesanAsal, call.standing, call.said_at)
