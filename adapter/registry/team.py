"""The technical team: who of which side analyses, carries out and supervises (PANRB: Pasal 4 ayat (1)-(3))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.errors import OperatorError
from adapter.registry.addenda_models import TeamMember
from adapter.registry.flaws import Flaw

ROLES = ("ANALIS", "PELAKSANA", "PENGAWAS")


@dataclass(frozen=True, slots=True)
class Member:
    """A member, from `first_day` until `last_day` (both inclusive; None: until further notice)."""

    member: str
    side: Side
    role: str
    decision: str
    first_day: date
    last_day: date | None


def add_member(session: Session, agreement: Agreement, member: Member, *, by: str, now: datetime) -> None:
    """Record a member of the team that `member.decision` has formed. Raises OperatorError."""
    if member.role not in ROLES:
        raise OperatorError(f"{member.role!r} is no role in the team; there are {', '.join(ROLES)}")
    if member.last_day is not None and member.last_day < member.first_day:
        raise OperatorError(f"{member.member}: the last day {member.last_day} is before the first {member.first_day}")
    session.add(
        TeamMember(
            agreement=agreement.code,
            member=member.member,
            side=member.side.value,
            role=member.role,
            decision=member.decision,
            first_day=member.first_day,
            last_day=member.last_day,
            by=by,
            recorded_at=now,
        )
    )
    session.flush()


def members_of(session: Session, agreement: Agreement) -> Sequence[Member]:
    """Everybody who is or was in the team, in the order recorded."""
    rows = session.scalars(select(TeamMember).where(TeamMember.agreement == agreement.code).order_by(TeamMember.id))
    return [Member(row.member, Side(row.side), row.role, row.decision, row.first_day, row.last_day) for row in rows]


def flaw_of(session: Session, agreement: Agreement, side: Side, member: str | None, day: date) -> Flaw | None:
    """What keeps `member` from deciding for `side`; None where nothing does, or the agreement asks for no team."""
    if member is None:
        return Flaw.NO_TEAM_MEMBER if agreement.amendment.team else None
    for known in members_of(session, agreement):
        in_time = known.first_day <= day <= (known.last_day or day)
        if (known.member, known.side) == (member, side) and in_time:
            return None
    return Flaw.NOT_IN_TEAM
