"""Which elements may pass on a day, and by which document: the text's lists, adenda, and letters that grant for a time.

Pure functions of what was agreed and recorded. A document counts from the day that it names, but never from before
the day on which it was recorded: what has passed by then cannot be taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from adapter.agreements.terms import Agreement
from adapter.clock import WIB, wib_date

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Elements = dict[str, frozenset[str]]
"""Names of elements, for each list's name."""


@dataclass(frozen=True, slots=True)
class ElementChange:
    """What an adendum does to one element: TAMBAH adds it, CABUT withdraws it, UBAH makes it `mandatory` or not."""

    kind: str
    element_list: str
    element: str
    mandatory: bool | None = None


@dataclass(frozen=True, slots=True)
class RecordedAddendum:
    """An adendum, and the day from which it counts."""

    number: str
    first_day: date
    changes: tuple[ElementChange, ...]
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordedGrant:
    """A letter that was granted: `elements` are (list, element), both days inclusive (A-19: for a time only)."""

    letter: str
    first_day: date
    last_day: date
    elements: tuple[tuple[str, str], ...]
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ElementVersion:
    """The lists from one change to the next. `by` is the document; "" for the agreement's own text.

    `effective` and `mandatory` hold the agreement's elements, without what accompanies them. `permanent`: changed by
    adendum, not by a letter. `granted` are the letters that let an element (list, element) pass.
    """

    name: str
    first_day: date
    begun_at: datetime
    by: str
    permanent: bool
    effective: Elements
    mandatory: Elements
    granted: dict[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Event:
    day: date
    at: datetime
    document: RecordedAddendum | RecordedGrant
    lapses: bool = False

    @property
    def order(self) -> tuple[date, datetime, bool]:
        # Recorded at one instant, the adendum has the last word: it may withdraw.
        return self.day, self.at, isinstance(self.document, RecordedAddendum)


@dataclass(slots=True)
class _State:
    """What may pass while the documents are read one after the other."""

    permanent: set[tuple[str, str]]
    granted: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    mandatory: set[tuple[str, str]] = field(default_factory=set)

    def take(self, event: _Event) -> None:
        if isinstance(event.document, RecordedAddendum):
            for change in event.document.changes:
                self._change(change)
            return
        for key in event.document.elements:
            letters = self.granted.setdefault(key, set())
            (letters.discard if event.lapses else letters.add)(event.document.letter)

    def _change(self, change: ElementChange) -> None:
        key = (change.element_list, change.element)
        if change.kind == "UBAH":
            (self.mandatory.add if change.mandatory else self.mandatory.discard)(key)
        elif change.kind == "TAMBAH":
            self.permanent.add(key)
        else:
            self.permanent.discard(key)
            # Both parties have withdrawn it: what one of them had granted before ends with it.
            self.granted.pop(key, None)

    def effective(self) -> set[tuple[str, str]]:
        return self.permanent | {key for key, letters in self.granted.items() if letters}


def history(
    agreement: Agreement, day: date, addenda: Iterable[RecordedAddendum], grants: Iterable[RecordedGrant]
) -> tuple[ElementVersion, ...]:
    """Every version of the lists until `day`, the one of the text first, the effective one last."""
    state = _State({(listed.name, name) for listed in agreement.element_lists for name in listed.elements})
    first_day = agreement.term.first_day
    versions = [_version(agreement, state, 0, first_day, _midnight(first_day), "", permanent=True)]
    events = sorted((event for event in _events(addenda, grants) if event.day <= day), key=lambda event: event.order)
    for number, event in enumerate(events, 1):
        state.take(event)
        begun, document = max(event.at, _midnight(event.day)), event.document
        permanent = isinstance(document, RecordedAddendum)
        by = document.number if isinstance(document, RecordedAddendum) else document.letter
        versions.append(_version(agreement, state, number, event.day, begun, by, permanent=permanent))
    return tuple(versions)


def counts_from(document: RecordedAddendum | RecordedGrant) -> date:
    """The day from which a document changes what passes."""
    recorded = document.recorded_at
    return document.first_day if recorded is None else max(document.first_day, wib_date(recorded))


def _events(addenda: Iterable[RecordedAddendum], grants: Iterable[RecordedGrant]) -> Iterable[_Event]:
    for addendum in addenda:
        yield _Event(counts_from(addendum), addendum.recorded_at or _LONG_AGO, addendum)
    for grant in grants:
        at, first = grant.recorded_at or _LONG_AGO, counts_from(grant)
        if first <= grant.last_day:
            yield _Event(first, at, grant)
            yield _Event(grant.last_day + timedelta(days=1), at, grant, lapses=True)


def _version(
    agreement: Agreement, state: _State, number: int, first_day: date, begun: datetime, by: str, *, permanent: bool
) -> ElementVersion:
    name = f"{agreement.element_version}.{number}" if number else agreement.element_version
    effective, mandatory = _by_list(agreement, state.effective()), _by_list(agreement, state.mandatory)
    granted = {key: frozenset(letters) for key, letters in state.granted.items() if letters}
    return ElementVersion(name, first_day, begun, by, permanent, effective, mandatory, granted)


def _by_list(agreement: Agreement, keys: set[tuple[str, str]]) -> Elements:
    return {
        listed.name: frozenset(element for name, element in keys if name == listed.name)
        for listed in agreement.element_lists
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), WIB)
