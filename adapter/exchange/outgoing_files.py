"""Pages that go out as files: many are under way at once, and their answers come in any order.

All functions work inside the caller's transaction.
"""

import json
import zlib
from collections import Counter
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adapter.exchange.file_models import OutgoingFile
from adapter.exchange.file_names import FileName
from adapter.exchange.outgoing import Made, Outgoing
from adapter.exchange.parts import Overtaken, PartKey
from adapter.exchange.sync_models import OutgoingPage, SyncRun
from adapter.limits import MAX_FILE_AGE
from adapter.records.vault import Vault


def put(
    session: Session, vault: Vault, page: Outgoing, operation: tuple[str, str], raw: bytes, signature: str,
    now: datetime,
) -> OutgoingFile:  # fmt: skip
    """Keep the signed message of a page; `operation` is the agreement's code and the operation's name.

    Signed once more, it takes the place of what was signed before.
    """
    filed = session.get(OutgoingFile, page.message_id)
    if filed is None:
        number = (session.scalar(select(func.max(OutgoingFile.number))) or 0) + 1
        name = FileName(*operation, number, page.message_id).request
        filed = OutgoingFile(message_id=page.message_id, number=number, name=name)
        session.add(filed)
    # XML is a tenth of itself when compressed; these rows are the size of a full exchange.
    filed.request = vault.seal(zlib.compress(raw, 1), _binding(page.message_id))
    filed.digest, filed.size, filed.signature, filed.signed_at = sha256(raw).digest(), len(raw), signature, now
    session.flush()
    return filed


def request_of(vault: Vault, filed: OutgoingFile) -> bytes:
    """The file, byte for byte. Raises VaultError."""
    return zlib.decompress(vault.open(filed.request, _binding(filed.message_id)))


def counts_still(session: Session, message_id: str, now: datetime) -> bool:
    """Whether a page is signed, and its file would be taken yet, or was."""
    filed = session.get(OutgoingFile, message_id)
    return filed is not None and (filed.counts is not None or now - filed.signed_at <= MAX_FILE_AGE)


def waiting(session: Session, agreement: str) -> list[OutgoingFile]:
    """Those of an agreement that have no answer yet, in their order."""
    mine = (SyncRun.agreement == agreement, OutgoingFile.counts.is_(None))
    found = select(OutgoingFile).join(OutgoingPage, OutgoingPage.message_id == OutgoingFile.message_id)
    return list(
        session.scalars(
            found.join(SyncRun, SyncRun.run_id == OutgoingPage.run_id).where(*mine).order_by(OutgoingFile.number)
        )
    )


def place_of(session: Session, message_id: str) -> tuple[PartKey, int]:
    """The part of a page, and where the page begins. Raises Overtaken for one that is gone."""
    page = session.get(OutgoingPage, message_id)
    if page is None:
        raise Overtaken("another process has this page acknowledged")
    return PartKey(page.run_id, page.stage, page.leg, page.number), page.first


def acknowledge(session: Session, message_id: str, counts: Counter[str]) -> None:
    """The other party has the page, whose part may not have come to it. Raises Overtaken where that is known."""
    filed = session.get(OutgoingFile, message_id, with_for_update=True, populate_existing=True)
    if filed is None or filed.counts is not None:
        raise Overtaken("another process has this page acknowledged")
    filed.counts = json.dumps(counts, sort_keys=True)
    session.flush()


def acknowledged(session: Session, key: PartKey, first: int) -> tuple[Outgoing, Counter[str]] | None:
    """The acknowledged page that leads on from `first`, without its rows, and their results; None if there is none."""
    place = (OutgoingPage.run_id == key.run_id, OutgoingPage.stage == key.stage, OutgoingPage.leg == key.leg)
    found = session.execute(
        select(OutgoingPage, OutgoingFile.counts)
        .join(OutgoingFile, OutgoingFile.message_id == OutgoingPage.message_id)
        .where(*place, OutgoingPage.number == key.number, OutgoingPage.first == first, OutgoingFile.counts.is_not(None))
    ).first()
    if found is None:
        return None
    page, counts = found
    made = Made((), page.reached, page.more)
    return Outgoing(page.message_id, made, page.element_version), Counter(json.loads(counts or "{}"))


def _binding(message_id: str) -> bytes:
    return b"outgoing_file|request|" + message_id.encode()
