"""jembatan agreement pending."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.records.database import reading
from adapter.registry.addenda import awaiting
from adapter.registry.letters import asked_for, unanswered


@click.command("pending")
@pass_desk
def command(desk: Desk) -> None:
    """Show the addenda that await an approval (`approve`) and the letters that await an answer (`grant`)."""
    rows: list[tuple[str, ...]] = []
    with reading(desk.engine) as session:
        for agreement in desk.catalogue.agreements:
            for proposal in awaiting(session, agreement):
                changes = "; ".join(f"{one.kind} {one.element_list}.{one.element}" for one in proposal.changes)
                rows.append(
                    (agreement.code, "addendum", proposal.number, proposal.side, str(proposal.first_day), changes)
                )
            for letter in unanswered(session, agreement):
                wanted = "; ".join(".".join(element) for element in asked_for(letter))
                until = f"until {letter.wanted_until}" if letter.wanted_until else ""
                rows.append((agreement.code, "letter", letter.number, letter.side, until, wanted))
    print_table(("agreement", "what", "number", "from", "day", "elements"), rows)
