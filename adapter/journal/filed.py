"""Messages that came as files, each taken once. All functions work inside the caller's transaction.

A file is as old as its way is long, so that the replay keys' day (journal.claim_signature) does not guard it:

  the same file again                      is known by its digest, for ever, and gets its first answer
  the same message, signed again           is known by its idPesan, for ever, and gets its first answer
  a message of the wire, put into a folder stands in no list that the sender signed (exchange.file_list)
  a file's message, sent over the wire     is known by its signature while the wire would take it as fresh
  a file that its sender has taken back    stands in no list since; older lists do not count any more
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.errors import JembatanError, NotAuthorised
from adapter.journal.file_models import FileListTaken, FileTaken
from adapter.journal.journal import answer_of, insert_once
from adapter.journal.models import Entry, ReplayKey
from adapter.records.vault import Vault
from adapter.security import VerifiedMessage


class Taken(JembatanError):
    """A file that was answered before, or is being answered by another process."""


class ListOvertaken(JembatanError):
    """A newer list of files was taken before."""


def claim(session: Session, message: VerifiedMessage, digest: bytes) -> None:
    """Note that this file is being answered, and that its signature must not come over the wire. Raises Taken."""
    if not insert_once(session, FileTaken, {"digest": digest}):
        raise Taken
    # It may have been on the wire: then its idPesan is known, or it was refused there and its sender listed it since.
    values = {"signer": message.signer, "signature": message.replay_key, "created_at": message.created}
    insert_once(session, ReplayKey, values)


def require_by_file(agreement: Agreement, operation: str, folder: str) -> None:
    """Refuse what this agreement's folder is not for. Raises NotAuthorised."""
    if agreement.code != folder:
        raise NotAuthorised("berkas ini dari perjanjian lain daripada mapnya")
    if agreement.by_file is None or operation not in agreement.by_file.operations:
        raise NotAuthorised(f"operasi {operation} tidak diterima sebagai berkas")


def settle(session: Session, vault: Vault, digest: bytes, entry_id: int, encrypted: bytes | None) -> None:
    """Tie an answered file to its entry; `encrypted` is the answer's file, where the journal has it in clear."""
    taken = session.get_one(FileTaken, digest)
    taken.entry_id = entry_id
    taken.answer = None if encrypted is None else vault.seal(encrypted, _binding(digest))
    session.flush()


def first_answer(session: Session, vault: Vault, digest: bytes) -> bytes | None:
    """The answer of a file that was answered, byte for byte; None for a new one."""
    taken = session.get(FileTaken, digest)
    if taken is None or taken.entry_id is None:
        return None
    if taken.answer is not None:
        return vault.open(taken.answer, _binding(digest))
    return answer_of(vault, session.get_one(Entry, taken.entry_id))


def take_list(session: Session, agreement: str, made_at: datetime) -> None:
    """Note how new a list is. Raises ListOvertaken where a newer one came before."""
    known = session.scalar(select(FileListTaken).where(FileListTaken.agreement == agreement).with_for_update())
    if known is None:
        session.add(FileListTaken(agreement=agreement, made_at=made_at))
    elif made_at < known.made_at:
        raise ListOvertaken
    else:
        known.made_at = made_at
    session.flush()


def _binding(digest: bytes) -> bytes:
    return b"file_taken|answer|" + digest
