"""jembatan bpum doubtful."""

import click

from adapter.agreements.bpum.coordination import doubtful, nik_of, number_of, statements, status_of
from adapter.agreements.bpum.findings import masked
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.records.database import reading


@click.command("doubtful")
@click.argument("number")
@pass_desk
def command(desk: Desk, number: str) -> None:
    """Show the doubtful results of list NUMBER, and what each party says of them."""
    vault = desk.vault
    with reading(desk.engine) as session:
        items = doubtful(session, number)
        said = {one.id: ", ".join(f"{s.side}: {s.view}" for s in statements(session, [one.id])) for one in items}
        rows = [[number_of(one), masked(nik_of(vault, one)), status_of(one), said[one.id]] for one in items]
    print_table(["item", "NIK", "state", "said"], rows)
