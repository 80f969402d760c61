"""Messages as they stand on the wire: a frozen value written as an element, and an element read back as the value.

Compiled once for each message class from its declaration. In the lexical forms, namespaces and prefixes in which spyne
writes its models, and a page of 1 000 employees in a fifteenth of spyne's time, a twentieth of zeep's: either looks up
the same settings again for each of its 50 000 elements.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from lxml import etree

from adapter.agreements.fields import Member, members
from adapter.agreements.lexical import SPACE, collapsed, read_date, read_instant, read_integer
from adapter.agreements.types import SHARED_NAMESPACE, SimpleType

Message = TypeVar("Message")
Text = Callable[[Any], str]
Read = Callable[[etree._Element], Any]
Instant = Callable[[str], datetime]

SHARED_PREFIX = "pks"
_OWN_PREFIX = "tns"
_NIL = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'


def write(value: object, name: str, namespace: str, *, complete: bool = False) -> etree._Element:
    """The element `name` of a service's `namespace`, with the message `value` in it.

    Raises ValueError for what has no form in XML: a control character, an instant without a zone, a value of another
    type. With `complete`, also where an element that must stand is None, or a list too short or too long. Not checked:
    patterns, lengths and bounds.
    """
    prefixes = {_OWN_PREFIX: namespace, SHARED_PREFIX: SHARED_NAMESPACE}
    declared = " ".join(f'xmlns:{prefix}="{_attribute(space)}"' for prefix, space in prefixes.items())
    message: type = type(value)
    content = _content(message, namespace, complete)(value)
    tag = f"{_OWN_PREFIX}:{name}"
    # As text, and parsed at once: a third of what it takes element by element.
    try:
        return etree.fromstring(f"<{tag} {declared}>{content}</{tag}>")
    except (etree.XMLSyntaxError, UnicodeError):
        # Its own text quotes the message.
        raise ValueError(f"{name}: a character that XML does not have") from None


def read(message: type[Message], element: etree._Element, namespace: str, instant: Instant = read_instant) -> Message:
    """The value of class `message` in an element of a service's `namespace`, whatever the element's own name.

    `instant` reads an xs:dateTime. Raises ValueError for an element that is not declared or not there, and for a day or
    an instant that Python has not. The rest of the contract must have been checked, order and number too.
    """
    kind: type = message
    try:
        value: Message = _reader(kind, namespace, instant)(element)
    except (KeyError, TypeError):
        raise ValueError(f"{etree.QName(element).localname} has not the elements of its type") from None
    return value


@cache
def _content(message: type, namespace: str, complete: bool) -> Text:  # noqa: FBT001 - cached by position
    """What writes the elements inside of a message's own."""
    prefix = SHARED_PREFIX if _space(message, namespace) == SHARED_NAMESPACE else _OWN_PREFIX
    if _space(message, namespace) not in (namespace, SHARED_NAMESPACE):
        raise TypeError(f"{message.__name__} is in a third namespace")
    plan = [
        (attrgetter(member.name), _member(member, f"{prefix}:{member.name}", namespace, complete))
        for member in members(message)
    ]
    return lambda value: "".join([write(field(value)) for field, write in plan])


def _member(member: Member, tag: str, namespace: str, complete: bool) -> Text:  # noqa: FBT001 - as above
    kind = member.type
    text, wanted = (
        _TEXTS[kind.base] if isinstance(kind, SimpleType) else (_content(kind, namespace, complete), kind.__name__)
    )
    start, end = f"<{tag}>", f"</{tag}>"
    # What must stand, and an adendum has taken out.
    absent = f"<{tag} {_NIL}/>" if member.least else ""

    def one(value: Any) -> str:  # noqa: ANN401 - any value of a message
        if value is None:
            if complete and absent:
                raise ValueError(f"{member.name} must be given")
            return absent
        try:
            return f"{start}{text(value)}{end}"
        except (AttributeError, TypeError, ArithmeticError):
            raise ValueError(f"{member.name} must be {wanted}") from None

    def many(values: Any) -> str:  # noqa: ANN401 - a tuple of them
        if not isinstance(values, (tuple, list)):
            raise ValueError(f"{member.name} must be a tuple")  # noqa: TRY004 - as whatever has no form
        if complete and not member.least <= len(values) <= member.most:
            raise ValueError(f"{member.name} stands {len(values)} times, not {member.least} to {member.most}")
        return "".join(map(one, values))

    return many if member.repeated else one


def _space(message: type, namespace: str) -> str:
    space: str = getattr(message, "NAMESPACE", namespace)
    return space


def _escaped(text: str) -> str:
    # A carriage return as it is would be read as a line feed.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")


def _instant(value: datetime) -> str:
    if value.utcoffset() is None:
        raise TypeError("an instant without a zone is none")
    return value.isoformat()


def _day(value: date) -> str:
    # A datetime is a date too, and counts as its day.
    return date.isoformat(value)[:10]


def _integer(value: int) -> str:
    if not isinstance(value, int):
        raise TypeError("no integer")
    return str(int(value))


# Each with what its value must be.
_TEXTS: dict[str, tuple[Text, str]] = {
    "string": (_escaped, "a str"),
    "token": (_escaped, "a str"),
    "gYear": (_escaped, "a str"),
    "date": (_day, "a date"),
    "dateTime": (_instant, "a datetime with a time zone"),
    "boolean": (lambda value: "true" if value else "false", "a bool"),
    "integer": (_integer, "an int"),
}


@cache
def _reader(message: type, namespace: str, instant: Instant) -> Read:
    space = _space(message, namespace)
    plan = {
        f"{{{space}}}{member.name}": (member.name, member.repeated, _value(member, namespace, instant))
        for member in members(message)
    }
    lists = [member.name for member in members(message) if member.repeated]

    def read_one(element: etree._Element) -> Any:  # noqa: ANN401 - of class `message`
        values: dict[str, Any] = {name: [] for name in lists}
        for child in element:
            name, repeated, value = plan[child.tag]  # type: ignore[index] # no comment, no instruction: adapter.security
            if repeated:
                values[name].append(value(child))
            else:
                values[name] = value(child)
        for name in lists:
            values[name] = tuple(values[name])
        return message(**values)

    return read_one


def _value(member: Member, namespace: str, instant: Instant) -> Read:
    if not isinstance(member.type, SimpleType):
        return _reader(member.type, namespace, instant)
    if member.type.base == "string":
        return lambda element: element.text or ""
    value = _VALUES.get(member.type.base, instant)
    return lambda element: value((element.text or "").strip(SPACE))


_VALUES: dict[str, Callable[[str], Any]] = {
    "token": collapsed,
    "gYear": collapsed,
    "date": read_date,
    "boolean": lambda text: text in ("true", "1"),
    "integer": read_integer,
}
