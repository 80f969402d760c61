"""The employees that BKN owes BPJS Kesehatan: all of them by the numbers of their rows, or by their mutations."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.push_messages import changed, whole
from adapter.agreements.bpjs.service import count_told, told
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.agreements.bpjs.translation import PARTICIPANTS, employees
from adapter.agreements.operation import Call
from adapter.exchange.outgoing import Made
from adapter.exchange.parts import At, Range
from adapter.exchange.runs import FULL
from adapter.records import mutations
from adapter.records.marks import onward_from
from adapter.records.models import Person
from adapter.records.people import in_records

PART_PEOPLE = 5_000
"""Numbers of rows in one part of a full push: half a minute of work."""

PUSHED_BY = "kirimDataPegawai"
"""The operation, which also names the mark."""

_TAKING_PART = and_(Person.kind.in_(PARTICIPANTS), in_records(), Person.restricted.is_(False))


@dataclass(frozen=True, slots=True)
class Employees:
    """Participants who are not restricted (Pasal 1 angka 4; UU 27/2022 Pasal 40-41)."""

    def ranges(self, session: Session) -> list[Range]:
        """Ranges of people; what changes while they are gone through has later tokens than the newest of now."""
        newest = onward_from(session, AGREEMENT.code, PUSHED_BY, mutations.last_token(session))
        last = session.scalar(select(func.max(Person.id))) or 0
        return [Range(first, min(first + PART_PEOPLE, last), newest=newest) for first in range(0, last, PART_PEOPLE)]

    def changes(self, session: Session, since: int) -> list[Range]:
        """From the mark to the newest mutation."""
        newest = mutations.last_token(session)
        return [Range(since, newest)] if newest > since else []

    def full(self, call: Call, seen: At, size: int) -> Made:
        """The next people of the part."""
        inside = (Person.id > seen.reached, Person.id <= seen.last, _TAKING_PART)
        people = list(call.session.scalars(select(Person).where(*inside).order_by(Person.id).limit(size)))
        rows = tuple(whole(record) for record in employees(call, people, call.elements[DataPegawai]))
        more = len(people) == size
        end = seen.last if seen.last is not None else seen.reached
        return Made(rows, people[-1].id if more else end, more)

    def delta(self, call: Call, seen: At, size: int) -> Made:
        """The next mutations, each with the record as it is now."""
        end = seen.last if seen.last is not None else seen.reached
        found = [one for one in mutations.after_token(call.session, seen.reached, size) if one.token <= end]
        rows = tuple(row for mutation in told(call, found) if (row := changed(mutation)) is not None)
        more = len(found) == size and found[-1].token < end
        return Made(rows, found[-1].token if more else end, more)

    def count(self, call: Call, one: Range, stage: str) -> int:
        """People, or mutations of which BPJS Kesehatan may be told."""
        if stage == FULL:
            inside = (Person.id > one.first, Person.id <= one.last, _TAKING_PART)
            return call.session.scalar(select(func.count()).select_from(Person).where(*inside)) or 0
        return count_told(call, one.first, one.last)
