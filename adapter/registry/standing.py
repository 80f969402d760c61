"""How an agreement stands on one day: in force or not, and which elements may pass.

Pure functions of the terms, what was recorded since, and the day; no clock and no storage.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from adapter.agreements.terms import Agreement, ElementList, OperationClass, Right
from adapter.errors import AgreementNotInForce, State
from adapter.registry.effective import (
    ElementChange,
    ElementVersion,
    RecordedAddendum,
    RecordedGrant,
    counts_from,
    history,
)
from adapter.registry.status import (
    Ending,
    RecordedExtension,
    RecordedSuspension,
    in_force,
    status_on,
)

__all__ = ["ElementChange", "RecordedAddendum", "RecordedExtension", "RecordedGrant", "Standing", "standing_on"]


_STATES: dict[str, State] = {
    "DRAF": "BELUM_BERLAKU",
    "DITANGGUHKAN": "DITANGGUHKAN",
    "BERAKHIR": "BERAKHIR",
    "DIHENTIKAN": "DIHENTIKAN",
    "BATAL_DEMI_HUKUM": "BATAL_DEMI_HUKUM",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement on one day. `effective` gives the names that may pass, for each record type.

    `lists` are the versions of the element lists until that day, the effective one last; `grants` the letters granted.
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
    day: date
    lists: tuple[ElementVersion, ...]
    grants: tuple[RecordedGrant, ...] = ()
    why: str | None = None
    in_force: tuple[tuple[date, date], ...] = ()
    """The first and last days of all its periods, as they are known on that day."""

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
    grants: Iterable[RecordedGrant] = (),
) -> Standing:
    """How `agreement` stands on `day`, given all that was ever recorded about it."""
    known = tuple(sorted(extensions, key=lambda extension: extension.first_day))
    addenda, grants = tuple(addenda), tuple(grants)
    lists = history(agreement, day, addenda, grants)
    endings = tuple(endings)
    status = status_on(agreement, day, known, endings, suspensions)
    return Standing(
        agreement=agreement,
        status=status.name,
        first_day=agreement.term.first_day,
        last_day=status.last_day,
        days_left=max(0, (status.last_day - day).days),
        extensions=known,
        addenda=tuple(sorted((one for one in addenda if counts_from(one) <= day), key=counts_from)),
        effective={
            listed.record: lists[-1].effective[listed.name] | set(listed.accompanying)
            for listed in agreement.element_lists
        },
        version=lists[-1].name,
        day=day,
        lists=lists,
        why=status.why,
        in_force=in_force(agreement, day, known, endings),
        grants=tuple(one for one in grants if counts_from(one) <= day),
    )
