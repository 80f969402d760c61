"""What goes wrong in a command of sync, as one line and an exit status."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from clients.errors import ClientError, UnderMaintenance
from clients.sync.reasons import OTHER_AWAY, OTHER_RESTS, why

AWAY = 3
RESTS = 5
STATUS = {OTHER_AWAY: AWAY, OTHER_RESTS: RESTS}
"""By how the attempt ended, where the other party is the reason; else 1."""
LEFT_OVER = 4
"""Done, and something is left to people: records set aside, or differences."""


def exit_statuses(done: str, left: str, more: str = "") -> str:
    """What the help of a command says of them: 0 is `done`, LEFT_OVER `left`."""
    away = "3 the other party or the database is away"
    return f"Exit status: 0 {done}; 1 failed; 2 wrong usage; {away}; 4 {left}; 5 the other party rests. {more}".strip()


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """A client's error as the command line tells errors; the adapter's own go on to where all commands' are told."""
    try:
        yield
    except ClientError as error:
        click.echo(f"jembatan: {' '.join(str(error).split())}", err=True)
        kind = OTHER_RESTS if isinstance(error, UnderMaintenance) else why(error)["kind"]
        raise SystemExit(STATUS.get(kind, 1)) from error
