"""Only effective elements pass: the check of what is asked and sent in, and the last cut before anything leaves."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from operator import is_not
from typing import Any

from adapter.agreements.fields import classes_in, members
from adapter.agreements.operation import Operation
from adapter.agreements.terms import ElementList, OperationClass, Right, Side
from adapter.errors import ContractViolation, ElementNotAllowed, ElementWithdrawn, Problem
from adapter.registry.standing import Standing

Effective = Mapping[type, frozenset[str]]


def require_version(
    standing: Standing, version: str, right: Right, operation: Operation, names: AbstractSet[str]
) -> None:
    """Refuse a version of the lists that no longer serves for this operation, which asks for `names` (none: for all).

    Across a withdrawal no older version does, where the request would obtain what it no longer can: somebody who does
    not know of it must not take a missing element for an empty one. Where adenda only added, an older version does for
    the overlap (domain: 2.6). Raises ElementWithdrawn, or ElementNotAllowed where the version is unknown or too old.
    """
    if version not in standing.versions:
        raise ElementNotAllowed((f"versiElemen (yang berlaku {standing.version})",))
    missed = frozenset[str]().union(*(standing.lost_since(version, one) for one in carried(standing, operation)))
    if missed := (missed & names if names else missed):
        raise ElementWithdrawn(tuple(sorted(missed)))
    replaced = standing.replaced_on(version)
    # Whoever asks for the current version, or owes a report, need not know it yet.
    if replaced is None or right.operation_class is not OperationClass.EXCHANGE:
        return
    last_day = replaced + timedelta(days=standing.agreement.amendment.overlap_days)
    if standing.day > last_day:
        raise ElementNotAllowed((f"versiElemen {version} sesudah {last_day} (yang berlaku {standing.version})",))


def carried(standing: Standing, operation: Operation) -> tuple[ElementList, ...]:
    """The agreement's lists whose records can stand in the operation's answer."""
    inside = classes_in(operation.answer)
    return tuple(listed for listed in standing.agreement.element_lists if listed.record in inside)


def require_repeatable(standing: Standing, operation: Operation, answered_at: datetime) -> None:
    """Refuse to give an answer again from whose lists something has been taken out since. Raises ElementWithdrawn.

    By the clock, not by the versions' names: what was recorded meanwhile may have changed both.
    """
    lost = frozenset[str]().union(*(standing.lost_after(answered_at, one) for one in carried(standing, operation)))
    if lost:
        raise ElementWithdrawn(tuple(sorted(lost)))


def require_elements(standing: Standing, listed: ElementList, names: frozenset[str]) -> None:
    """Refuse names outside of the effective list.

    Raises ElementWithdrawn where an adendum took them out, ElementNotAllowed where they were never in it.
    """
    outside = names - standing.effective[listed.record]
    withdrawn = outside & set(listed.elements)
    withdrawn |= {name for name in outside if standing.changed_by(listed.name, name)}
    if strangers := outside - withdrawn:
        raise ElementNotAllowed(tuple(sorted(strangers)))
    if withdrawn:
        raise ElementWithdrawn(tuple(sorted(withdrawn)))


def require_sent(standing: Standing, message: object, sender: Side) -> None:
    """Refuse a message whose records carry elements that are not in force, or lack what an adendum made mandatory.

    Raises as `require_elements`; and ContractViolation, with every element that is missing.
    """
    problems: list[Problem] = []
    for listed in standing.agreement.element_lists:
        if listed.giver is sender:
            records = list(_records(message, listed.record, f"/{_wire_name(message)}"))
            sent = {name for _, record in records for name in _filled(record)}
            require_elements(standing, listed, frozenset(sent))
            mandatory = standing.mandatory(listed)
            for path, record in records if mandatory else ():
                problems += [_missing(f"{path}/{name}") for name in sorted(mandatory.difference(_filled(record)))]
    if problems:
        raise ContractViolation(tuple(problems))


def restrict(value: Any, effective: Effective) -> Any:  # noqa: ANN401 - any message, the same type comes back
    """Return `value` with every element that may not leave taken out, at any depth.

    A record type that is in no list passes whole; a listed one keeps only the names in `effective`.
    """
    if isinstance(value, tuple):
        items = tuple(restrict(item, effective) for item in value)
        # The same one back: comparing a page with itself would take as long as cutting it.
        return items if any(map(is_not, items, value)) else value
    if not is_dataclass(value) or isinstance(value, type):
        return value
    names, inner = _shape(type(value))
    allowed = effective.get(type(value), names)
    changes: dict[str, Any] = {}
    for name in names - allowed:
        old = getattr(value, name)
        if old is not None and old != ():
            changes[name] = () if isinstance(old, tuple) else None
    for name in inner & allowed:
        old = getattr(value, name)
        if (new := restrict(old, effective)) is not old:
            changes[name] = new
    return replace(value, **changes) if changes else value


@cache
def _shape(message: type) -> tuple[frozenset[str], frozenset[str]]:
    """The names of a message's fields, and of those in which other messages can stand."""
    inner = {member.name for member in members(message) if isinstance(member.type, type)}
    return frozenset(member.name for member in members(message)), frozenset(inner)


def _records(value: object, record: type, path: str) -> Iterator[tuple[str, Any]]:
    """The records of that type at any depth, each with its path."""
    if isinstance(value, record):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from _records(item, record, f"{path}[{number}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _records(getattr(value, field.name), record, f"{path}/{field.name}")


def _filled(record: Any) -> list[str]:  # noqa: ANN401 - any record
    return [field.name for field in fields(record) if getattr(record, field.name) not in (None, ())]


def _missing(path: str) -> Problem:
    return Problem(path, "DATA_TIDAK_LENGKAP", "elemen ini wajib menurut adendum")


def _wire_name(request: object) -> str:
    name = type(request).__name__
    return name[0].lower() + name[1:]
