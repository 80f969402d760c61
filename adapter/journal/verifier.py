"""Is the journal what was sealed? Walks seals and entries once, in order, in constant memory; stops at the first lie.

  1 number      the seals are numbered from 1 without gaps
  2 signature   made with one of the given certificates, over exactly what is stored
  3 chain       the seal holds the digest of the one before it
  4 anchor      the anchor knows this very seal
  5 leaves      the stored list of entries has the root that was signed
  6 entries     each entry listed is there with its digest, and no other is
  7 tail        the anchor knows no seal beyond the last

Not checked: entries newer than the last seal (they are counted), and whether what was journalled is true. It needs no
data key. Times prove nothing by themselves; a clock that went back is a note.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adapter.errors import JembatanError
from adapter.journal import seals
from adapter.journal.anchor import Anchored
from adapter.journal.digests import Digested, as_instant, digested, rows
from adapter.journal.models import Entry, JournalSeal
from adapter.journal.seals import Seal
from adapter.limits import CLOCK_SKEW
from adapter.security import POLICY, SecurityError

_LEAST = -(2**63)


class Tampered(JembatanError):
    """The journal is not what was sealed; the text names the first entry or seal at which that shows."""


@dataclass(slots=True)
class Report:
    """What was found intact; `clock` tells of its first step back.

    `unsealed` entries are newer than the last seal, the oldest of them received at `waiting_since`.
    """

    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    waiting_since: object = None
    last_id: int = 0
    last_made_at: datetime | None = None
    clock_steps: int = 0
    clock: str = ""


def verify(
    session: Session,
    certificates: Mapping[bytes, PublicKeyTypes],
    anchored: Iterable[Anchored],
    progress: Callable[[int], None],
) -> Report:
    """Check every seal and every entry under one. Raises Tampered at the first that is wrong, and as `anchored` does.

    `certificates` are the server's public keys by the thumbprint of their certificates. `progress` is told how many
    entries are done.
    """
    report = Report()
    last_id = session.scalar(select(func.max(JournalSeal.last_id)))
    entries = _Ahead(digested(session, after=_LEAST, upto=last_id if isinstance(last_id, int) else _LEAST))
    known = _Anchor(anchored)
    previous: Seal | None = None
    for seal in seals.stored(session, after=_LEAST):
        _check_seal(seal, previous, certificates)
        known.check(seal)
        _check_entries(seal, entries, report)
        progress(report.entries)
        previous = seal
    known.check_tail(previous)
    if previous is not None:
        report.last_id, report.last_made_at = previous.last_id, previous.made_at
    report.unsealed = session.scalar(select(func.count()).where(Entry.id > report.last_id)) or 0
    for _, received_at in rows(session, "journal_entry", ("id", "received_at"), above=report.last_id, limit=1):
        report.waiting_since = as_instant(received_at)
    return report


def sealed_entries(session: Session) -> int:
    """How many entries the seals say they hold: for a bar, nothing more."""
    return int(session.scalar(select(func.sum(JournalSeal.count))) or 0)


def _check_seal(seal: Seal, previous: Seal | None, certificates: Mapping[bytes, PublicKeyTypes]) -> None:
    """Steps 1, 2, 3 and 5."""
    expected = previous.number + 1 if previous else 1
    if seal.number != expected:
        begins = previous.last_id + 1 if previous else 1
        raise Tampered(f"seal {expected}: is missing; the entries from {begins} on have no unbroken proof")
    name = _name(seal)
    key = certificates.get(seal.certificate)
    if key is None:
        by = seal.certificate.hex()[:16] if isinstance(seal.certificate, bytes) else repr(seal.certificate)
        raise Tampered(f"{name}: is signed with certificate {by}, none of those given: forged, or give its file too")
    if not _holds(seal, key):
        raise Tampered(f"{name}: its signature does not hold: it was edited, or made with another key")
    if seal.previous != seals.digest_of(previous):
        raise Tampered(f"{name}: does not follow seal {expected - 1}: that one was exchanged for another")
    if not isinstance(seal.leaves, bytes) or seal.root_of_leaves != seal.root:
        raise Tampered(f"{name}: its list of entries was edited; any of them may be another than was sealed")


def _name(seal: Seal) -> str:
    return f"seal {seal.number} (entries {seal.first_id} to {seal.last_id})"


def _holds(seal: Seal, key: PublicKeyTypes) -> bool:
    if not isinstance(seal.signature, bytes):
        return False
    try:
        POLICY.verify_signature(str(seal.algorithm), key, seal.signature, seal.signed)
    except SecurityError:
        return False
    return True


def _check_entries(seal: Seal, entries: "_Ahead", report: Report) -> None:
    """Step 6."""
    listed = seal.listed()
    for entry_id, digest in listed:
        found = entries.next
        if found is None or found.entry_id > entry_id:
            moved = f"; entry {found.entry_id} holds it now: renumbered" if found and found.digest == digest else ""
            raise Tampered(f"entry {entry_id}: is missing: deleted, or given another number{moved}")
        if found.entry_id < entry_id:
            raise Tampered(f"entry {found.entry_id}: was never sealed, and stands among entries that were: inserted")
        if found.digest != digest:
            raise Tampered(f"entry {entry_id}: {_other(found.digest, listed)}")
        _note_clock(report, entries.before, found)
        report.entries += 1
        entries.step()
    report.seals += 1


def _other(digest: bytes, listed: list[tuple[int, bytes]]) -> str:
    """What has become of an entry that is there with another digest."""
    where = next((entry_id for entry_id, sealed in listed if sealed == digest), None)
    if where is not None:
        return f"holds what was written as entry {where}: reordered"
    return "is not what was sealed: a column, an access line or its idPesan was edited, added or removed"


def _note_clock(report: Report, before: Digested | None, found: Digested) -> None:
    if before is None or not isinstance(before.received_at, datetime) or not isinstance(found.received_at, datetime):
        return
    # Calls that are under way together may end in another order than they began in.
    back = before.received_at - found.received_at
    if back > CLOCK_SKEW:
        report.clock_steps += 1
        report.clock = report.clock or f"{back} between entries {before.entry_id} and {found.entry_id}"


class _Ahead:
    """A stream of entries of which the next one can be looked at, and the one before is remembered."""

    def __init__(self, entries: Iterator[Digested]) -> None:
        self._rest = entries
        self.before: Digested | None = None
        self.next = next(entries, None)

    def step(self) -> None:
        """Go on to the next."""
        self.before, self.next = self.next, next(self._rest, None)


class _Anchor:
    """Steps 4 and 7: what the anchor knows, beside the seals as they come."""

    def __init__(self, anchored: Iterable[Anchored]) -> None:
        self._rest = iter(anchored)
        self._next = next(self._rest, None)

    def check(self, seal: Seal) -> None:
        if self._next is None or seal.number < self._next.number:
            return
        if self._next.digest != seal.digest:
            raise Tampered(
                f"{_name(seal)}: the anchor knows another one:"
                f" an old backup was restored, or the tail cut, and the journal went on; what was written from entry"
                f" {seal.first_id} on is lost"
            )
        self._next = next(self._rest, None)

    def check_tail(self, last: Seal | None) -> None:
        if self._next is not None:
            missing = (last.last_id if last else 0) + 1
            raise Tampered(
                f"the tail was cut or an old backup restored: the anchor knows seal {self._next.number}, the database"
                f" ends with seal {last.number if last else 0}; entries from {missing} on are missing"
            )
