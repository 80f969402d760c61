"""Keeps the records of an element list that were received, and judges them against what the holder has of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from adapter.agreements.judging import GIVER_DECIDES, NOTHING, Declared, Matrix, Verdict, judge
from adapter.agreements.lines import from_line, to_line
from adapter.agreements.receiving import NO_KEY, Incoming
from adapter.agreements.terms import ElementList
from adapter.records.cards import UNCHANGED, Receipt
from adapter.records.held import OWN, find, keep
from adapter.records.held_differences import Difference, note
from adapter.records.offered import Offering, Place

__all__ = ["GIVER_DECIDES", "Kept", "Stated", "standing_record", "take", "take_own"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A list that a party keeps of what it receives: what names a record (kind and number), and the say on it.

    `named_by`: the element that `key` takes; it is not judged. `declared`: the day of the holder's own declaration.
    """

    agreement: str
    listed: ElementList
    key: Callable[[Any], tuple[str, str] | None]
    matrix: Matrix
    named_by: str = ""
    declared: Callable[[Any], date | None] = lambda _: None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.agreement, self.listed.name)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the giver says of one record; `removed`: that it is there no more. `token` is the giver's.

    `declared_on` is the day from which the elements `declared` hold, where the giver tells it.
    """

    record: Any
    removed: bool = False
    token: int | None = None
    declared_on: date | None = None
    declared: frozenset[str] = frozenset()


def take(to: Incoming, kept: Kept, rows: Sequence[Stated]) -> list[Receipt]:
    """Keep a page as it was stated, and note where it differs from the holder's own; one receipt each, in order."""
    named = [(row, kept.key(row.record)) for row in rows]
    offers = [
        _offering(to, key, None if row.removed else row.record, row.token) for row, key in named if key is not None
    ]
    receipts = iter(keep(to.session, to.vault, kept.place, offers, to.now, to.message_id, said_at=to.said_at))
    told = [Receipt(NO_KEY) if key is None else next(receipts) for _, key in named]
    # The last statement of a record is what stands.
    stated = {
        to.vault.index(*key): row for (row, key), receipt in zip(named, told, strict=True)
        if key is not None and receipt.result != UNCHANGED
    }  # fmt: skip
    own = find(to.session, to.vault, kept.place, stated.keys(), origin=OWN)
    pairs: dict[bytes, Any] = {key: from_line(held.payload, kept.listed.record) for key, held in own.items()}
    _settle(to, kept, {key: (record, stated[key]) for key, record in pairs.items()})
    return told


def take_own(to: Incoming, kept: Kept, records: Sequence[Any], *, remove: bool = False) -> list[Receipt]:
    """Put in what the holder has from elsewhere, or take it out, and judge it against what was received.

    Raises ValueError for a record without its key.
    """
    named = {}
    for record in records:
        key = kept.key(record)
        if key is None:
            raise ValueError("a record without its key")
        named[to.vault.index(*key)] = record
    offers = [_offering(to, kept.key(one) or ("", ""), None if remove else one, None) for one in records]
    receipts = keep(to.session, to.vault, kept.place, offers, to.now, to.message_id, origin=OWN)
    given = find(to.session, to.vault, kept.place, named.keys())
    stated = {key: Stated(from_line(held.payload, kept.listed.record)) for key, held in given.items()}
    if remove:
        note(to.session, to.vault, kept.place, named.keys(), (), to.now, to.message_id)
    else:
        _settle(to, kept, {key: (named[key], row) for key, row in stated.items()})
    return receipts


def _offering(to: Incoming, key: tuple[str, str], record: Any | None, token: int | None) -> Offering:  # noqa: ANN401 - a record of the list
    index = to.vault.index(*key)
    return Offering(index, index, None if record is None else to_line(record).encode(), token)


def _settle(to: Incoming, kept: Kept, pairs: dict[bytes, tuple[Any, Stated]]) -> None:
    """Judge pairs of the holder's own record and the giver's: let go what was taken over, note what differs."""
    differing: list[Difference] = []
    let_go: list[Offering] = []
    for key, (own, stated) in pairs.items():
        verdicts = {} if stated.removed else dict(_verdicts(kept, own, stated))
        differing += _differences(kept, key, own, stated, verdicts)
        taken = [element for element, verdict in verdicts.items() if verdict is Verdict.TAKEN]
        if taken:
            left = replace(own, **{name: () if isinstance(getattr(own, name), tuple) else None for name in taken})
            let_go.append(Offering(key, key, to_line(left).encode()))
    keep(to.session, to.vault, kept.place, let_go, to.now, to.message_id, origin=OWN)
    note(to.session, to.vault, kept.place, pairs.keys(), differing, to.now, to.message_id)


def _verdicts(kept: Kept, own: Any, stated: Stated) -> Iterable[tuple[str, Verdict]]:  # noqa: ANN401 - a record of the list
    for element in kept.listed.elements:
        if element != kept.named_by:
            given = stated.declared_on if element in stated.declared else None
            declared = Declared(kept.declared(own), given)
            yield (
                element,
                judge(kept.matrix, element, getattr(own, element), getattr(stated.record, element), declared),
            )


def _differences(
    kept: Kept,
    key: bytes,
    own: Any,  # noqa: ANN401 - a record of the list
    stated: Stated,
    verdicts: dict[str, Verdict],
) -> list[Difference]:
    text, named = kept.matrix.text, kept.key(own) or ("", "")
    return [
        Difference(
            key,
            key,
            element,
            kept.matrix.decider(element),
            named,
            text(element, getattr(own, element)),
            text(element, getattr(stated.record, element)),
            kept.declared(own),
        )
        for element, verdict in verdicts.items()
        if verdict is Verdict.DIFFERS
    ]


def standing_record(kept: Kept, own: Any | None, given: Any | None) -> Any | None:  # noqa: ANN401 - a record of the list
    """What the holder goes by: its own where it has a value, the giver's elsewhere; None where neither has one.

    What the giver decides on stands in `own` no more since the giver's word was taken over.
    """
    if own is None or given is None:
        return given if own is None else own
    values = {name: getattr(own, name) for name in kept.listed.elements}
    return replace(given, **{name: value for name, value in values.items() if value not in NOTHING})
