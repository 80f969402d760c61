"""jembatan sync status."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.exchange import runs, set_aside
from adapter.records.database import reading
from clients.sync.agreements import CODES
from clients.sync.cli.report import heading


@click.command("status")
@pass_desk
def command(desk: Desk) -> None:
    """Tell each agreement's last run, why it is not at its end, and what is set aside."""
    with reading(desk.engine) as session:
        for code in CODES:
            run = runs.latest(session, code)
            click.echo(heading(run) if run is not None else f"{code}: no run yet")
            for line in (run.note or "").splitlines() if run is not None else ():
                click.echo(f"  {line}")
            if aside := set_aside.count(session, code):
                click.echo(f"  {aside} records are set aside")
