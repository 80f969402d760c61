"""jembatan partner history."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import WIB
from adapter.records.database import reading
from adapter.registry.history import events


@click.command("history")
@pass_desk
def command(desk: Desk) -> None:
    """Show everything that decided who may sign, oldest first; times in WIB."""
    with reading(desk.engine) as session:
        found = events(session)
    rows = [
        (f"{one.at.astimezone(WIB):%Y-%m-%d %H:%M:%S}", one.what, one.agreement, one.thumbprint, one.by, one.note)
        for one in found
    ]
    print_table(("at", "what", "agreement", "SHA-256", "by", "note"), rows)
