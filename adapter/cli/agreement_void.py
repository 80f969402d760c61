"""jembatan agreement void."""

from datetime import date

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.clock import system_clock
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.holds import void


@click.command("void")
@click.argument("code")
@click.option("--from", "first_day", type=Day(), required=True, help="The first day (WIB) on which it is void.")
@reason_and_by
@pass_desk
def command(desk: Desk, code: str, first_day: date, reason: str, by: str) -> None:
    """Record that law or policy has made the agreement CODE void (batal demi hukum). It is not undone.

    Only an agreement that replaces it, recorded by `extend` afterwards, brings the exchange back.
    """
    agreement, now = load_agreements().agreement(code), system_clock()
    with writing(desk.engine) as session:
        void(session, agreement, first_day=first_day, reason=reason, by=by, now=now)
        record_act(session, desk.vault, "agreement void", code, by, now, first_day=first_day, reason=reason)
    click.echo(f"{code}: void from {first_day} on, by {by}")
