"""jembatan lists show."""

import click
from sqlalchemy import select

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import system_clock, wib_minute
from adapter.exchange.models import ListSession
from adapter.exchange.results import Progress, progress
from adapter.records.database import reading


@click.command("show")
@click.option("--agreement", metavar="CODE", help="Only the lists of this agreement.")
@pass_desk
def command(desk: Desk, agreement: str | None) -> None:
    """Show every list: how far it is, what was found, and when it will be done."""
    statement = select(ListSession).order_by(ListSession.id)
    if agreement is not None:
        statement = statement.where(ListSession.agreement == agreement)
    with reading(desk.engine) as session:
        rows = [_row(listed, progress(session, listed, system_clock())) for listed in session.scalars(statement)]
    print_table(["agreement", "list", "result", "state", "received", "done", "found", "expected", "stuck"], rows)


def _row(listed: ListSession, now: Progress) -> list[str]:
    found = ", ".join(f"{outcome} {count}" for outcome, count in sorted(now.counts.items()))
    expected = wib_minute(now.expected_at) if now.expected_at else ""
    state = f"{now.state}, parts missing" if now.missing_parts else now.state
    numbers = [str(now.received), str(now.done)]
    return [listed.agreement, listed.number, listed.result_number, state, *numbers, found, expected, str(now.stuck)]
