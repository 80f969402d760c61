"""jembatan journal subject."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.journal_accesses import TITLES, shown
from adapter.cli.table import print_table
from adapter.cli.who import reason_and_by
from adapter.cli.wording import require_words
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.journal.usage import of_person
from adapter.records.database import writing

_LENGTHS = (9, 16, 18)


@click.command("subject")
@click.argument("number", metavar="NIP|NIK")
@reason_and_by
@pass_desk
def command(desk: Desk, number: str, reason: str, by: str) -> None:
    """Show who has seen one person's data, under any agreement (UU 27/2022 Pasal 32). That you asked is journalled."""
    if not (number.isascii() and number.isdigit()) or len(number) not in _LENGTHS:
        raise OperatorError("neither a NIP (18 digits, or the old 9) nor a NIK (16 digits)")
    require_words("--reason", reason, 250)
    name, now = masked(number), system_clock()
    with writing(desk.engine) as session:
        rows = of_person(session, desk.vault, number)
        record_act(session, desk.vault, "journal subject", None, by, now, subject=name, reason=reason)
    print_table(TITLES, map(shown, rows))
    click.echo(f"{name}: {len(rows)} accesses", err=True)


def masked(number: str) -> str:
    """The first and the last four digits, as logs may have it: 3578********0001."""
    return (
        f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}" if len(number) > _LENGTHS[0] else f"{number[:2]}*******"
    )
