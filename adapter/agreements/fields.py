"""Reads the declaration of a message class back: its fields, their types, and how often each stands."""

from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from adapter.agreements.types import Element, SimpleType

_UNBOUNDED = float("inf")


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a message: its name, the type of one value (simple, or a message class), and how often it stands."""

    name: str
    type: SimpleType | type
    element: Element
    least: int
    most: float

    @property
    def repeated(self) -> bool:
        """Whether the field is a tuple."""
        return self.most > 1


def members(message: type) -> tuple[Member, ...]:
    """The fields of a message class, in order. Raises TypeError for a field that is not declared as types.py says."""
    return _members(message)


@cache
def classes_in(message: type) -> frozenset[type]:
    """The message class and every one that stands in it, at any depth."""
    inner = {member.type for member in members(message) if isinstance(member.type, type)}
    return frozenset({message}).union(*(classes_in(one) for one in inner))


@cache
def _members(message: type) -> tuple[Member, ...]:
    hints = get_type_hints(message, include_extras=True)
    return tuple(_member(message, field.name, hints[field.name]) for field in fields(message))


def _member(message: type, name: str, hint: Any) -> Member:  # noqa: ANN401 - an annotation
    core, *notes = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    element = next((note for note in notes if isinstance(note, Element)), None)
    simple = next((note for note in notes if isinstance(note, SimpleType)), None)
    if element is None:
        raise TypeError(f"{message.__name__}.{name} does not say what it is: annotate it with Element")
    if get_origin(core) is tuple:
        most = element.most if element.most is not None else _UNBOUNDED
        return Member(name, _value_type(get_args(core)[0], None), element, element.least, max(most, 2))
    optional = get_origin(core) in (Union, UnionType) and NoneType in get_args(core)
    inner = next(arg for arg in get_args(core) if arg is not NoneType) if optional else core
    required = not optional and _default_of(message, name) is MISSING
    return Member(name, _value_type(inner, simple), element, int(required), 1)


def _default_of(message: type, name: str) -> object:
    return next(field.default for field in fields(message) if field.name == name)


def _value_type(hint: Any, simple: SimpleType | None) -> SimpleType | type:  # noqa: ANN401 - an annotation
    if get_origin(hint) is Annotated:
        return next(note for note in get_args(hint)[1:] if isinstance(note, SimpleType))
    if simple is not None:
        return simple
    if isinstance(hint, type):
        return hint
    raise TypeError(f"{hint!r} is neither a simple type nor a message class")
