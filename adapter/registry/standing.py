"""How an agreement stands on one day: in force or not, and which elements may pass.

Pure functions of the terms, what was recorded since, and the day; no clock and no storage.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from adapter.agreements.terms import Agreement, ElementList, OperationClass, Right
from adapter.errors import AgreementNotInForce
from adapter.registry.effective import (
    ElementChange,
    ElementVersion,
    RecordedAddendum,
    RecordedGrant,
    counts_from,
    history,
)

__all__ = ["ElementChange", "RecordedAddendum", "RecordedExtension", "RecordedGrant", "Standing", "standing_on"]

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
class Standing:
    """An agreement on one day. `effective` gives the names that may pass, for each record type.

    `lists` are the versions of the element lists until that day, the effective one last; `grants` the letters granted.
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
    day: date
    lists: tuple[ElementVersion, ...]
    grants: tuple[RecordedGrant, ...] = ()

    @property
    def versions(self) -> tuple[str, ...]:
        """Every version of the element lists that there has been, the effective one last."""
        return tuple(version.name for version in self.lists)

    def changed_by(self, list_name: str, element: str) -> str | None:
        """The number of the last adendum in effect that changed this element, or None."""
        numbers = [
            addendum.number
            for addendum in self.addenda
            for change in addendum.changes
            if (change.element_list, change.element) == (list_name, element)
        ]
        return numbers[-1] if numbers else None

    def letter_for(self, list_name: str, element: str) -> RecordedGrant | None:
        """The letter that lets this element pass today, the one that lasts longest; None where none does."""
        letters = self.lists[-1].granted.get((list_name, element), frozenset())
        return max((g for g in self.grants if g.letter in letters), key=lambda grant: grant.last_day, default=None)

    def mandatory(self, listed: ElementList) -> frozenset[str]:
        """The elements that an adendum has made mandatory, of those that may pass today."""
        return self.lists[-1].mandatory[listed.name] & self.effective[listed.record]

    def lost_since(self, version: str, listed: ElementList) -> frozenset[str]:
        """What `version` of the list still let pass, and today's does not."""
        then = next(one for one in self.lists if one.name == version)
        return then.effective[listed.name] - self.lists[-1].effective[listed.name]

    def lost_after(self, instant: datetime, listed: ElementList) -> frozenset[str]:
        """What has been taken out of the list at `instant` or later."""
        changes = zip(self.lists, self.lists[1:], strict=False)
        lost = [
            one.effective[listed.name] - then.effective[listed.name]
            for one, then in changes
            if then.begun_at >= instant
        ]
        return frozenset().union(*lost)

    def replaced_on(self, version: str) -> date | None:
        """The day from which an adendum has put another version in the place of `version`; None where none has."""
        later = self.lists[self.versions.index(version) + 1 :]
        return next((one.first_day for one in later if one.permanent), None)

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
    grants: Iterable[RecordedGrant] = (),
) -> Standing:
    """How `agreement` stands on `day`, given all that was ever recorded about it."""
    known = tuple(sorted(extensions, key=lambda extension: extension.first_day))
    addenda, grants = tuple(addenda), tuple(grants)
    lists = history(agreement, day, addenda, grants)
    first, last = _period(agreement, day, known)
    return Standing(
        agreement=agreement,
        status=_status(agreement, day, first, last),
        first_day=agreement.term.first_day,
        last_day=last,
        days_left=max(0, (last - day).days),
        extensions=known,
        addenda=tuple(sorted((one for one in addenda if counts_from(one) <= day), key=counts_from)),
        effective={
            listed.record: lists[-1].effective[listed.name] | set(listed.accompanying)
            for listed in agreement.element_lists
        },
        version=lists[-1].name,
        day=day,
        lists=lists,
        grants=tuple(one for one in grants if counts_from(one) <= day),
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
