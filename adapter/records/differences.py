"""Cases of differing data, step by step: nothing is overwritten, and what identifies a person is sealed."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from adapter.records.difference_models import DifferenceCase, DifferenceStep
from adapter.records.models import Person
from adapter.records.vault import Vault

OPEN, EXAMINED, WAITING = "TERBUKA", "DIPERIKSA", "MENUNGGU_INSTANSI_LAIN"
SETTLED, REJECTED = "DISELESAIKAN", "DITOLAK"
ENDED = (SETTLED, REJECTED)
CORRECTION_PERIOD = timedelta(hours=3 * 24)
"""Within which a correction is due (UU 27/2022 Pasal 30); that it counts from the report is our assumption."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is sealed in a case: how the person was named (kind and number), and what each party says."""

    key_kind: str
    key: str
    bkn: str | None
    partner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A difference to be recorded."""

    agreement: str
    person: Person
    element: str
    content: Content
    decider: str
    legal_basis: str
    reported_by: str
    status: str = OPEN


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands: its row, its content, its steps in order."""

    row: DifferenceCase
    content: Content
    steps: tuple[DifferenceStep, ...]

    @property
    def status(self) -> str:
        """What the last step made of it."""
        return self.steps[-1].status


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that a party does about a case."""

    status: str
    by: str
    value: str | None = None
    document: str | None = None
    note: str | None = None


def record_case(session: Session, vault: Vault, report: Report, now: datetime, message_id: str) -> Case:
    """Record a difference, with its first step."""
    case_id = str(uuid.uuid4())
    plain = json.dumps([report.content.key_kind, report.content.key, report.content.bkn, report.content.partner])
    row = DifferenceCase(
        case_id=case_id,
        agreement=report.agreement,
        person_id=report.person.id,
        report=_report_index(vault, report.person, report.element, report.content.partner),
        element=report.element,
        decider=report.decider,
        legal_basis=report.legal_basis,
        reported_by=report.reported_by,
        reported_at=now,
        due_at=now + CORRECTION_PERIOD,
        message_id=message_id,
        content=vault.seal(plain.encode(), _content_binding(case_id)),
    )
    session.add(row)
    session.flush()
    case = Case(row, report.content, ())
    return add_step(session, vault, case, Step(status=report.status, by=report.reported_by), now, message_id)


def add_step(session: Session, vault: Vault, case: Case, step: Step, now: datetime, message_id: str) -> Case:
    """Add a step; gives the case as it stands after it."""
    sealed = None if step.value is None else vault.seal(step.value.encode(), _value_binding(case.row.case_id))
    row = DifferenceStep(
        case_number=case.row.id,
        status=step.status,
        by=step.by,
        value=sealed,
        document=step.document,
        note=step.note,
        recorded_at=now,
        message_id=message_id,
    )
    session.add(row)
    session.flush()
    return Case(case.row, case.content, (*case.steps, row))


def value_of(vault: Vault, case: Case, step: DifferenceStep) -> str | None:
    """What a step put forward. Raises VaultError."""
    return None if step.value is None else vault.open(step.value, _value_binding(case.row.case_id)).decode()


def known_case(session: Session, vault: Vault, person: Person, element: str, partner_value: str) -> Case | None:
    """The case in which this very difference is open already, or None."""
    index = _report_index(vault, person, element, partner_value)
    rows = session.scalars(select(DifferenceCase).where(DifferenceCase.report == index).order_by(DifferenceCase.id))
    return next((case for case in _opened(session, vault, rows.all()) if case.status not in ENDED), None)


def find_case(session: Session, vault: Vault, agreement: str, case_id: str, *, lock: bool = False) -> Case | None:
    """The case with this number, or None. `lock`: nobody else decides on it before the commit."""
    statement = select(DifferenceCase).where(DifferenceCase.case_id == case_id, DifferenceCase.agreement == agreement)
    row = session.scalar(statement.with_for_update() if lock else statement)
    return None if row is None else _opened(session, vault, [row])[0]


def cases_after(
    session: Session,
    vault: Vault,
    conditions: Sequence[ColumnElement[bool]],
    after: int,
    size: int | None,
) -> list[Case]:
    """Cases of people who are not restricted, after a number, in order; `size` None gives all."""
    statement = (
        select(DifferenceCase)
        .join(Person, Person.id == DifferenceCase.person_id)
        .where(Person.restricted.is_(False), DifferenceCase.id > after, *conditions)
        .order_by(DifferenceCase.id)
        .limit(size)
    )
    return _opened(session, vault, session.scalars(statement).all())


def status_now() -> ColumnElement[str]:
    """The status of a case, for conditions on difference_case."""
    last = select(func.max(DifferenceStep.id)).where(DifferenceStep.case_number == DifferenceCase.id)
    found = select(DifferenceStep.status).where(DifferenceStep.id == last.correlate(DifferenceCase).scalar_subquery())
    return found.correlate(DifferenceCase).scalar_subquery()


def last_number(session: Session, agreement: str) -> int:
    """The number of the newest case; 0 without any."""
    return session.scalar(select(func.max(DifferenceCase.id)).where(DifferenceCase.agreement == agreement)) or 0


def _opened(session: Session, vault: Vault, rows: Iterable[DifferenceCase]) -> list[Case]:
    rows = list(rows)
    steps: dict[int, list[DifferenceStep]] = {row.id: [] for row in rows}
    found = select(DifferenceStep).where(DifferenceStep.case_number.in_(steps)).order_by(DifferenceStep.id)
    for step in session.scalars(found):
        steps[step.case_number].append(step)
    return [
        Case(row, Content(*json.loads(vault.open(row.content, _content_binding(row.case_id)))), tuple(steps[row.id]))
        for row in rows
    ]


def _report_index(vault: Vault, person: Person, element: str, value: str | None) -> bytes:
    return vault.index("perbedaan", f"{person.nip_index.hex()}|{element}|{value or ''}")


def _content_binding(case_id: str) -> bytes:
    return b"difference_case|content|" + case_id.encode()


def _value_binding(case_id: str) -> bytes:
    return b"difference_step|value|" + case_id.encode()
