"""Where compared lists stand, whatever the agreement: what is offered, what is held, and people."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from adapter.agreements.comparing import Found
from adapter.agreements.lines import from_line
from adapter.agreements.operation import Call
from adapter.records import held, mutations, offered
from adapter.records.held_models import HeldRecord
from adapter.records.models import PERSON_STORE, Mutation, Person
from adapter.records.mutations import REMOVED
from adapter.records.offered import Place, content_of, offered_store
from adapter.records.offered_models import OfferedRecord
from adapter.records.people import job_of


@dataclass(frozen=True, slots=True)
class OfferedStore:
    """What a party offers for pulling (records.offered): of each record its newest state."""

    record: type

    def name(self, place: Place) -> str:
        """As the writers call it."""
        return offered_store(place)

    def after(self, call: Call, place: Place, key: bytes, most: int) -> list[bytes]:
        """The next keys, also those that were taken out again."""
        keys = select(OfferedRecord.key).where(
            OfferedRecord.agreement == place.agreement,
            OfferedRecord.list_name == place.list_name,
            OfferedRecord.key > key,
        )
        return list(call.session.scalars(keys.distinct().order_by(OfferedRecord.key).limit(most)))

    def read(self, call: Call, place: Place, keys: Collection[bytes]) -> Mapping[bytes, Found | None]:
        """The newest states, each with its own token."""
        newest = offered.newest(call.session, place, keys)
        return {key: self._found(call, newest.get(key)) for key in keys}

    def _found(self, call: Call, row: OfferedRecord | None) -> Found | None:
        if row is None or row.change == REMOVED:
            return None
        return Found(from_line(content_of(call.vault, row), self.record), row.token)

    def reached(self, call: Call, place: Place) -> int | None:
        """The agreement's last token."""
        return offered.last_token(call.session, place.agreement)


@dataclass(frozen=True, slots=True)
class HeldStore:
    """What a party has received and keeps (records.held)."""

    record: type

    def name(self, place: Place) -> str:
        """As the writers call it."""
        return held.held_store(place)

    def after(self, call: Call, place: Place, key: bytes, most: int) -> list[bytes]:
        """The next keys."""
        keys = select(HeldRecord.key).where(
            HeldRecord.agreement == place.agreement,
            HeldRecord.list_name == place.list_name,
            HeldRecord.origin == held.RECEIVED,
            HeldRecord.key > key,
        )
        return list(call.session.scalars(keys.order_by(HeldRecord.key).limit(most)))

    def read(self, call: Call, place: Place, keys: Collection[bytes]) -> Mapping[bytes, Found | None]:
        """The records as their giver last stated them."""
        found = held.find(call.session, call.vault, place, keys)
        records: dict[bytes, Any] = {key: from_line(one.payload, self.record) for key, one in found.items()}
        return {key: Found(records[key], found[key].token) if key in found else None for key in keys}

    def reached(self, call: Call, place: Place) -> int | None:
        """The newest token among what is held."""
        inside = (HeldRecord.agreement == place.agreement, HeldRecord.list_name == place.list_name)
        return call.session.scalar(select(func.max(HeldRecord.token)).where(*inside))


@dataclass(frozen=True, slots=True)
class PeopleStore:
    """BKN's people of some kinds, as `make` puts them into the agreement's words, in their order.

    Somebody whose processing is restricted is left as he stood: that he is restricted is not the other party's to know
    (UU 27/2022 Pasal 40-41), and a record that vanished would tell it.
    """

    kinds: tuple[str, ...]
    make: Callable[[Call, Sequence[Person]], Sequence[Any]]
    has_tokens: bool

    def name(self, place: Place) -> str:  # noqa: ARG002 - people are in no list of their own
        """As the writers call it."""
        return PERSON_STORE

    def after(self, call: Call, place: Place, key: bytes, most: int) -> list[bytes]:  # noqa: ARG002 - as above
        """The next people, by the blind index of their NIP."""
        keys = select(Person.nip_index).where(Person.nip_index > key).order_by(Person.nip_index).limit(most)
        return list(call.session.scalars(keys))

    def read(self, call: Call, place: Place, keys: Collection[bytes]) -> Mapping[bytes, Found | None]:  # noqa: ARG002
        """Those who are exchanged; gone is who has left the records, or is of no kind that the list is about."""
        everybody = call.session.scalars(select(Person).where(Person.nip_index.in_(keys))).all()
        inside = [one for one in everybody if not one.restricted and one.kind in self.kinds and job_of(one).in_records]
        restricted = {one.nip_index for one in everybody if one.restricted}
        tokens = _tokens(call, [one.id for one in inside]) if self.has_tokens else {}
        made = zip(inside, self.make(call, inside), strict=True)
        found = {person.nip_index: Found(record, tokens.get(person.id)) for person, record in made}
        return {key: found.get(key) for key in keys if key not in restricted}

    def reached(self, call: Call, place: Place) -> int | None:  # noqa: ARG002 - as above
        """The last mutation's token."""
        return mutations.last_token(call.session) if self.has_tokens else None


def _tokens(call: Call, ids: Sequence[int]) -> dict[int, int]:
    newest = select(Mutation.person_id, func.max(Mutation.token)).where(Mutation.person_id.in_(ids))
    return dict(call.session.execute(newest.group_by(Mutation.person_id)).all())
