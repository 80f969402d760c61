"""Receives honours that the President has enacted (SIGTK Pasal 4 ayat (2) huruf b); nothing is overwritten.

A second sending changes nothing; a revocation adds its decree to what stands. The results are the
agreement's words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from adapter.clock import wib_date
from adapter.matching.names import same_name
from adapter.records.cards import Receipt
from adapter.records.digests import mark_stale
from adapter.records.models import AWARD_STORE, Award, Person
from adapter.records.people import by_nips, identity_of
from adapter.records.vault import Vault

CONFERRED, REVOKED = "DIANUGERAHKAN", "DICABUT"
STORED, KNOWN, DIFFERS = "TERSIMPAN", "SUDAH_ADA", "BERBEDA_ISI"
UNKNOWN, OTHER_NAME = "NIP_TIDAK_DITEMUKAN", "NAMA_BERBEDA"
IN_FUTURE = "TANGGAL_KEPPRES_DI_MASA_DEPAN"

# Every call about an ASN asks: built once, for that costs as much as to run it.
_AWARDS = select(Award).where(Award.person_id.in_(bindparam("of", expanding=True))).order_by(Award.decree_on, Award.id)

_DECREE = re.compile(r"([0-9]{1,4})/TK[ /]?(?:Tahun )?([0-9]{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """What is enacted, by the names of the columns of `award`. Decrees are normalised (`normal_decree`)."""

    proposal: str | None
    kind: str
    code: str
    name: str
    decree: str
    decree_on: date
    year: str
    charter: str | None
    conferred_on: date | None
    posthumous: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAward:
    """One row. `key` makes a second sending harmless; a revocation carries its own decree and day."""

    key: str
    nip: str
    person_name: str
    honour: Honour
    status: str
    revoking_decree: str | None = None
    revoked_on: date | None = None


def normal_decree(number: str) -> str:
    """A decree's number as "n/TK/Tahun yyyy": gazettes write it in several ways. Others come back as they are."""
    found = _DECREE.fullmatch(" ".join(number.split()))
    return f"{int(found[1])}/TK/Tahun {found[2]}" if found else number


def receive_awards(
    session: Session, vault: Vault, sent: Sequence[SentAward], now: datetime, message_id: str
) -> list[Receipt]:
    """Store what is new or newly revoked; one receipt for each row, in order."""
    people = by_nips(session, vault, {award.nip for award in sent}, lock=True)
    rows = session.scalars(select(Award).where(Award.award_key.in_({award.key for award in sent})))
    standing = {row.award_key: row for row in rows}
    receipts = []
    for award in sent:
        person = people.get(award.nip)
        receipts.append(_receive(session, vault, award, person, standing, (now, message_id)))
    session.flush()
    rows_of = zip(sent, receipts, strict=True)
    written = [award.key.encode() for award, receipt in rows_of if receipt.result in (STORED, REVOKED)]
    mark_stale(session, AWARD_STORE, written)
    return receipts


def _receive(
    session: Session,
    vault: Vault,
    sent: SentAward,
    person: Person | None,
    standing: dict[str, Award],
    received: tuple[datetime, str],
) -> Receipt:
    # Processing that is stopped takes in nothing (UU 27/2022 Pasal 40-41), and does not say why.
    if person is None or person.restricted:
        return Receipt(UNKNOWN)
    subject = person.nip_index
    if max(sent.honour.decree_on, sent.revoked_on or date.min) > wib_date(received[0]):
        return Receipt(IN_FUTURE, subject)
    # The NIP agrees and no birth date is sent: that is not enough to overlook a slip of the hand in the name.
    if not same_name(identity_of(person, vault).name, sent.person_name, sure=False).agrees:
        return Receipt(OTHER_NAME, subject)
    row = standing.get(sent.key)
    if row is not None:
        return Receipt(_again(row, sent, person), subject)
    values = {field.name: getattr(sent.honour, field.name) for field in fields(Honour)}
    row = Award(award_key=sent.key, person_id=person.id, **values, received_at=received[0], message_id=received[1])
    row.status, row.revoking_decree, row.revoked_on = sent.status, sent.revoking_decree, sent.revoked_on
    standing[sent.key] = row
    session.add(row)
    return Receipt(REVOKED if sent.status == REVOKED else STORED, subject)


def _again(row: Award, sent: SentAward, person: Person) -> str:
    same = row.person_id == person.id and all(
        getattr(row, field.name) == getattr(sent.honour, field.name) for field in fields(Honour)
    )
    if not same:
        return DIFFERS
    if (row.status, row.revoking_decree, row.revoked_on) == (sent.status, sent.revoking_decree, sent.revoked_on):
        return KNOWN
    if (row.status, sent.status) != (CONFERRED, REVOKED):
        # A revocation is not undone by sending the honour again: that needs a decree, and a number, of its own.
        return DIFFERS
    row.status, row.revoking_decree, row.revoked_on = REVOKED, sent.revoking_decree, sent.revoked_on
    return REVOKED


def awards_of(session: Session, people: Iterable[Person]) -> dict[int, tuple[Award, ...]]:
    """The honours of these people by person's id, in the order of their decrees; revoked ones too."""
    found: dict[int, list[Award]] = {person.id: [] for person in people}
    for award in session.scalars(_AWARDS, {"of": list(found)}):
        found[award.person_id].append(award)
    return {person_id: tuple(awards) for person_id, awards in found.items()}
