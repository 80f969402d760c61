"""jembatan incident list."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import system_clock, wib_minute
from adapter.journal.incidents import deadline, listed, told_late
from adapter.journal.papers import Incident
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements


@click.command("list")
@click.argument("code", required=False)
@pass_desk
def command(desk: Desk, code: str | None) -> None:
    """Show every incident, who told it, and until when people must be told."""
    agreement = load_agreements().agreement(code) if code else None
    with reading(desk.engine) as session:
        rows = [_row(incident) for incident in listed(session, agreement)]
    print_table(
        ("number", "agreement", "told by", "known (WIB)", "told late", "deadline (WIB)", "people", "state"), rows
    )


def _row(incident: Incident) -> tuple[str, ...]:
    until = deadline(incident)
    state = "closed" if incident.closed_at else ("OVERDUE" if until < system_clock() else "open")
    return (
        incident.number,
        incident.agreement,
        incident.side,
        wib_minute(incident.known_at),
        "yes" if told_late(incident) else "no",
        wib_minute(until),
        str(incident.subject_count),
        state,
    )
