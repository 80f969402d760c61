"""Writes people, and with each change the mutations that partners are told of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from adapter.errors import OperatorError
from adapter.records import mutations
from adapter.records.digests import mark_stale
from adapter.records.models import PERSON_STORE, Family, Person
from adapter.records.mutations import Change, changes_between, departure
from adapter.records.people import by_nips, families_of, person_columns, record_of, sealed_family
from adapter.records.record import FamilyMember, Record
from adapter.records.vault import Vault

Outcome = Literal["new", "changed", "unchanged"]


@dataclass(slots=True)
class Writer:
    """Saves records within one transaction; `finish` numbers the mutations and must come last in it."""

    session: Session
    vault: Vault
    now: datetime
    _touched: list[Person] = field(default_factory=list)
    _changes: list[tuple[Person, Change]] = field(default_factory=list)
    _new_families: list[tuple[Person, tuple[FamilyMember, ...]]] = field(default_factory=list)
    _written: list[bytes] = field(default_factory=list)

    def save(self, records: Sequence[Record]) -> list[Outcome]:
        """Store each record under its NIP, and say what it was. A record whose family is None leaves that as it is."""
        standing = by_nips(self.session, self.vault, [record.identity.nip for record in records], lock=True)
        known = [standing[record.identity.nip] for record in records if record.identity.nip in standing]
        families = families_of(self.session, known, self.vault)
        return [self._save(record, standing.get(record.identity.nip), families) for record in records]

    def _save(self, record: Record, person: Person | None, families: dict[int, tuple[FamilyMember, ...]]) -> Outcome:
        if person is None:
            self._insert(record)
            return "new"
        family = families[person.id]
        before = record_of(person, self.vault, family)
        after = Record(record.identity, record.job, family if record.family is None else record.family)
        if before == after:
            return "unchanged"
        for name, value in person_columns(after, self.vault).items():
            setattr(person, name, value)
        self._touched.append(person)
        if before.family != after.family:
            self._put_family(person, after.family or ())
        self._note(person, before, after)
        return "changed"

    def _insert(self, record: Record) -> None:
        person = Person(**person_columns(record, self.vault), restricted=False, updated_at=self.now)
        self.session.add(person)
        self._touched.append(person)
        if record.family:
            self._new_families.append((person, record.family))
        self._note(person, None, record)

    def _put_family(self, person: Person, family: tuple[FamilyMember, ...]) -> None:
        row = self.session.get(Family, person.id)
        if family:
            row = row or Family(person_id=person.id)
            row.members = sealed_family(family, person.nip_index, self.vault)
            self.session.add(row)
        elif row is not None:
            self.session.delete(row)

    def _note(self, person: Person, before: Record | None, after: Record) -> None:
        self._written.append(person.nip_index)
        # While processing is stopped nothing is told; lifting the restriction tells the whole record.
        if not person.restricted:
            self._changes += [(person, change) for change in changes_between(before, after, self.now)]

    def restrict(self, nip: str, *, restricted: bool) -> None:
        """Stop or resume the exchange of a person's data (UU 27/2022 Pasal 40-41). Raises OperatorError for nobody.

        What changed in between was told to nobody: resuming puts the whole record into the feed as new, or as gone.
        """
        person = by_nips(self.session, self.vault, [nip], lock=True).get(nip)
        if person is None:
            raise OperatorError("nobody has this NIP: nothing was changed; check the number")
        if person.restricted and not restricted:
            person.restricted = False
            self._touched.append(person)
            family = families_of(self.session, [person], self.vault)[person.id]
            self._resume(person, record_of(person, self.vault, family))
        person.restricted = restricted

    def _resume(self, person: Person, record: Record) -> None:
        if record.job.in_records:
            self._note(person, None, record)
        else:
            # Who left or died meanwhile would stand with the partner for ever.
            self._changes.append((person, departure(record, self.now)))

    def finish(self) -> None:
        """Write what is still open and number the mutations. Takes the feed's lock, which the commit releases."""
        if self._touched:
            instant = mutations.take_instant(self.session, self.now)
            for person in self._touched:
                person.updated_at = instant
            self._touched.clear()
        self.session.flush()  # gives the new people their ids, all in one statement
        for person, family in self._new_families:
            self._put_family(person, family)
        self._new_families.clear()
        mutations.append(self.session, [(person.id, change) for person, change in self._changes], self.now)
        self._changes.clear()
        mark_stale(self.session, PERSON_STORE, self._written)
        self._written.clear()
