"""jembatan agreement team list."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.records.database import reading
from adapter.registry.team import members_of


@click.command("list")
@click.argument("code")
@pass_desk
def command(desk: Desk, code: str) -> None:
    """Show who is or was in the technical team of the agreement CODE."""
    with reading(desk.engine) as session:
        members = members_of(session, desk.catalogue.agreement(code))
    rows = [
        (one.member, one.side.value, one.role, one.decision, str(one.first_day), str(one.last_day or ""))
        for one in members
    ]
    print_table(("id", "side", "role", "decision", "first day", "last day"), rows)
