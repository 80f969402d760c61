"""jembatan bpum overdue."""

import click

from adapter.agreements.bpum.findings import masked
from adapter.agreements.bpum.overdue import overdue
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import system_clock
from adapter.records.database import reading


@click.command("overdue")
@pass_desk
def command(desk: Desk) -> None:
    """Show the NIKs confirmed as an ASN's of which no elimination has been reported in time (Pasal 3 ayat (2) huruf b).

    Pasal 13 ayat (1) lets BKN propose to end the agreement for them.
    """
    vault = desk.vault
    with reading(desk.engine) as session:
        late = list(overdue(session, vault, system_clock()))
    rows = [
        [masked(one.nik), one.number, one.result_number, str(one.confirmed_on), str(one.due_on)] for one in late
    ]  # fmt: skip
    print_table(["NIK", "list", "result", "confirmed on", "due on"], rows)
    if late:
        click.echo(
            f"{len(late)} in arrears: BKN may propose to end the agreement (BPUM Pasal 13 ayat (1)); the month "
            "that the ministry has is an assumption of ours",
            err=True,
        )
