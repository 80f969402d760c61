"""jembatan agreement amend."""

from datetime import date

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.store import record_addendum


@click.command("amend")
@click.argument("code")
@click.option("--number", type=str.strip, metavar="TEXT", required=True, help="The addendum's own number.")
@click.option("--from", "first_day", type=Day(), required=True, help="The day (WIB) from which it counts.")
@click.option("--withdraw", multiple=True, metavar="LIST.ELEMENT", help="An element taken out; may be repeated.")
@click.option("--add", multiple=True, metavar="LIST.ELEMENT", help="An element put in; may be repeated.")
@click.option("--note", help="What an auditor should know.")
@pass_desk
def command(
    desk: Desk,
    code: str,
    number: str,
    first_day: date,
    withdraw: tuple[str, ...],
    add: tuple[str, ...],
    note: str | None,
) -> None:
    """Record a signed addendum (adendum) to the element lists of the agreement CODE."""
    agreement = load_agreements().agreement(code)
    changes = [_change("CABUT", name) for name in withdraw] + [_change("TAMBAH", name) for name in add]
    with writing(desk.engine) as session:
        record_addendum(
            session, agreement, number=number, first_day=first_day, changes=changes, note=note, now=system_clock()
        )
    elements = "1 element" if len(changes) == 1 else f"{len(changes)} elements"
    click.echo(f"{agreement.code}: {number} changes {elements} from {first_day} on")


def _change(kind: str, name: str) -> tuple[str, str, str]:
    element_list, dot, element = name.rpartition(".")
    if not dot:
        raise OperatorError(f"{name!r} is not LIST.ELEMENT, such as dataPegawai.nama")
    return kind, element_list, element
