"""People page by page, in the order in which they were last changed.

Who changes while a partner pulls moves behind the cursor's place and comes (again) on a later page: nobody is
missed. The counts are taken once, on the first page, and travel in the cursor.
"""

import base64
import binascii
import struct
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, tuple_
from sqlalchemy.orm import Session

from adapter.errors import JembatanError
from adapter.records.base import Instant, RowId
from adapter.records.models import Person
from adapter.records.people import in_records
from adapter.records.vault import Vault

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAYOUT = struct.Struct(">QQII")  # microseconds, id, total, restricted
_MAC_BYTES = 6  # 24 + 6 bytes are 40 letters in base 64, which is all that kursor may have


FILTERS: dict[str, ColumnElement[str | None]] = {
    "work_agency": Person.work_agency.expression,
    "province": func.substr(Person.location_code, 1, 2),
    "grade": Person.grade.expression,
    "post_kind": Person.post_kind.expression,
}
"""What a scope may be narrowed by."""


class BadCursor(JembatanError):
    """The cursor was not given out here, or for another request."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a pull is about: kinds of people, perhaps only those changed at or after an instant.

    `among` narrows further: each of its pairs is a name of FILTERS, and the values that will do.
    """

    kinds: tuple[str, ...]
    since: datetime | None = None
    among: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def condition(self) -> ColumnElement[bool]:
        """As a condition on person; restricted people are inside."""
        chosen = [FILTERS[name].in_(values) for name, values in self.among]
        inside = and_(Person.kind.in_(self.kinds), in_records(), *chosen)
        return inside if self.since is None else and_(inside, Person.updated_at >= self.since)


@dataclass(frozen=True, slots=True)
class Page:
    """One page, the counts of the whole pull, and the cursor of the next page unless this is the last.

    `restricted` leaves out what narrows the scope further (`among`).
    """

    people: tuple[Person, ...]
    total: int
    restricted: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    updated_at: datetime
    row_id: int
    total: int
    restricted: int


def page_of(session: Session, vault: Vault, scope: Scope, cursor: str | None, size: int) -> Page:
    """The page after `cursor`, the first without one; restricted people are only counted. Raises BadCursor."""
    place = _read(cursor, scope, vault) if cursor is not None else _start(session, scope)
    found = list(session.scalars(_after(place, scope).limit(size + 1)))
    people = tuple(found[:size])
    following = None
    if len(found) > size:
        last = people[-1]
        following = _write(_Place(last.updated_at, last.id, place.total, place.restricted), scope, vault)
    return Page(people, place.total, place.restricted, following)


def _start(session: Session, scope: Scope) -> _Place:
    statement = select(Person.restricted, func.count()).group_by(Person.restricted)
    counts = dict(session.execute(statement.where(scope.condition)).all())
    restricted = counts.get(True, 0)
    if scope.among:
        # Filter by filter, the number would tell where somebody restricted works, and in which grade.
        everybody = session.execute(statement.where(replace(scope, among=()).condition)).all()
        restricted = dict(everybody).get(True, 0)
    return _Place(_EPOCH, 0, counts.get(False, 0), restricted)


def _after(place: _Place, scope: Scope) -> Select[Person]:
    beyond = tuple_(Person.updated_at, Person.id) > tuple_(
        literal(place.updated_at, Instant()), literal(place.row_id, RowId)
    )
    return (
        select(Person)
        .where(scope.condition, Person.restricted.is_(False), beyond)
        .order_by(Person.updated_at, Person.id)
    )


def _write(place: _Place, scope: Scope, vault: Vault) -> str:
    microseconds = (place.updated_at - _EPOCH) // timedelta(microseconds=1)
    packed = _LAYOUT.pack(microseconds, place.row_id, place.total, place.restricted)
    return base64.urlsafe_b64encode(packed + _mac(packed, scope, vault)).decode()


def _read(cursor: str, scope: Scope, vault: Vault) -> _Place:
    try:
        raw = base64.b64decode(cursor, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadCursor("this is no cursor") from None
    packed, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    # Bound to the scope: a cursor carried over to another question would skip people silently.
    if len(packed) != _LAYOUT.size or mac != _mac(packed, scope, vault):
        raise BadCursor("this cursor belongs to another request")
    microseconds, row_id, total, restricted = _LAYOUT.unpack(packed)
    return _Place(_EPOCH + timedelta(microseconds=microseconds), row_id, total, restricted)


def _mac(packed: bytes, scope: Scope, vault: Vault) -> bytes:
    since = scope.since.astimezone(UTC).isoformat() if scope.since is not None else ""
    among = repr(sorted((name, sorted(values)) for name, values in scope.among)) if scope.among else ""
    return vault.index("kursor", f"{packed.hex()} {' '.join(sorted(scope.kinds))} {since}{among}")[:_MAC_BYTES]
