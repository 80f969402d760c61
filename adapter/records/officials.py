"""Receives state officials (BPJS Pasal 3 ayat (1) huruf b angka 2)), one record for each NIK."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.records.cards import STORED, TAKEN, TWICE, UNCHANGED, Receipt, owners
from adapter.records.digests import mark_stale
from adapter.records.models import OFFICIAL_STORE, OfficialHistory, StateOfficial
from adapter.records.people import by_niks
from adapter.records.record import Address, FamilyMember, family_from_json, to_json
from adapter.records.said import Said, gone_from, note_gone
from adapter.records.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A government body as the partner names it; its codes are not ours."""

    name: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A state official; `kind` is PEJABAT_NEGARA or PENSIUN_PEJABAT_NEGARA. `own_id` is the agreement's "ID"."""

    kind: str
    nik: str
    name: str
    card: str
    born: date
    gender: str
    employee_number: str | None = None
    own_id: str | None = None
    birthplace: str | None = None
    address: Address | None = None
    work_agency: Agency | None = None
    home_agency: Agency | None = None
    family: tuple[FamilyMember, ...] = ()


def receive_officials(
    session: Session,
    vault: Vault,
    sent: Sequence[Official],
    now: datetime,
    message_id: str,
    said_at: datetime | None = None,
) -> list[Receipt]:
    """Store what is new or changed; one receipt for each row, in order.

    `said_at`: when BPJS Kesehatan has said it, now if not told.
    """
    indexes = {official.nik: vault.index("nik", official.nik) for official in sent}
    rows = session.scalars(select(StateOfficial).where(StateOfficial.nik_index.in_(indexes.values())).with_for_update())
    standing = {row.nik_index: row for row in rows}
    # An official who is also a PNS is one person: the journal knows him by his NIP.
    subjects = {nik: people[0].nip_index for nik, people in by_niks(session, vault, indexes).items()}
    held = owners(session, {vault.index("kartu", official.card) for official in sent})
    received = _Received(now, message_id, Said(said_at or now))
    receipts = []
    seen: set[str] = set()
    for official in sent:
        index = indexes[official.nik]
        row = standing.get(index) or StateOfficial(nik_index=index)
        result = TWICE if official.nik in seen else _receive(session, vault, official, row, held, received)
        receipts.append(Receipt(result, subjects.get(official.nik, index)))
        seen.add(official.nik)
    rows_of = zip(sent, receipts, strict=True)
    mark_stale(session, OFFICIAL_STORE, [indexes[one.nik] for one, receipt in rows_of if receipt.result == STORED])
    return receipts


@dataclass(frozen=True, slots=True)
class _Received:
    """When a message came, its idPesan, and when it was said."""

    at: datetime
    message_id: str
    said: Said


def officials_said_since(session: Session, vault: Vault, niks: Iterable[str], said_at: datetime) -> dict[str, bytes]:
    """Of these those of whom something was said after `said_at`; each with his blind index, locked until the commit."""
    indexes = {vault.index("nik", nik): nik for nik in niks}
    standing = select(StateOfficial.nik_index, StateOfficial.said_at).where(StateOfficial.nik_index.in_(indexes))
    found = {key: Said(at) for key, at in session.execute(standing.with_for_update())}
    found = {**gone_from(session, OFFICIAL_STORE, indexes.keys() - found.keys()), **found}
    said = Said(said_at)
    return {indexes[key]: key for key, since in found.items() if said.is_older_than(since)}


def end_official(
    session: Session, vault: Vault, nik: str, now: datetime, message_id: str, said_at: datetime | None = None
) -> Receipt:
    """End what stands of an official whom BPJS Kesehatan has taken out; it goes into the history.

    BPJS Kesehatan is the one source of officials (Pasal 3 ayat (1) huruf b angka 2)): nobody else could keep one alive.
    """
    index = vault.index("nik", nik)
    note_gone(session, OFFICIAL_STORE, {index: Said(said_at or now)})
    people = by_niks(session, vault, [nik]).get(nik)
    subject = people[0].nip_index if people else index
    standing = select(StateOfficial).where(StateOfficial.nik_index == index)
    row = session.scalars(standing.with_for_update()).one_or_none()
    if row is None:
        return Receipt(UNCHANGED, subject)
    names = ("kind", "nik_index", "card_index", "record", "received_at", "message_id")
    session.add(OfficialHistory(**{name: getattr(row, name) for name in names}, ended_at=now, ended_by=message_id))
    session.delete(row)
    session.flush()
    mark_stale(session, OFFICIAL_STORE, [index])
    return Receipt(STORED, subject)


def _receive(
    session: Session,
    vault: Vault,
    official: Official,
    row: StateOfficial,
    held: dict[bytes, bytes],
    received: _Received,
) -> str:
    if row.id is not None and official_of(row, vault) == official:
        if received.said.is_news_after(Said(row.said_at).seen_at(received.at)):
            row.said_at = received.said.at
        return UNCHANGED
    card_index = vault.index("kartu", official.card)
    if held.get(card_index, row.nik_index) != row.nik_index:
        return TAKEN
    if row.id is not None:
        held.pop(row.card_index, None)
    held[card_index] = row.nik_index
    row.kind, row.card_index = official.kind, card_index
    row.record = vault.seal(to_json(official), _binding(row))
    row.received_at, row.said_at, row.message_id = received.at, received.said.at, received.message_id
    session.add(row)
    # One by one: a card number that this row has freed may come again in a later one.
    session.flush()
    return STORED


def official_of(row: StateOfficial | OfficialHistory, vault: Vault) -> Official:
    """Opens the sealed record. Raises VaultError."""
    plain = json.loads(vault.open(row.record, _binding(row)))
    family = family_from_json(json.dumps(plain.pop("family", [])).encode())
    nested: dict[str, Any] = {
        name: kind(**plain.pop(name))
        for name, kind in (("address", Address), ("work_agency", Agency), ("home_agency", Agency))
        if name in plain
    }
    return Official(born=date.fromisoformat(plain.pop("born")), family=family, **nested, **plain)


def _binding(row: StateOfficial | OfficialHistory) -> bytes:
    return b"state_official|record|" + row.nik_index
