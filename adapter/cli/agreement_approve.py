"""jembatan agreement approve."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry.addenda import approve
from adapter.registry.flaws import told_to_operator


@click.command("approve")
@click.argument("code")
@click.argument("number")
@click.option("--team-member", type=str.strip, metavar="ID", help="Who of one's own technical team approves it.")
@decided_by
@pass_desk
def command(desk: Desk, code: str, number: str, team_member: str | None, by: str) -> None:
    """Approve the addendum NUMBER that the other party of the agreement CODE has proposed (see `pending`)."""
    agreement, now = desk.catalogue.agreement(code), system_clock()
    with writing(desk.engine) as session, told_to_operator(f"addendum {number}"):
        first_day = approve(session, agreement, desk.catalogue.host, number, team_member=team_member, by=by, now=now)
        details = {"number": number, "first_day": first_day, "team_member": team_member}
        record_act(session, desk.vault, "agreement approve", agreement.code, by, now, **details)
    click.echo(f"{agreement.code}: {number} approved by {by}; it counts from {first_day} on")
