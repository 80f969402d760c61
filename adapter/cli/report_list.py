"""jembatan report list."""

import click
from sqlalchemy import select

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import wib_minute
from adapter.journal.papers import Report
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements


@click.command("list")
@click.argument("code")
@pass_desk
def command(desk: Desk, code: str) -> None:
    """Show the reports delivered under the agreement CODE, every version, the newest first."""
    agreement = load_agreements().agreement(code)
    found = select(Report).where(Report.agreement == agreement.code).order_by(Report.id.desc())
    with reading(desk.engine) as session:
        rows = [
            (str(row.id), row.side, row.kind, row.subject, row.period, str(row.version),
             wib_minute(row.recorded_at))
            for row in session.scalars(found)
        ]  # fmt: skip
    print_table(("id", "by", "kind", "subject", "period", "version", "recorded"), rows)
