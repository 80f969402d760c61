"""jembatan agreement amend."""

from datetime import date

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.element_changes import changes_of, counted, element_changes, told
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry.store import record_addendum


@click.command("amend")
@click.argument("code")
@click.option("--number", type=str.strip, metavar="TEXT", required=True, help="The addendum's own number.")
@click.option("--from", "first_day", type=Day(), required=True, help="The day (WIB) from which it counts.")
@element_changes
@click.option("--note", help="What an auditor should know.")
@decided_by
@pass_desk
def command(
    desk: Desk, /, code: str, number: str, first_day: date, note: str | None, by: str, **named: tuple[str, ...]
) -> None:
    """Record an addendum (adendum) to the element lists of the agreement CODE that both parties have signed.

    It counts from its day on, but never from before today: what has been given cannot be taken back.
    """
    agreement, now = desk.catalogue.agreement(code), system_clock()
    changes = changes_of(**named)
    with writing(desk.engine) as session:
        record_addendum(session, agreement, number=number, first_day=first_day, changes=changes, note=note, now=now)
        details = {"number": number, "first_day": first_day, "changes": told(changes), "note": note}
        record_act(session, desk.vault, "agreement amend", agreement.code, by, now, **details)
    click.echo(f"{agreement.code}: {number} changes {counted(len(changes))} from {first_day} on")
