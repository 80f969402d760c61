"""jembatan journal accesses."""

from datetime import date

import click

from adapter.agreements.terms import Side
from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import WIB
from adapter.errors import OperatorError
from adapter.journal.usage import BadPlace, Question, Told, page_of
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements

TITLES = ("entry", "at", "agreement", "operation", "user", "purpose", "outcome", "people", "result")


@click.command("accesses")
@click.argument("code")
@click.option("--since", type=Day(), help="The first day (WIB).")
@click.option("--until", type=Day(), help="The last day (WIB).")
@click.option("--cursor", help="Where the page before ended.")
@click.option("--size", type=click.IntRange(1, 10_000), default=1000, show_default=True, help="Rows on a page.")
@pass_desk
def command(desk: Desk, code: str, since: date | None, until: date | None, cursor: str | None, size: int) -> None:
    """Show who of the partner of CODE accessed data that BKN gave; never whose data they were."""
    question = Question(load_agreements().agreement(code), Side.BKN, since, until)
    try:
        with reading(desk.engine) as session:
            page = page_of(session, desk.vault, question, cursor, size)
    except BadPlace as error:
        raise OperatorError(f"--cursor: {error}") from None
    print_table(TITLES, map(shown, page.rows))
    click.echo(f"{len(page.rows)} of {page.total}", err=True)
    if page.cursor is not None:
        click.echo(f"more: --cursor {page.cursor}", err=True)


def shown(row: Told) -> tuple[str, ...]:
    """An access as a row of the table."""
    at = f"{row.at.astimezone(WIB):%Y-%m-%d %H:%M:%S}"
    return (
        str(row.entry), at, row.agreement, row.operation, row.user, row.purpose, row.outcome, str(row.people),
        row.result_number or "",
    )  # fmt: skip
