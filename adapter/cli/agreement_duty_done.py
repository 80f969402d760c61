"""jembatan agreement duty-done."""

from datetime import date

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import decided_by
from adapter.clock import system_clock, wib_date
from adapter.duties.known import record_done
from adapter.journal.acts import record_act
from adapter.records.database import writing


@click.command("duty-done")
@click.argument("code")
@click.argument("duty")
@click.argument("period")
@click.option("--evidence", type=str.strip, required=True, help="How anybody can see it: a letter's number, say.")
@click.option("--on", "done_on", type=Day(), help="The day (WIB) on which it was done; by default today.")
@decided_by
@pass_desk
def command(desk: Desk, code: str, duty: str, period: str, evidence: str, done_on: date | None, by: str) -> None:
    """Record that a DUTY of the agreement CODE was carried out off-line for a PERIOD; names as in `duties`."""
    agreement, now = desk.catalogue.agreement(code), system_clock()
    on = done_on or wib_date(now)
    with writing(desk.engine) as session:
        item = record_done(session, agreement, duty, period, on=on, evidence=evidence, by=by, now=now)
        record_act(
            session, desk.vault, "agreement duty-done", code, by, now,
            duty=duty, period=period, on=on, evidence=evidence,
        )  # fmt: skip
    click.echo(f"{code} {duty} {period}: {item.state.value}, done on {on}")
