"""Who used whose data: the journal's entries by the party whose data moved, page by page.

A party is the provider of what an operation's right says that it gives: of `ambilDataPegawai` BKN is, of
`kirimKartuPesertaPns` the partner. What is told of an access is who, when, for what and of how many people; never whom,
unless the question names the person by number.
"""

import base64
import binascii
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hmac import compare_digest
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from adapter.agreements.terms import ADMINISTRATION, Agreement, Side
from adapter.clock import WIB
from adapter.errors import JembatanError
from adapter.journal.models import Access, Entry
from adapter.records.people import subjects
from adapter.records.vault import Vault

_LAYOUT = struct.Struct(">QQ")  # the last entry told, and how many there are in all
_MAC_BYTES = 8


class BadPlace(JembatanError):
    """The cursor was not given out here, or for another question."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whose accesses: of the data that `provider` gave under `agreement`, on these days (WIB), of this person."""

    agreement: Agreement
    provider: Side
    since: date | None = None
    until: date | None = None
    number: str | None = None

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that move the provider's data."""
        return tuple(
            right.operation
            for right in self.agreement.rights
            if right.giver is self.provider and right.purposes != (ADMINISTRATION.code,)
        )


@dataclass(frozen=True, slots=True)
class Told:
    """One access."""

    entry: int
    at: datetime
    agreement: str
    service: str
    operation: str
    user: str
    purpose: str
    outcome: str
    result_number: str | None
    people: int


@dataclass(frozen=True, slots=True)
class TellingPage:
    """Accesses in the order in which they came, how many there are in all, and the cursor of the next page."""

    rows: tuple[Told, ...]
    total: int
    cursor: str | None


def page_of(session: Session, vault: Vault, question: Question, cursor: str | None, size: int) -> TellingPage:
    """The page after `cursor`, the first without one. Raises BadPlace."""
    conditions = _conditions(session, vault, question)
    if cursor is None:
        after, total = 0, session.scalar(select(func.count()).where(*conditions)) or 0
    else:
        after, total = _read(cursor, question, vault)
    found = _told(session, [*conditions, Entry.id > after], size + 1)
    rows = found[:size]
    following = _write(rows[-1].entry, total, question, vault) if len(found) > size else None
    return TellingPage(tuple(rows), total, following)


def of_person(session: Session, vault: Vault, number: str) -> list[Told]:
    """Every access to one person's data, under any agreement (UU 27/2022 Pasal 32), the first one first."""
    return _told(session, [_touching(session, vault, number)], None)


def _conditions(session: Session, vault: Vault, question: Question) -> list[ColumnElement[bool]]:
    found = [Entry.agreement == question.agreement.code, Entry.operation.in_(question.operations)]
    if question.since is not None:
        found.append(Entry.received_at >= datetime.combine(question.since, time(), WIB))
    if question.until is not None and question.until < date.max:  # the last day there is has none after it
        found.append(Entry.received_at < datetime.combine(question.until + timedelta(days=1), time(), WIB))
    if question.number is not None:
        found.append(_touching(session, vault, question.number))
    return found


def _touching(session: Session, vault: Vault, number: str) -> ColumnElement[bool]:
    people = subjects(session, vault, number)
    return Entry.id.in_(select(Access.entry_id).where(Access.subject.in_(people)))


def _told(session: Session, conditions: Sequence[ColumnElement[bool]], limit: int | None) -> list[Told]:
    people = select(func.count()).where(Access.entry_id == Entry.id).scalar_subquery()
    columns: tuple[Any, ...] = (
        Entry.id, Entry.received_at, Entry.agreement, Entry.service, Entry.operation, Entry.user, Entry.purpose,
        Entry.outcome, Entry.result_number, people,
    )  # fmt: skip
    found = session.execute(select(*columns).where(*conditions).order_by(Entry.id).limit(limit)).all()
    # What was refused before its heading was read has no user and no purpose.
    return [Told(*row[:2], *(text or "" for text in row[2:8]), *row[8:]) for row in found]


def _write(entry: int, total: int, question: Question, vault: Vault) -> str:
    packed = _LAYOUT.pack(entry, total)
    return base64.urlsafe_b64encode(packed + _mac(packed, question, vault)).decode()


def _read(cursor: str, question: Question, vault: Vault) -> tuple[int, int]:
    try:
        raw = base64.b64decode(cursor, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadPlace("this is no cursor") from None
    packed, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    if len(packed) != _LAYOUT.size or not compare_digest(mac, _mac(packed, question, vault)):
        raise BadPlace("this cursor belongs to another question")
    entry, total = _LAYOUT.unpack(packed)
    return int(entry), int(total)


def _mac(packed: bytes, question: Question, vault: Vault) -> bytes:
    asked = (question.agreement.code, question.provider.value, question.since, question.until, question.number)
    return vault.index("kursor-log", f"{packed.hex()} {asked}")[:_MAC_BYTES]
