"""Pages that we send: kept before they leave, so that after any kill the same message goes out again.

The other party knows a message by its idPesan and content, and gives its first answer once more: we learn what became
of every row, and the journals of both have one message.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from adapter.agreements.lines import from_line, to_line
from adapter.exchange.file_models import OutgoingFile
from adapter.exchange.parts import Overtaken, PartKey
from adapter.exchange.sync_models import OutgoingPage
from adapter.records.vault import Vault

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Made:
    """Records that are to go out, where they lead to, and whether there are more after them."""

    rows: tuple[Any, ...]
    reached: int
    more: bool


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A page under way, with its idPesan, and the version of the lists for which it was made."""

    message_id: str
    made: Made
    element_version: str
    refusals: int = 0
    """How often it was refused without a word which record is to blame."""


def waiting(session: Session, vault: Vault, key: PartKey, first: int, record: type) -> Outgoing | None:
    """The page that leads on from `first`, if one was made and is not acknowledged. Raises VaultError."""
    place = (OutgoingPage.run_id == key.run_id, OutgoingPage.stage == key.stage, OutgoingPage.leg == key.leg)
    row = session.scalar(
        select(OutgoingPage).where(*place, OutgoingPage.number == key.number, OutgoingPage.first == first)
    )
    if row is None:
        return None
    lines = vault.open(row.rows, _binding(row.message_id)).split(b"\n")
    rows: tuple[Any, ...] = tuple(from_line(line, record) for line in lines if line)
    return Outgoing(row.message_id, Made(rows, row.reached, row.more), row.element_version, row.refusals)


def keep(
    session: Session, vault: Vault, key: PartKey, first: int, made: Made, version: str, now: datetime,
    *, refusals: int = 0,
) -> Outgoing:  # fmt: skip
    """Keep a page that is about to leave; gives the one that another process has kept for this place meanwhile.

    The caller holds the part (parts.require). Two pages for one place would be two messages with the same records.
    """
    if (kept := waiting(session, vault, key, first, type(made.rows[0]))) is not None:
        return kept
    message_id = str(uuid.uuid4())
    lines = "\n".join(to_line(row) for row in made.rows)
    session.add(
        OutgoingPage(
            message_id=message_id,
            run_id=key.run_id,
            stage=key.stage,
            leg=key.leg,
            number=key.number,
            first=first,
            reached=made.reached,
            more=made.more,
            element_version=version,
            rows=vault.seal(lines.encode(), _binding(message_id)),
            made_at=now,
            refusals=refusals,
        )
    )
    session.flush()
    return Outgoing(message_id, made, version, refusals)


def acknowledge(session: Session, message_id: str) -> None:
    """The other party has it: let it go, for the journal keeps what was said. Raises Overtaken for one that is gone."""
    if not drop(session, [message_id]):
        raise Overtaken("another process has this page acknowledged")


def drop(session: Session, message_ids: Sequence[str]) -> int:
    """Take pages away, and what was signed of them; gives how many pages there were."""
    session.execute(delete(OutgoingFile).where(OutgoingFile.message_id.in_(message_ids)))
    gone = session.execute(delete(OutgoingPage).where(OutgoingPage.message_id.in_(message_ids)))
    return int(gone.rowcount)  # type: ignore[attr-defined] # a cursor's result


def drop_from(session: Session, key: PartKey, first: int) -> None:
    """Take away the pages of a part from `first` on; an answer to one of them, if it comes, is to nothing of ours."""
    place = (OutgoingPage.run_id == key.run_id, OutgoingPage.stage == key.stage, OutgoingPage.leg == key.leg)
    pages = select(OutgoingPage.message_id).where(*place, OutgoingPage.number == key.number)
    drop(session, session.scalars(pages.where(OutgoingPage.first >= first)).all())


def _binding(message_id: str) -> bytes:
    return b"outgoing_page|rows|" + message_id.encode()
