"""jembatan lists run."""

import click

from adapter.cli.desk import Desk, pass_desk, progress_bar
from adapter.clock import system_clock
from adapter.exchange.worker import Done, Worker, try_again, waiting_rows
from adapter.records.database import reading, writing
from adapter.registry.catalogue import load_agreements


@click.command("run")
@click.option("--again", is_flag=True, help="Try the chunks again, too, that have failed too often.")
@pass_desk
def command(desk: Desk, *, again: bool) -> None:
    """Work through the lists that wait, until none is left; a second process, or the server, may work beside it."""
    engine, vault = desk.engine, desk.vault
    if again:
        with writing(engine) as session:
            click.echo(f"{try_again(session)} chunks have their turn again")
    with reading(engine) as session:
        waiting = waiting_rows(session)
    worker = Worker(engine, vault, system_clock, load_agreements().lists)
    rows = 0
    with progress_bar("rows", waiting) as progress:

        def tell(done: Done) -> None:
            nonlocal rows
            rows += done.rows
            progress(rows)

        worker.run(tell)
    click.echo(f"{rows} rows done")
