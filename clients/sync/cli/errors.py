"""What goes wrong in a command of sync, as one line and an exit status."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from clients.errors import ClientError, NotReached

AWAY = 3
RESTS = 5
LEFT_OVER = 4
"""Done, and something is left to people: records set aside, or differences."""


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """A client's error as the command line tells errors; the adapter's own go on to where all commands' are told."""
    try:
        yield
    except ClientError as error:
        click.echo(f"jembatan: {error}", err=True)
        raise SystemExit(AWAY if isinstance(error, NotReached) else 1) from error
