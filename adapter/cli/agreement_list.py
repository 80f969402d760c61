"""jembatan agreement list."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import system_clock, wib_date
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements
from adapter.registry.standing import Standing
from adapter.registry.store import standing


@click.command("list")
@pass_desk
def command(desk: Desk) -> None:
    """Show how every agreement stands today (WIB)."""
    today = wib_date(system_clock())
    with reading(desk.engine) as session:
        rows = [_row(standing(session, agreement, today)) for agreement in load_agreements().agreements]
    print_table(("code", "number (BKN)", "status", "first day", "last day", "extensions", "elements"), rows)


def _row(held: Standing) -> tuple[str, ...]:
    return (
        held.agreement.code,
        held.agreement.bkn.number,
        held.status,
        str(held.first_day),
        str(held.last_day),
        "; ".join(f"{one.number}, {one.first_day} to {one.last_day}" for one in held.extensions),
        held.version,
    )
