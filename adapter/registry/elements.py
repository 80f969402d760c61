"""Only effective elements pass: the check of what is asked and sent in, and the last cut before anything leaves."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from adapter.agreements.terms import ElementList, Side
from adapter.errors import ElementNotAllowed, ElementWithdrawn
from adapter.registry.standing import Standing

Effective = Mapping[type, frozenset[str]]


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
    """Refuse a message whose records carry elements that are not in force. Raises as `require_elements`."""
    for listed in standing.agreement.element_lists:
        if listed.giver is sender:
            sent = {name for record in _records(message, listed.record) for name in _filled(record)}
            require_elements(standing, listed, frozenset(sent))


def restrict(value: Any, effective: Effective) -> Any:  # noqa: ANN401 - any message, the same type comes back
    """Return `value` with every element that may not leave taken out, at any depth.

    A record type that is in no list passes whole; a listed one keeps only the names in `effective`.
    """
    if isinstance(value, tuple):
        return tuple(restrict(item, effective) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    allowed = effective.get(type(value))
    changes: dict[str, Any] = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if allowed is not None and field.name not in allowed:
            new: Any = () if isinstance(old, tuple) else None
        else:
            new = restrict(old, effective)
        if new is not old and new != old:
            changes[field.name] = new
    return replace(value, **changes) if changes else value


def _records(value: object, record: type) -> list[Any]:
    if isinstance(value, record):
        return [value]
    if isinstance(value, tuple):
        return [found for item in value for found in _records(item, record)]
    if is_dataclass(value):
        return [found for field in fields(value) for found in _records(getattr(value, field.name), record)]
    return []


def _filled(record: Any) -> list[str]:  # noqa: ANN401 - any record
    return [field.name for field in fields(record) if getattr(record, field.name) not in (None, ())]
