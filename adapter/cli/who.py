"""Who decided it, and why: asked by the commands whose reason somebody will want to know."""

import getpass
from collections.abc import Callable
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def reason_and_by(command: _Command) -> _Command:
    """Give the command the options --reason and --by."""
    command = decided_by(command)
    return click.option("--reason", type=str.strip, required=True, help="Why; an auditor will read it.")(command)


def decided_by(command: _Command) -> _Command:
    """Give the command the option --by alone, where what it records says why."""
    return click.option("--by", type=str.strip, default=login, help="Who decided it; by default, who is logged in.")(
        command
    )


def login() -> str:
    """Who is logged in; "" where nobody has a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""  # a container's user may have no name; then --by is asked for
