"""jembatan bpum feedback."""

import click

from adapter.agreements.bpum.feedback import difference, rows_of_difference
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.records.database import reading


@click.command("feedback")
@click.option("--rows", is_flag=True, help="Name the NIKs that differ, masked.")
@pass_desk
def command(desk: Desk, *, rows: bool) -> None:
    """Compare the data balikan received so far with the accesses in the journal (Pasal 3 ayat (2) huruf d)."""
    vault = desk.vault
    with reading(desk.engine) as session:
        found = difference(session)
        named = list(rows_of_difference(session, vault)) if rows else []
    click.echo(f"accessed {found.accessed}, returned {found.returned}")
    click.echo(f"missing {found.missing}, of them doubtful, which the ministry was not told of: {found.doubtful}")
    click.echo(f"never accessed {found.never_accessed}")
    if rows:
        print_table(["difference", "NIK"], named)
