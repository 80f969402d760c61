"""jembatan journal seal."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.clock import system_clock
from adapter.journal.sealer import Sealer
from adapter.security import load_signer


@click.command("seal")
@pass_desk
def command(desk: Desk) -> None:
    """Seal what has no seal yet, now. The server does the same by itself every few seconds."""
    settings = desk.settings
    signer = load_signer(settings.server_key, settings.server_certificate)
    sealed = Sealer(desk.engine, signer, system_clock, settings.anchor).seal()
    click.echo(f"{settings.masked_database_url}: {sealed} entries sealed; anchor: {settings.anchor or 'none'}")
