"""jembatan agreement extend."""

from datetime import date

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.clock import system_clock
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.proposals import accept_extension
from adapter.registry.store import record_extension


@click.command("extend")
@click.argument("code")
@click.option("--number", type=str.strip, metavar="TEXT", required=True, help="The extension's own number.")
@click.option("--from", "first_day", type=Day(), required=True, help="Its first day (WIB).")
@click.option("--until", "last_day", type=Day(), required=True, help="Its last day (WIB), inclusive.")
@click.option("--note", help="What an auditor should know, such as: an example.")
@click.option("--request", metavar="PGJ-N", help="The proposal that it answers; see `show`.")
@pass_desk
def command(
    desk: Desk, code: str, number: str, first_day: date, last_day: date, note: str | None, request: str | None
) -> None:
    """Record a signed extension (perpanjangan) of the agreement CODE."""
    agreement, now = load_agreements().agreement(code), system_clock()
    with writing(desk.engine) as session:
        record_extension(session, agreement, number=number, first_day=first_day, last_day=last_day, note=note, now=now)
        if request is not None:
            accept_extension(session, agreement, request, number, now)
    click.echo(f"{agreement.code}: extended by {number}, {first_day} to {last_day}")
