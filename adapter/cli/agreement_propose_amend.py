"""jembatan agreement propose-amend."""

from datetime import date

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.element_changes import changes_of, counted, element_changes, told
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry.addenda import Proposal, propose
from adapter.registry.flaws import told_to_operator


@click.command("propose-amend")
@click.argument("code")
@click.option("--number", type=str.strip, metavar="TEXT", required=True, help="The addendum's own number.")
@click.option("--signed", type=Day(), required=True, help="The day of its signature.")
@click.option("--from", "first_day", type=Day(), help="The day (WIB) from which it counts; else that of its signature.")
@click.option("--team-member", type=str.strip, metavar="ID", help="Who of one's own technical team stands for it.")
@element_changes
@decided_by
@pass_desk
def command(
    desk: Desk,
    /,
    code: str,
    number: str,
    signed: date,
    first_day: date | None,
    team_member: str | None,
    by: str,
    **named: tuple[str, ...],
) -> None:
    """Propose an addendum (adendum); it changes nothing until the other party approves it (setujuiAdendum)."""
    agreement, now = desk.catalogue.agreement(code), system_clock()
    proposal = Proposal(number, signed, first_day, changes_of(**named), team_member)
    with writing(desk.engine) as session, told_to_operator(f"addendum {number}"):
        row = propose(session, agreement, desk.catalogue.host, proposal, by=by, now=now)
        details = {"number": number, "first_day": row.first_day, "changes": told(proposal.changes)}
        record_act(session, desk.vault, "agreement propose-amend", agreement.code, by, now, **details)
        first = row.first_day
    elements = counted(len(proposal.changes))
    click.echo(f"{agreement.code}: {number} proposed, {elements} from {first} on; it awaits the other party's approval")
