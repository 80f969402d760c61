"""What every operation shares by which one party pulls what the other offers: the page, the checks, the accesses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapter.agreements.fields import members
from adapter.agreements.lines import from_line, to_line
from adapter.agreements.operation import Call, Offer
from adapter.agreements.terms import Agreement
from adapter.errors import ContractViolation, ElementWithdrawn, Problem
from adapter.limits import DEFAULT_PAGE
from adapter.records import offered
from adapter.records.offered import Offering, Place
from adapter.records.vault import Vault


@dataclass(frozen=True, slots=True)
class Pulled:
    """One state of one record, opened."""

    change_id: str
    token: int
    change: str
    changed_at: datetime
    offer: Offer
    record: Any


@dataclass(frozen=True, slots=True)
class PulledPage:
    """A page, how much stands after the token in all, the token to go on from, whether there is more, the newest."""

    rows: tuple[Pulled, ...]
    total: int
    reached: int
    more: bool
    newest: int


def pull(
    call: Call, offers: Sequence[Offer], path: str, token: int, size: int | None, *, every_state: bool = False
) -> PulledPage:
    """The page after `token`; each person in it is noted as touched.

    Raises ContractViolation for a token never given out (`path` is its element), ElementWithdrawn where an adendum has
    taken out what no record of the list can be without.
    """
    for one in offers:
        _require_whole(call, one)
    newest = offered.last_token(call.session, call.agreement.code)
    if token > newest:
        # After a database was restored; going on silently would leave a gap that nobody sees.
        raise ContractViolation((Problem(path, "FORMAT_TIDAK_SAH", "token ini belum pernah diberikan"),))
    lists = {one.listed.name: one for one in offers}
    feed = offered.after_token(
        call.session, call.agreement.code, [*lists], token, size or DEFAULT_PAGE, every_state=every_state
    )
    rows = []
    for row in feed.rows:
        if row.subject is not None:
            call.touch(row.subject)
        one = lists[row.list_name]
        record: Any = from_line(offered.content_of(call.vault, row), one.listed.record)
        rows.append(Pulled(row.change_id, row.token, row.change, row.changed_at, one, record))
    return PulledPage(tuple(rows), feed.total, feed.reached, feed.more, newest)


def _require_whole(call: Call, one: Offer) -> None:
    required = {member.name for member in members(one.listed.record) if member.least and not member.repeated}
    if missing := sorted(required - call.elements[one.listed.record]):
        raise ElementWithdrawn(tuple(missing))


def offering(vault: Vault, one: Offer, record: Any, *, remove: bool = False) -> Offering:  # noqa: ANN401 - a record of the list
    """The record as adapter.records.offered takes it."""
    payload = None if remove else to_line(record).encode()
    subject = None if one.subject is None else vault.index(*one.subject(record))
    return Offering(vault.index(*one.key(record)), subject, payload)


def place(agreement: Agreement, one: Offer) -> Place:
    """Where the list stands."""
    return Place(agreement.code, one.listed.name)
