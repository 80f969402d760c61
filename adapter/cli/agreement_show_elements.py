"""jembatan agreement show-elements."""

from collections.abc import Iterator
from datetime import date

import click

from adapter.agreements.fields import members
from adapter.agreements.terms import ElementList
from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import system_clock, wib_date
from adapter.records.database import reading
from adapter.registry.standing import Standing
from adapter.registry.store import standing


@click.command("show-elements")
@click.argument("code")
@click.option("--on", "day", type=Day(), help="The day (WIB); by default today.")
@pass_desk
def command(desk: Desk, code: str, day: date | None) -> None:
    """Show which elements of the agreement CODE may pass on a day, and by which article, addendum or letter."""
    with reading(desk.engine) as session:
        held = standing(session, desk.catalogue.agreement(code), day or wib_date(system_clock()))
    rows = [row for listed in held.agreement.element_lists for row in _rows(held, listed)]
    print_table(("list", "from", "element", "passes", "until", "by"), rows)
    click.echo(f"{code}: version {held.version}, {held.status} on {held.day}", err=True)


def _rows(held: Standing, listed: ElementList) -> Iterator[tuple[str, ...]]:
    for member in members(listed.record):
        passes = member.name in held.effective[listed.record]
        letter, addendum = held.letter_for(listed.name, member.name), held.changed_by(listed.name, member.name)
        by = f"letter {letter.letter}" if letter else f"addendum {addendum}" if addendum else member.element.source
        must = ", mandatory" if member.name in held.mandatory(listed) else ""
        word = f"{'yes' if passes else 'no'}{must}"
        until = str(letter.last_day) if letter else ""
        yield listed.name, listed.giver.value, member.name, word, until, by
