"""Sessions of periodic verification, and what is counted of the participants (BPJS Pasal 3 ayat (2))."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from adapter.records.difference_models import DifferenceCase, VerificationSession
from adapter.records.differences import ENDED, status_now
from adapter.records.models import Card, Person, StateOfficial
from adapter.records.people import in_records

_RECENT, _OLD = timedelta(days=30), timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people; `checked` are those of whom both parties hold something."""

    checked: int
    differing: int
    only_bkn: int
    only_partner: int


@dataclass(frozen=True, slots=True)
class Freshness:
    """When the participants' records were last updated."""

    oldest: datetime | None
    newest: datetime | None
    recent: int
    older: int
    oldest_of_all: int


def open_session(session: Session, agreement: str, year: int, semester: int) -> VerificationSession | None:
    """The session of a semester that has not ended, or None."""
    return session.scalar(
        select(VerificationSession).where(
            VerificationSession.agreement == agreement,
            VerificationSession.year == year,
            VerificationSession.semester == semester,
            VerificationSession.ended_at.is_(None),
        )
    )


def begin_session(
    session: Session, agreement: str, year: int, semester: int, now: datetime, message_id: str
) -> VerificationSession:
    """Begin one. A second that is begun at the same moment loses the race, and is tried again."""
    row = VerificationSession(
        session_id=str(uuid.uuid4()),
        agreement=agreement,
        year=year,
        semester=semester,
        started_at=now,
        message_id=message_id,
    )
    session.add(row)
    session.flush()
    return row


def find_session(session: Session, agreement: str, session_id: str) -> VerificationSession | None:
    """The session with this number, or None."""
    return session.scalar(
        select(VerificationSession).where(
            VerificationSession.session_id == session_id, VerificationSession.agreement == agreement
        )
    )


def cases_of(row: VerificationSession) -> list[ColumnElement[bool]]:
    """As conditions on difference_case: unsettled, or reported while the session ran."""
    reported = [DifferenceCase.reported_at >= row.started_at]
    if row.ended_at is not None:
        reported.append(DifferenceCase.reported_at <= row.ended_at)
    return [or_(not_(status_now().in_(ENDED)), and_(*reported))]


def count_people(session: Session, kinds: Sequence[str]) -> Counts:
    """Count participants of these kinds who are not restricted."""
    taking_part = and_(Person.kind.in_(kinds), in_records(), Person.restricted.is_(False))
    has_card = exists().where(Card.person_id == Person.id)
    unsettled = exists().where(DifferenceCase.person_id == Person.id, not_(status_now().in_(ENDED)))
    both = or_(has_card, unsettled)
    counted = select(
        func.count(case((both, 1))), func.count(case((unsettled, 1))), func.count(case((not_(has_card), 1)))
    ).where(taking_part)
    checked, differing, only_bkn = session.execute(counted).one()
    gone = select(func.count()).select_from(Card).join(Person, Person.id == Card.person_id)
    only_partner = session.scalar(
        gone.where(Person.restricted.is_(False), not_(and_(Person.kind.in_(kinds), in_records())))
    )
    return Counts(checked, differing, only_bkn, only_partner or 0)


def freshness(session: Session, kinds: Sequence[str], now: datetime) -> Freshness:
    """How up to date the records of these kinds are."""
    taking_part = and_(Person.kind.in_(kinds), in_records(), Person.restricted.is_(False))
    recent, old = Person.updated_at >= now - _RECENT, Person.updated_at < now - _OLD
    found = select(
        func.min(Person.updated_at),
        func.max(Person.updated_at),
        func.count(case((recent, 1))),
        func.count(case((and_(not_(recent), not_(old)), 1))),
        func.count(case((old, 1))),
    ).where(taking_part)
    return Freshness(*session.execute(found).one())


def officials_who_are_participants(session: Session, kinds: Sequence[str]) -> list[tuple[StateOfficial, Person]]:
    """State officials with the NIK of a participant: there both parties hold the same person's data."""
    same = (
        select(StateOfficial, Person)
        .join(Person, Person.nik_index == StateOfficial.nik_index)
        .where(Person.kind.in_(kinds), in_records(), Person.restricted.is_(False))
        .order_by(Person.id)
    )
    return [(official, person) for official, person in session.execute(same)]
