"""jembatan agreement resume."""

from datetime import date

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.clock import system_clock, wib_date
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.holds import resume


@click.command("resume")
@click.argument("code")
@click.option("--from", "first_day", type=Day(), help="The first day (WIB) with exchange again; by default today.")
@reason_and_by
@pass_desk
def command(desk: Desk, code: str, first_day: date | None, reason: str, by: str) -> None:
    """Let the exchange under the agreement CODE go on after `suspend`."""
    agreement, now = load_agreements().agreement(code), system_clock()
    day = first_day or wib_date(now)
    with writing(desk.engine) as session:
        resume(session, agreement, first_day=day, reason=reason, by=by, now=now)
        record_act(session, desk.vault, "agreement resume", code, by, now, first_day=day, reason=reason)
    click.echo(f"{code}: the exchange goes on from {day} on, by {by}")
