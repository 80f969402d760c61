"""jembatan incident close."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.cli.wording import require_words
from adapter.clock import system_clock
from adapter.journal.acts import record_act
from adapter.journal.incidents import close
from adapter.records.database import writing


@click.command("close")
@click.argument("number")
@reason_and_by
@pass_desk
def command(desk: Desk, number: str, reason: str, by: str) -> None:
    """Close an incident; it stays in the list."""
    require_words("--reason", reason, 250)
    now = system_clock()
    with writing(desk.engine) as session:
        incident = close(session, number, by=by, reason=reason, now=now)
        record_act(session, desk.vault, "incident close", incident.agreement, by, now, number=number, reason=reason)
    click.echo(f"{number}: closed by {by}")
