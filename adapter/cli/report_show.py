"""jembatan report show."""

import json

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.errors import OperatorError
from adapter.journal.papers import Report
from adapter.journal.reports import content_of
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements


@click.command("show")
@click.argument("number", metavar="ID", type=click.IntRange(1, 2**63 - 1))
@pass_desk
def command(desk: Desk, number: int) -> None:
    """Show what the report ID of `report list` says, as JSON."""
    with reading(desk.engine) as session:
        report = session.get(Report, number)
        if report is None:
            raise OperatorError(f"{number}: no such report; `jembatan report list CODE` names them")
        said = content_of(desk.vault, report, load_agreements().agreement(report.agreement))
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))
