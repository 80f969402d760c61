"""jembatan agreement kahar-end."""

from datetime import date

import click

from adapter.agreements.terms import Side
from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.clock import system_clock, wib_date
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry import force_majeure
from adapter.registry.catalogue import load_agreements
from adapter.registry.objections import operator_error


@click.command("kahar-end")
@click.argument("code")
@click.argument("number", metavar="KHR-N")
@click.option("--on", "ended_on", type=Day(), help="Its last day (WIB); by default today.")
@reason_and_by
@pass_desk
def command(desk: Desk, code: str, number: str, ended_on: date | None, reason: str, by: str) -> None:
    """Record that BKN's own keadaan kahar is over; duties and exchange go on at once."""
    agreement, now = load_agreements().agreement(code), system_clock()
    day = ended_on or wib_date(now)
    with writing(desk.engine) as session:
        row = force_majeure.find(session, agreement, number)
        found = force_majeure.end_objections(row, Side.BKN, day, wib_date(now))
        if row is None or found:
            raise operator_error(f"{code}: {number}", found)
        force_majeure.end(row, day, now)
        record_act(session, desk.vault, "agreement kahar-end", code, by, now, number=number, on=day, reason=reason)
    click.echo(f"{code}: {number} ended on {day}")
