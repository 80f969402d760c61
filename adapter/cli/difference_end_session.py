"""jembatan difference end-session."""

import click

from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.records.verification import open_session

_SEMESTERS = {"I": 1, "II": 2}


@click.command("end-session")
@click.argument("year", type=int)
@click.argument("semester", type=click.Choice(list(_SEMESTERS)))
@decided_by
@pass_desk
def command(desk: Desk, year: int, semester: str, by: str) -> None:
    """End the verification of a semester; its cases stay open until they are settled, and another may begin."""
    now = system_clock()
    with writing(desk.engine) as session:
        row = open_session(session, AGREEMENT.code, year, _SEMESTERS[semester])
        if row is None:
            raise OperatorError(f"{AGREEMENT.code}: no verification of {year} semester {semester} is open")
        row.ended_at, row.ended_by = now, by
        details = {"session_id": row.session_id, "year": year, "semester": semester}
        record_act(session, desk.vault, "difference end-session", AGREEMENT.code, by, now, **details)
    click.echo(f"{AGREEMENT.code}: the verification of {year} semester {semester} has ended")
