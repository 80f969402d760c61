"""jembatan agreement team add."""

from datetime import date

import click

from adapter.agreements.terms import Side
from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry.team import ROLES, Member, add_member

_SIDES = [side.value for side in Side]


@click.command("add")
@click.argument("code")
@click.argument("member", metavar="ID")
@click.option("--side", type=click.Choice(_SIDES), required=True, help="Whose member it is.")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--decision", type=str.strip, metavar="TEXT", required=True, help="The number of the Keputusan.")
@click.option("--from", "first_day", type=Day(), required=True, help="The first day (WIB) in the team.")
@click.option("--until", "last_day", type=Day(), help="The last day (WIB) in the team, inclusive.")
@decided_by
@pass_desk
def command(desk: Desk, /, code: str, member: str, side: str, role: str, decision: str, by: str, **days: date) -> None:
    """Record a member of the technical team of the agreement CODE; ID is an office or a post, such as DIT-PDPIK-2."""
    agreement, now = desk.catalogue.agreement(code), system_clock()
    known = Member(member, Side(side), role, decision, days["first_day"], days.get("last_day"))
    with writing(desk.engine) as session:
        add_member(session, agreement, known, by=by, now=now)
        details = {"member": member, "side": side, "role": role, "decision": decision}
        record_act(session, desk.vault, "agreement team add", agreement.code, by, now, **details)
    click.echo(f"{agreement.code}: {member} is {role} for {side} from {known.first_day} on")
