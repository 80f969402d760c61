"""The options by which a command names changes to element lists, and what they come to."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from adapter.errors import OperatorError
from adapter.registry.effective import ElementChange

_Command = TypeVar("_Command", bound=Callable[..., Any])
_OPTIONS = {
    "withdraw": "An element taken out; may be repeated.",
    "add": "An element put in; may be repeated.",
    "require": "An element that the partner must send from then on; may be repeated.",
    "relax": "An element that the partner may leave out again; may be repeated.",
}


def element_changes(command: _Command) -> _Command:
    """Give the command the options --withdraw, --add, --require and --relax."""
    for name, text in reversed(_OPTIONS.items()):
        command = click.option(f"--{name}", multiple=True, metavar="LIST.ELEMENT", help=text)(command)
    return command


def changes_of(
    *, withdraw: Iterable[str], add: Iterable[str], require: Iterable[str], relax: Iterable[str]
) -> tuple[ElementChange, ...]:
    """The changes that the options name. Raises OperatorError."""
    return (
        *(ElementChange("CABUT", *list_and_element(name)) for name in withdraw),
        *(ElementChange("TAMBAH", *list_and_element(name)) for name in add),
        *(ElementChange("UBAH", *list_and_element(name), mandatory=True) for name in require),
        *(ElementChange("UBAH", *list_and_element(name), mandatory=False) for name in relax),
    )


def list_and_element(name: str) -> tuple[str, str]:
    """LIST.ELEMENT, apart. Raises OperatorError."""
    element_list, dot, element = name.rpartition(".")
    if not dot:
        raise OperatorError(f"{name!r} is not LIST.ELEMENT, such as dataPegawai.nik")
    return element_list, element


def told(changes: Iterable[ElementChange]) -> list[str]:
    """The changes as the journal keeps them."""
    words = {True: " 1", False: " 0..1", None: ""}
    return [f"{one.kind} {one.element_list}.{one.element}{words[one.mandatory]}" for one in changes]


def counted(number: int) -> str:
    """A number of elements, in words."""
    return "1 element" if number == 1 else f"{number} elements"
