"""How an agreement stands on one day: in force or not, and which elements may pass.

Pure functions of the terms, what was recorded since, and the day; no clock and no storage.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from adapter.agreements.terms import Agreement, ElementList, OperationClass, Right
from adapter.errors import AgreementNotInForce, State
from adapter.registry.status import (
    Ending,
    RecordedExtension,
    RecordedSuspension,
    status_on,
)

__all__ = ["ElementChange", "RecordedAddendum", "RecordedExtension", "Standing", "standing_on"]


_STATES: dict[str, State] = {
    "DRAF": "BELUM_BERLAKU",
    "DITANGGUHKAN": "DITANGGUHKAN",
    "BERAKHIR": "BERAKHIR",
    "DIHENTIKAN": "DIHENTIKAN",
    "BATAL_DEMI_HUKUM": "BATAL_DEMI_HUKUM",
}


@dataclass(frozen=True, slots=True)
class ElementChange:
    """What an addendum does to one element: TAMBAH adds it, CABUT withdraws it."""

    kind: str
    element_list: str
    element: str


@dataclass(frozen=True, slots=True)
class RecordedAddendum:
    """An adendum, and the day from which it counts."""

    number: str
    first_day: date
    changes: tuple[ElementChange, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement on one day. `effective` gives the names that may pass, for each record type.

    `why` is a sentence in Indonesian where it is suspended, or has ended before its time.
    """

    agreement: Agreement
    status: str
    first_day: date
    last_day: date
    days_left: int
    extensions: tuple[RecordedExtension, ...]
    addenda: tuple[RecordedAddendum, ...]
    effective: dict[type, frozenset[str]]
    version: str
    why: str | None = None

    @property
    def versions(self) -> tuple[str, ...]:
        """Every version of the element lists that there has been, the effective one last."""
        return tuple(_version(self.agreement, count) for count in range(len(self.addenda) + 1))

    def changed_by(self, list_name: str, element: str) -> str | None:
        """The number of the last adendum in effect that changed this element, or None."""
        numbers = [
            addendum.number
            for addendum in self.addenda
            for change in addendum.changes
            if (change.element_list, change.element) == (list_name, element)
        ]
        return numbers[-1] if numbers else None

    def require(self, right: Right) -> None:
        """Refuse an operation that the agreement does not carry today. Raises AgreementNotInForce."""
        if right.operation_class is OperationClass.ALWAYS or self.status in ("BERLAKU", "AKAN_BERAKHIR"):
            return
        # Closing duties settle what was exchanged before the end, whatever ended it.
        if right.operation_class is OperationClass.CLOSING_DUTY and self.status != "DRAF":
            return
        raise AgreementNotInForce(self.agreement.bkn.number, _STATES[self.status], self.first_day, self.last_day)


def standing_on(
    agreement: Agreement,
    day: date,
    extensions: Iterable[RecordedExtension] = (),
    addenda: Iterable[RecordedAddendum] = (),
    endings: Iterable[Ending] = (),
    suspensions: Iterable[RecordedSuspension] = (),
) -> Standing:
    """How `agreement` stands on `day`, given all that was ever recorded about it."""
    known = tuple(sorted(extensions, key=lambda extension: extension.first_day))
    begun = tuple(sorted((a for a in addenda if a.first_day <= day), key=lambda addendum: addendum.first_day))
    status = status_on(agreement, day, known, endings, suspensions)
    return Standing(
        agreement=agreement,
        status=status.name,
        first_day=agreement.term.first_day,
        last_day=status.last_day,
        days_left=max(0, (status.last_day - day).days),
        extensions=known,
        addenda=begun,
        effective={listed.record: _effective(listed, begun) for listed in agreement.element_lists},
        version=_version(agreement, len(begun)),
        why=status.why,
    )


def _effective(listed: ElementList, addenda: tuple[RecordedAddendum, ...]) -> frozenset[str]:
    names = set(listed.elements)
    for addendum in addenda:
        for change in addendum.changes:
            if change.element_list == listed.name:
                (names.discard if change.kind == "CABUT" else names.add)(change.element)
    return frozenset(names | set(listed.accompanying))


def _version(agreement: Agreement, addenda: int) -> str:
    return agreement.element_version if not addenda else f"{agreement.element_version}.{addenda}"
