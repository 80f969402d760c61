"""jembatan check-config."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.clock import system_clock
from adapter.readiness import require


@click.command("check-config")
@pass_desk
def command(desk: Desk) -> None:
    """Check all that `serve` would check at its start, the port excepted."""
    for warning in require(desk.settings, system_clock()):
        click.echo(f"warning: {warning}", err=True)
    click.echo(f"ready to serve {desk.settings.public_url} with {desk.settings.masked_database_url}")
