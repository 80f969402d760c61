"""How an agreement stands on one day: in force or not, and which elements may pass.

Pure functions of the terms, what was recorded since, and the day; no clock and no storage.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from adapter.agreements.terms import Agreement, ElementList, OperationClass, Right
from adapter.errors import AgreementNotInForce

# AKAN_BERAKHIR begins when the period in which an extension must be asked for begins.
_DAYS_PER_MONTH = 31


@dataclass(frozen=True, slots=True)
class RecordedExtension:
    """A perpanjangan; days in WIB, inclusive."""

    number: str
    first_day: date
    last_day: date
    note: str | None = None


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
    """An agreement on one day. `effective` gives the names that may pass, for each record type."""

    agreement: Agreement
    status: str
    first_day: date
    last_day: date
    days_left: int
    extensions: tuple[RecordedExtension, ...]
    addenda: tuple[RecordedAddendum, ...]
    effective: dict[type, frozenset[str]]
    version: str

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
        if right.operation_class is OperationClass.CLOSING_DUTY and self.status == "BERAKHIR":
            return
        state: Literal["BELUM_BERLAKU", "BERAKHIR"] = "BELUM_BERLAKU" if self.status == "DRAF" else "BERAKHIR"
        raise AgreementNotInForce(self.agreement.bkn.number, state, self.first_day, self.last_day)


def standing_on(
    agreement: Agreement,
    day: date,
    extensions: Iterable[RecordedExtension] = (),
    addenda: Iterable[RecordedAddendum] = (),
) -> Standing:
    """How `agreement` stands on `day`, given all that was ever recorded about it."""
    known = tuple(sorted(extensions, key=lambda extension: extension.first_day))
    begun = tuple(sorted((a for a in addenda if a.first_day <= day), key=lambda addendum: addendum.first_day))
    first, last = _period(agreement, day, known)
    return Standing(
        agreement=agreement,
        status=_status(agreement, day, first, last),
        first_day=agreement.term.first_day,
        last_day=last,
        days_left=max(0, (last - day).days),
        extensions=known,
        addenda=begun,
        effective={listed.record: _effective(listed, begun) for listed in agreement.element_lists},
        version=_version(agreement, len(begun)),
    )


def _period(agreement: Agreement, day: date, extensions: tuple[RecordedExtension, ...]) -> tuple[date, date]:
    """The period that covers `day`, or else the last one before it, or else the first of all."""
    term = agreement.term
    periods = [(term.first_day, term.last_day), *((e.first_day, e.last_day) for e in extensions)]
    begun = [period for period in periods if period[0] <= day]
    covering = [period for period in begun if day <= period[1]]
    if covering:
        return max(covering, key=lambda period: period[1])
    return max(begun, key=lambda period: period[1]) if begun else min(periods)


def _status(agreement: Agreement, day: date, first: date, last: date) -> str:
    if day < first:
        return "DRAF"
    if day > last:
        return "BERAKHIR"
    notice = agreement.extension_notice
    warning = notice.months * _DAYS_PER_MONTH + notice.calendar_days if notice else _DAYS_PER_MONTH
    return "AKAN_BERAKHIR" if (last - day).days < warning else "BERLAKU"


def _effective(listed: ElementList, addenda: tuple[RecordedAddendum, ...]) -> frozenset[str]:
    names = set(listed.elements)
    for addendum in addenda:
        for change in addendum.changes:
            if change.element_list == listed.name:
                (names.discard if change.kind == "CABUT" else names.add)(change.element)
    return frozenset(names | set(listed.accompanying))


def _version(agreement: Agreement, addenda: int) -> str:
    return agreement.element_version if not addenda else f"{agreement.element_version}.{addenda}"
