"""jembatan difference list."""

import click

from adapter.agreements.bpjs.disputes import reference_of
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import system_clock, wib_minute
from adapter.records.database import reading
from adapter.records.differences import ENDED, cases_after, status_now
from adapter.records.vault import Vault


@click.command("list")
@click.option("--all", "every", is_flag=True, help="Settled and rejected cases too.")
@click.option("--values", is_flag=True, help="Show whom it is about and both values: personal data.")
@pass_desk
def command(desk: Desk, every: bool, values: bool) -> None:  # noqa: FBT001 - click passes flags
    """Cases that are not settled, the oldest first: element, who decides, status, and when it is due (WIB)."""
    now = system_clock()
    conditions = [] if every else [status_now().not_in(ENDED)]
    vault: Vault = desk.vault
    lines = []
    with reading(desk.engine) as session:
        for case in cases_after(session, vault, conditions, 0, None):
            row, content = case.row, case.content
            late = " OVERDUE" if case.status not in ENDED and row.due_at < now else ""
            line = [
                row.case_id,
                row.element,
                row.decider,
                case.status,
                f"{wib_minute(row.due_at)}{late}",
            ]
            if values:
                told = (content.key, content.bkn, content.partner, reference_of(vault, case))
                line += [value or "-" for value in told]
            lines.append(line)
    heads = ["case", "element", "decides", "status", "due", *(["key", "BKN", "partner", "counts"] if values else [])]
    print_table(heads, lines)
