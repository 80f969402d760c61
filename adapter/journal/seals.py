"""Seals: each holds a run of journal entries fast, and the seal before it.

A seal's root is the Merkle tree hash over its leaves, one for each entry: the id (8 bytes) and the entry's digest
(32 bytes). The server signs number, range, count, root, time, and the digest of the seal before. So a signature
stands for every entry up to it: none can be changed, taken out, put in or moved without its key.

The leaves are stored beside the signature, only to tell *which* entry is another than it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from adapter.journal import merkle
from adapter.journal.digests import Digested, as_instant, encoded, rows
from adapter.journal.models import JournalSeal
from adapter.records.tables import dialect_of, insert_into
from adapter.security import Signer

_DOMAIN = "jembatan journal seal, version 1"
_DIGEST_DOMAIN = "jembatan journal seal with its signature, version 1"
_ID_BYTES = 8
_LEAF_BYTES = _ID_BYTES + 32
_BEFORE_THE_FIRST = bytes(32)
_COLUMNS = (
    "number", "first_id", "last_id", "count", "root", "previous", "made_at", "algorithm", "certificate", "signature",
)  # fmt: skip
_PAGE_ROWS = 50
"""Read at a time: with their leaves, 2 MB at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One seal, numbered from 1 without gaps. `certificate` is the thumbprint (SHA-256) of the signer's."""

    number: int
    first_id: int
    last_id: int
    count: int
    root: bytes
    previous: bytes
    made_at: datetime
    algorithm: str
    certificate: bytes
    signature: bytes
    leaves: bytes = field(repr=False)

    @property
    def signed(self) -> bytes:
        """The bytes that the signature is over."""
        return encoded(_DOMAIN, *(getattr(self, name) for name in _COLUMNS[:-1]))

    @property
    def digest(self) -> bytes:
        """What the next seal, and the anchor, know this one by."""
        return sha256(encoded(_DIGEST_DOMAIN, self.signed, self.signature)).digest()

    def listed(self) -> list[tuple[int, bytes]]:
        """Id and digest of each entry, as the seal's leaves have them."""
        return [(int.from_bytes(leaf[:_ID_BYTES]), leaf[_ID_BYTES:]) for leaf in _cut(self.leaves)]

    @property
    def root_of_leaves(self) -> bytes:
        """The root over the stored leaves; another than `root` where they were changed."""
        return merkle.root(_cut(self.leaves))


def make(signer: Signer, previous: Seal | None, run: Sequence[Digested], now: datetime) -> Seal:
    """The seal over a run of entries that follows `previous`."""
    leaves = [entry.entry_id.to_bytes(_ID_BYTES) + entry.digest for entry in run]
    unsigned = Seal(
        number=previous.number + 1 if previous else 1,
        first_id=run[0].entry_id,
        last_id=run[-1].entry_id,
        count=len(run),
        root=merkle.root(leaves),
        previous=digest_of(previous),
        made_at=now,
        algorithm=signer.algorithm,
        certificate=sha256(signer.certificate).digest(),
        signature=b"",
        leaves=b"".join(leaves),
    )
    return replace(unsigned, signature=signer.sign(unsigned.signed))


def digest_of(previous: Seal | None) -> bytes:
    """What a seal has to hold of the one before it."""
    return previous.digest if previous else _BEFORE_THE_FIRST


def store(session: Session, seal: Seal) -> bool:
    """Add the seal; False where somebody else has added one of its number."""
    row = insert_into(JournalSeal, dialect_of(session)).values(asdict(seal))
    statement = row.on_conflict_do_nothing().returning(literal(1))
    return session.execute(statement).first() is not None


def last(session: Session) -> Seal | None:
    """The newest seal, without its leaves."""
    newest = session.scalar(select(func.max(JournalSeal.number)))
    return next(stored(session, after=newest - 1, leaves=False), None) if newest is not None else None


def stored(session: Session, *, after: int = 0, leaves: bool = True) -> Iterator[Seal]:
    """The seals with a number above `after`, page by page, exactly as they are stored: nothing is checked."""
    columns = (*_COLUMNS, "leaves") if leaves else _COLUMNS
    while page := rows(session, "journal_seal", columns, above=after, limit=_PAGE_ROWS):
        for row in page:
            values: dict[str, Any] = dict(zip(columns, row, strict=True))
            values["made_at"] = as_instant(values["made_at"])
            yield Seal(**{"leaves": b"", **values})
        after = page[-1][0]


def _cut(leaves: bytes) -> list[bytes]:
    return [leaves[at : at + _LEAF_BYTES] for at in range(0, len(leaves), _LEAF_BYTES)]
