"""jembatan seed."""

import click

from adapter.cli.desk import Desk, pass_desk, progress_bar
from adapter.clock import system_clock
from adapter.records.synthetic import populate


@click.command("seed")
@click.option("--count", type=click.IntRange(min=1), default=1000, show_default=True, help="People.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same people.")
@pass_desk
def command(desk: Desk, count: int, seed: int) -> None:
    """Fill the database with invented people; none of them is real. Refused where there are others."""
    engine, vault = desk.engine, desk.vault
    with progress_bar("people", count) as progress:
        added = populate(engine, vault, count, seed, now=system_clock(), progress=progress)
    click.echo(f"{desk.settings.masked_database_url}: {added} invented people added, {count - added} were there")
