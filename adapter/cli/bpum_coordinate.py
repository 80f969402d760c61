"""jembatan bpum coordinate."""

import click

from adapter.agreements.bpum.coordination import OTHER, SAME, UNKNOWN, Said, doubtful, number_of, state, status_of
from adapter.agreements.terms import Side
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.cli.wording import require_words
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.records.database import writing


@click.command("coordinate")
@click.argument("number")
@click.argument("item")
@click.argument("view", type=click.Choice([SAME, OTHER, UNKNOWN]))
@reason_and_by
@pass_desk
def command(desk: Desk, number: str, item: str, view: str, reason: str, by: str) -> None:
    """Say for BKN what ITEM of list NUMBER is (Pasal 4 ayat (1) huruf b); the items are shown by `bpum doubtful`."""
    require_words("--reason", reason, 1000)
    require_words("--by", by, 100)
    vault, now = desk.vault, system_clock()
    with writing(desk.engine) as session:
        found = next((one for one in doubtful(session, number, lock=True) if number_of(one) == item), None)
        if found is None or found.closed_at is not None:
            raise OperatorError(f"item {item}: list {number} has no open item of that number; nothing was recorded")
        state(session, found, Said(Side.BKN, view, reason, by), now)
        record_act(session, vault, "bpum coordinate", "BPUM", by, now, list=number, item=item, view=view, why=reason)
        click.echo(f"{item}: {status_of(found)}")
