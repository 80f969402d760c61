"""Receives BPJS card numbers (BPJS Pasal 3 ayat (1) huruf b angka 1)); the results are the agreement's words.

BPJS Kesehatan decides on them (Pasal 9 ayat (3)): a new number takes the old one's place, which stays in the history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.matching.names import same_name
from adapter.records.codes import CPNS, PENSIONER, PNS
from adapter.records.digests import mark_stale
from adapter.records.models import CARD_STORE, Card, CardHistory, Person, StateOfficial
from adapter.records.people import by_nips, identity_of
from adapter.records.said import Said, gone_from, note_gone
from adapter.records.vault import Vault

STORED, UNCHANGED = "TERSIMPAN", "TIDAK_BERUBAH"
UNKNOWN, OTHER_NAME = "TIDAK_DITEMUKAN", "NAMA_BERBEDA"
TAKEN, TWICE = "KARTU_MILIK_LAIN", "BARIS_GANDA"


@dataclass(frozen=True, slots=True)
class SentCard:
    """One row: whose card, under what name, and its number."""

    nip: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one row, and the blind index of whoever's record was read for it."""

    result: str
    subject: bytes | None = None


class CardDesk:
    """Takes the cards of one message, in one transaction."""

    def __init__(
        self, session: Session, vault: Vault, now: datetime, message_id: str, said_at: datetime | None = None
    ) -> None:
        """`said_at`: when BPJS Kesehatan has said it, now if not told."""
        self._session, self._vault = session, vault
        self._said = Said(said_at or now)
        self._now, self._message_id = now, message_id
        self._people: dict[str, Person] = {}
        self._cards: dict[int, Card] = {}
        self._owners: dict[bytes, bytes] = {}

    def receive(self, sent: Sequence[SentCard]) -> list[Receipt]:
        """Store what can be stored; one receipt for each row, in order."""
        people = by_nips(self._session, self._vault, {card.nip for card in sent}, lock=True)
        self._people = {nip: person for nip, person in people.items() if _may_hold(person)}
        ids = [person.id for person in self._people.values()]
        cards = self._session.scalars(select(Card).where(Card.person_id.in_(ids)))
        self._cards = {card.person_id: card for card in cards}
        self._owners = owners(self._session, {self._vault.index("kartu", card.number) for card in sent})
        seen: set[str] = set()
        receipts = []
        for card in sent:
            receipts.append(Receipt(TWICE) if card.nip in seen else self._receive(card))
            seen.add(card.nip)
        self._session.flush()
        written = [one.subject for one in receipts if one.result == STORED and one.subject is not None]
        mark_stale(self._session, CARD_STORE, written)
        return receipts

    def _receive(self, sent: SentCard) -> Receipt:
        person = self._people.get(sent.nip)
        if person is None:
            return Receipt(UNKNOWN)
        subject, index = person.nip_index, self._vault.index("kartu", sent.number)
        # The NIP agrees and no birth date is sent: that is not enough to overlook a slip of the hand in the name.
        if not same_name(identity_of(person, self._vault).name, sent.name, sure=False).agrees:
            return Receipt(OTHER_NAME, subject)
        card = self._cards.get(person.id)
        if card is not None and card.card_index == index:
            if self._said.is_news_after(Said(card.said_at).seen_at(self._now)):
                card.said_at = self._said.at
            return Receipt(UNCHANGED, subject)
        if index in self._owners and not _same_owner(self._owners[index], person):
            return Receipt(TAKEN, subject)
        self._put(person, card, index, sent.number)
        return Receipt(STORED, subject)

    def _put(self, person: Person, card: Card | None, index: bytes, number: str) -> None:
        replaced = card is not None
        if card is None:
            card = self._cards[person.id] = Card(person_id=person.id)
            self._session.add(card)
        else:
            self._keep(card)
        card.card_index, card.number = index, self._vault.seal(number.encode(), b"card|number|" + person.nip_index)
        card.received_at, card.said_at, card.message_id = self._now, self._said.at, self._message_id
        self._owners[index] = person.nik_index or person.nip_index
        if replaced:
            # The number that has become free may come again in a later row; a flush would insert that row first.
            self._session.flush()

    def _keep(self, card: Card) -> None:
        """Put what stands into the history; its number is free from now on."""
        self._owners.pop(card.card_index, None)
        names = ("person_id", "card_index", "number", "received_at", "message_id")
        kept = {name: getattr(card, name) for name in names}
        self._session.add(CardHistory(**kept, replaced_at=self._now, replaced_by=self._message_id))

    def take_back(self, nip: str, number: str) -> Receipt:
        """End a card that BPJS Kesehatan has taken back, if it is the one that stands; it goes into the history."""
        person = by_nips(self._session, self._vault, [nip], lock=True).get(nip)
        if person is None or not _may_hold(person):
            return Receipt(UNKNOWN)
        card = self._session.get(Card, person.id)
        if card is None:
            note_gone(self._session, CARD_STORE, {person.nip_index: self._said})
        if card is None or card.card_index != self._vault.index("kartu", number):
            return Receipt(UNCHANGED, person.nip_index)
        self._keep(card)
        self._session.delete(card)
        self._session.flush()
        note_gone(self._session, CARD_STORE, {person.nip_index: self._said})
        mark_stale(self._session, CARD_STORE, [person.nip_index])
        return Receipt(STORED, person.nip_index)


def _may_hold(person: Person) -> bool:
    # Data about somebody whose processing is stopped are not taken in (UU 27/2022 Pasal 40-41); that he is here
    # and restricted is not BPJS Kesehatan's to know. PPPK are no part of this agreement.
    return person.kind in (CPNS, PNS, PENSIONER) and not person.restricted


def cards_said_since(session: Session, vault: Vault, nips: Iterable[str], said_at: datetime) -> dict[str, bytes]:
    """Of these people those of whose cards something was said after `said_at`; each with his blind index.

    Their records are locked until the commit.
    """
    known = by_nips(session, vault, set(nips), lock=True)
    people = {nip: person for nip, person in known.items() if _may_hold(person)}
    standing = select(Person.nip_index, Card.said_at).join(Card, Card.person_id == Person.id)
    wanted = [person.nip_index for person in people.values()]
    found = {key: Said(at) for key, at in session.execute(standing.where(Person.nip_index.in_(wanted)))}
    found = {**gone_from(session, CARD_STORE, set(wanted) - found.keys()), **found}
    said = Said(said_at)
    later = {key for key, since in found.items() if said.is_older_than(since)}
    return {nip: person.nip_index for nip, person in people.items() if person.nip_index in later}


def owners(session: Session, indexes: Iterable[bytes]) -> dict[bytes, bytes]:
    """Who holds these card numbers: NIK's blind index, or the NIP's for somebody without a NIK."""
    wanted = set(indexes)
    held = select(Card.card_index, Person.nik_index, Person.nip_index).join(Person, Person.id == Card.person_id)
    found: dict[bytes, bytes] = {
        card: nik or nip for card, nik, nip in session.execute(held.where(Card.card_index.in_(wanted)))
    }
    officials = select(StateOfficial.card_index, StateOfficial.nik_index).where(StateOfficial.card_index.in_(wanted))
    # Somebody may be both, a PNS and a state official, with one card.
    return {**dict(session.execute(officials).all()), **found}


def _same_owner(owner: bytes, person: Person) -> bool:
    return owner in (person.nik_index, person.nip_index)
