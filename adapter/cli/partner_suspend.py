"""jembatan partner suspend."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.clock import system_clock
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.suspensions import suspend


@click.command("suspend")
@click.argument("target", metavar="AGREEMENT|THUMBPRINT")
@reason_and_by
@pass_desk
def command(desk: Desk, target: str, reason: str, by: str) -> None:
    """Stop whoever signs for an agreement, or with one certificate, from the next call on; `resume` lifts it.

    Of the THUMBPRINT (SHA-256) of a certificate or authority in `list`, 8 hexadecimal digits are enough. To stop a
    single certificate of a trusted authority, give all 64.
    """
    with writing(desk.engine) as session:
        name = suspend(session, load_agreements(), target, reason=reason, by=by, now=system_clock())
    click.echo(f"{name}: suspended by {by}")
