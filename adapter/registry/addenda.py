"""An addendum: one side proposes it, the other approves, and from its first day on it changes what may pass.

One side alone changes nothing. All functions work inside the caller's transaction and raise flaws.Flawed with all that
is wrong, by paths as `ajukanAdendum` and `setujuiAdendum` name them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.fields import members
from adapter.agreements.terms import Agreement, ElementList, Side
from adapter.clock import wib_date
from adapter.registry import store
from adapter.registry.addenda_models import AddendumApproval, AddendumProposal, ProposedChange
from adapter.registry.effective import ElementChange
from adapter.registry.flaws import Flaw, refuse
from adapter.registry.models import Addendum
from adapter.registry.team import flaw_of

Found = list[tuple[str, Flaw]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed. Without `first_day` it counts from its signature (our assumption, where the text is silent)."""

    number: str
    signed_on: date
    first_day: date | None
    changes: tuple[ElementChange, ...]
    team_member: str | None = None


def propose(
    session: Session, agreement: Agreement, side: Side, proposal: Proposal, *, by: str, now: datetime
) -> AddendumProposal:
    """Keep a proposal for the other side to approve."""
    found = _flaws_of_heading(session, agreement, proposal)
    for number, change in enumerate(proposal.changes, 1):
        twin = any(_key(other) == _key(change) for other in proposal.changes[: number - 1])
        found += [(f"perubahan[{number}]/{name}", flaw) for name, flaw in _flaws_of(agreement, change, twin=twin)]
    if (flaw := flaw_of(session, agreement, side, proposal.team_member, wib_date(now))) is not None:
        found.append(("anggotaTim", flaw))
    refuse(found)
    row = AddendumProposal(
        agreement=agreement.code,
        number=proposal.number,
        side=side.value,
        signed_on=proposal.signed_on,
        first_day=proposal.first_day or proposal.signed_on,
        team_member=proposal.team_member,
        by=by,
        proposed_at=now,
        changes=[
            ProposedChange(kind=one.kind, element_list=one.element_list, element=one.element, mandatory=one.mandatory)
            for one in proposal.changes
        ],
    )
    session.add(row)
    session.flush()
    return row


def approve(
    session: Session, agreement: Agreement, side: Side, number: str, *, team_member: str | None, by: str, now: datetime
) -> date:
    """Put what the other side has proposed into effect; gives the day from which it counts.

    That is its own first day, or today where that has passed.
    """
    row = proposal(session, agreement, number)
    today = wib_date(now)
    found: Found = []
    if row is None:
        found.append(("nomorAdendum", Flaw.NUMBER_UNKNOWN))
    elif row.side == side.value:
        found.append(("nomorAdendum", Flaw.OWN_PROPOSAL))
    elif row.approval is not None or _recorded(session, agreement, number):
        found.append(("nomorAdendum", Flaw.APPROVED_ALREADY))
    if (flaw := flaw_of(session, agreement, side, team_member, today)) is not None:
        found.append(("anggotaTim", flaw))
    refuse(found)
    assert row is not None  # noqa: S101 - an unknown number was refused above
    row.approval = AddendumApproval(side=side.value, team_member=team_member, by=by, approved_at=now)
    changes = [ElementChange(one.kind, one.element_list, one.element, one.mandatory) for one in row.changes]
    store.record_addendum(
        session, agreement, number=number, first_day=row.first_day, changes=changes, note=None, now=now
    )
    return max(row.first_day, today)


def proposal(session: Session, agreement: Agreement, number: str) -> AddendumProposal | None:
    """The proposal with that number, approved or not."""
    return session.scalar(
        select(AddendumProposal).where(AddendumProposal.agreement == agreement.code, AddendumProposal.number == number)
    )


def awaiting(session: Session, agreement: Agreement) -> Sequence[AddendumProposal]:
    """The proposals that nobody has approved yet, oldest first."""
    rows = session.scalars(
        select(AddendumProposal).where(AddendumProposal.agreement == agreement.code).order_by(AddendumProposal.id)
    )
    return [row for row in rows if row.approval is None]


def list_named(agreement: Agreement, name: str) -> ElementList | None:
    """The agreement's element list of that name, or None."""
    return next((listed for listed in agreement.element_lists if listed.name == name), None)


def flaw_of_element(listed: ElementList, element: str) -> Flaw | None:
    """What keeps an element from ever being agreed upon; None where it stands in the list, on or off."""
    if element in {*listed.elements, *listed.off}:
        return None
    known = element in {field.name for field in fields(listed.record)}
    return Flaw.NEVER_SENT if known else Flaw.UNKNOWN_ELEMENT


def _flaws_of_heading(session: Session, agreement: Agreement, proposed: Proposal) -> Found:
    found: Found = []
    if not store.is_number(proposed.number):
        found.append(("nomorAdendum", Flaw.NO_NUMBER))
    if proposal(session, agreement, proposed.number) is not None or _recorded(session, agreement, proposed.number):
        found.append(("nomorAdendum", Flaw.NUMBER_USED))
    if proposed.signed_on < agreement.term.first_day:
        found.append(("tanggalTandaTangan", Flaw.BEFORE_AGREEMENT))
    if proposed.first_day is None:
        if agreement.amendment.first_day:
            found.append(("berlakuMulai", Flaw.NO_FIRST_DAY))
    elif proposed.first_day < agreement.term.first_day:
        found.append(("berlakuMulai", Flaw.BEFORE_AGREEMENT))
    elif proposed.first_day < proposed.signed_on:
        found.append(("berlakuMulai", Flaw.BEFORE_SIGNATURE))
    if not proposed.changes:
        found.append(("perubahan", Flaw.NOTHING_CHANGED))
    return found


def _flaws_of(agreement: Agreement, change: ElementChange, *, twin: bool) -> Found:
    listed = list_named(agreement, change.element_list)
    if listed is None:
        return [("daftar", Flaw.UNKNOWN_LIST)]
    found: Found = []
    if (flaw := flaw_of_element(listed, change.element)) is not None:
        found.append(("elemen", flaw))
    if twin:
        found.append(("elemen", Flaw.CONTRADICTION))
    if change.kind == "UBAH":
        if listed.giver is not Side.PARTNER:
            found.append(("daftar", Flaw.NOT_THE_PARTNERS))
        if change.mandatory is None:
            found.append(("kardinalitas", Flaw.NO_CARDINALITY))
        elif not change.mandatory and any(one.least and one.name == change.element for one in members(listed.record)):
            found.append(("kardinalitas", Flaw.REQUIRED_BY_CONTRACT))
    elif change.mandatory is not None:
        found.append(("kardinalitas", Flaw.NEEDLESS_CARDINALITY))
    return found


def _key(change: ElementChange) -> tuple[str, str]:
    return change.element_list, change.element


def _recorded(session: Session, agreement: Agreement, number: str) -> bool:
    found = select(Addendum.id).where(Addendum.agreement == agreement.code, Addendum.number == number)
    return session.scalar(found) is not None
