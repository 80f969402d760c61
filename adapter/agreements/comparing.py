"""What two parties compare of a list, and how each makes it of its own store (domain: C14).

Both must make the same content of one record: what passes on the wire, of the elements that may pass today, without
what differs by nature. An adendum that changes what may pass makes the digests anew.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from adapter.agreements.lines import to_line
from adapter.agreements.terms import ElementList, Side
from adapter.errors import ElementWithdrawn
from adapter.records import digests
from adapter.records.digests import State
from adapter.records.offered import Place
from adapter.registry.elements import restrict

if TYPE_CHECKING:
    from adapter.agreements.operation import Call
    from adapter.records.digest_models import ComparedList

_FORM = b"1"
"""Of the content below. Another one makes all digests anew, at both parties."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record as it stands in a store, in the words of the wire, and the giver's token where the store has it."""

    record: Any
    token: int | None = None


class Store(Protocol):
    """Where a party's own records of a list stand; each has a key of the store's own, some bytes."""

    def name(self, place: Place) -> str:
        """What the writers of this store call it (digests.mark_stale)."""

    def after(self, call: "Call", place: Place, key: bytes, most: int) -> list[bytes]:
        """At most `most` keys after this one, in their order; b"" comes before all."""

    def read(self, call: "Call", place: Place, keys: Collection[bytes]) -> Mapping[bytes, Found | None]:
        """The records; None is gone. One that is left out stays as it was: a restricted person's."""

    def reached(self, call: "Call", place: Place) -> int | None:
        """The last token that this store knows of; None where it has none."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A list that both parties hold, and compare.

    `key` names a record as (kind of number, number), and `needs` are the elements that it is made of. `apart`
    are those that differ by nature, and `plain` brings what may be written in several ways into one. `giver` and
    `receiver` are where each has it. `pulled_by` is the operation that gives a record by its token; "" where none does.
    """

    listed: ElementList
    key: Callable[[Any], tuple[str, str]]
    needs: frozenset[str]
    giver: Store
    receiver: Store
    apart: frozenset[str] = frozenset()
    plain: Callable[[Any], Any] = lambda record: record
    pulled_by: str = ""

    def store_at(self, side: Side) -> Store:
        """The store of that party."""
        return self.giver if self.listed.giver is side else self.receiver

    def content(self, record: Any, effective: frozenset[str]) -> bytes:  # noqa: ANN401 - a record of the list
        """What is compared of a record: the same bytes at both parties."""
        plain = self.plain(restrict(record, {self.listed.record: effective - self.apart}))
        # In order by name: the order of the fields is the program's, and no other party's.
        return json.dumps(json.loads(to_line(plain)), separators=(",", ":"), sort_keys=True).encode()


def refresh(call: "Call", one: Compared, side: Side, salt: bytes, most: int) -> "tuple[ComparedList, bool]":
    """Make at most `most` digests that are missing or stale; the list, and whether nothing is left to make.

    A bounded piece of work in the caller's transaction, to be asked for again: what is committed is not done twice.
    Raises ElementWithdrawn where an adendum has taken out what names a record.
    """
    effective = call.standing.effective[one.listed.record]
    if missing := one.needs - effective:
        raise ElementWithdrawn(tuple(sorted(missing)))
    store, place = one.store_at(side), Place(call.agreement.code, one.listed.name)
    kept = digests.opened(call.session, place, store.name(place), _basis(effective, salt))
    keys: list[bytes] = []
    if kept.reached is not None:
        keys = store.after(call, place, kept.reached, most)
        kept.reached = keys[-1] if len(keys) == most else None
        _put(call, one, store, kept, salt, keys)
    room = most - len(keys)
    stale = digests.take_stale(call.session, kept, room) if room else []
    _put(call, one, store, kept, salt, stale)
    call.session.flush()
    return kept, kept.reached is None and len(stale) < room


def _put(call: "Call", one: Compared, store: Store, kept: "ComparedList", salt: bytes, keys: Collection[bytes]) -> None:
    if not keys:
        return
    effective = call.standing.effective[one.listed.record]
    # What is read to make digests is no access by anybody: nothing of it leaves.
    reading = replace(call, touched={}, elements=call.standing.effective)
    states = {
        key: None if state is None else State(one.key(state.record), one.content(state.record, effective), state.token)
        for key, state in store.read(reading, Place(kept.agreement, kept.list_name), keys).items()
    }
    digests.put(call.session, kept, salt, states)


def _basis(effective: frozenset[str], salt: bytes) -> bytes:
    return hashlib.sha256(b"\0".join([_FORM, salt, *(name.encode() for name in sorted(effective))])).digest()
