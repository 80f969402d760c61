"""jembatan agreement suspend."""

from datetime import date

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.clock import system_clock, wib_date
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.holds import suspend


@click.command("suspend")
@click.argument("code")
@click.option("--from", "first_day", type=Day(), help="The first day (WIB) without exchange; by default today.")
@reason_and_by
@pass_desk
def command(desk: Desk, code: str, first_day: date | None, reason: str, by: str) -> None:
    """Let the exchange under the agreement CODE rest; `resume` lifts it. The partner reads the reason.

    Notices, reports and closing duties go on. To stop whoever signs, see `jembatan partner suspend`.
    """
    agreement, now = load_agreements().agreement(code), system_clock()
    day = first_day or wib_date(now)
    with writing(desk.engine) as session:
        suspend(session, agreement, first_day=day, reason=reason, by=by, now=now)
        record_act(session, desk.vault, "agreement suspend", code, by, now, first_day=day, reason=reason)
    click.echo(f"{code}: the exchange rests from {day} on, by {by}")
