"""jembatan agreement contact."""

from datetime import date

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry.contacts import KINDS, Office, change_office, earliest_change
from adapter.registry.flaws import told_to_operator


@click.command("contact")
@click.argument("code")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="For everything, outages, or data protection.")
@click.option("--unit", type=str.strip, required=True, help="The office; never a person's name.")
@click.option("--phone", type=str.strip, required=True)
@click.option("--email", type=str.strip, required=True)
@click.option("--from", "first_day", type=Day(), help="The first day (WIB); by default the earliest that is allowed.")
@decided_by
@pass_desk
def command(
    desk: Desk, code: str, kind: str, unit: str, phone: str, email: str, first_day: date | None, by: str
) -> None:
    """Keep a new office of one's own for the agreement CODE; the other party tells its own by perbaruiNarahubung."""
    agreement, now = desk.catalogue.agreement(code), system_clock()
    with writing(desk.engine) as session:
        earliest = earliest_change(session, agreement, now)
        office = Office(desk.catalogue.host, kind, unit, phone, email, first_day or earliest)
        with told_to_operator(f"{agreement.code}, earliest {earliest}"):
            change_office(session, agreement, office, by=by, now=now)
        details = {"kind": kind, "unit": unit, "phone": phone, "email": email, "first_day": office.first_day}
        record_act(session, desk.vault, "agreement contact", agreement.code, by, now, **details)
    click.echo(f"{agreement.code}: {kind} is {unit} from {office.first_day} on")
