"""jembatan partner resume."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.clock import system_clock
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.suspensions import resume


@click.command("resume")
@click.argument("target", metavar="AGREEMENT|THUMBPRINT")
@reason_and_by
@pass_desk
def command(desk: Desk, target: str, reason: str, by: str) -> None:
    """Lift a suspension, named as it was for `suspend`. One of the agreement and one of a certificate are two."""
    with writing(desk.engine) as session:
        name = resume(session, load_agreements(), target, reason=reason, by=by, now=system_clock())
    click.echo(f"{name}: resumed by {by}")
