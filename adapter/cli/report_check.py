"""jembatan report check."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.errors import OperatorError
from adapter.journal.counting import words
from adapter.journal.papers import Report
from adapter.journal.periods import parse_period
from adapter.journal.reports import UTILISATION, content_of
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements


@click.command("check")
@click.argument("number", metavar="ID", type=click.IntRange(1, 2**63 - 1))
@pass_desk
def command(desk: Desk, number: int) -> None:
    """Hold the report of utilisation ID against our answers; exit status 1 where a number differs."""
    with reading(desk.engine) as session:
        report = session.get(Report, number)
        if report is None or report.kind != UTILISATION:
            raise OperatorError(f"{number}: no report of utilisation; `jembatan report list CODE` names them")
        agreement = load_agreements().agreement(report.agreement)
        said = content_of(desk.vault, report, agreement)
        name = f"report {number}, {report.period}"
        ours = words(session, desk.vault, agreement, parse_period(report.period))
    theirs = {row["keterangan"]: row["jumlah"] for row in said["jumlahVerifikasi"]}
    rows = [(word, theirs.get(word, 0), ours.get(word, 0)) for word in sorted({*theirs, *ours})]
    print_table(("result", "the report says", "the journal gives"), [tuple(map(str, row)) for row in rows])
    wrong = [word for word, one, other in rows if one != other]
    if wrong:
        raise OperatorError(f"{name}: differs in {', '.join(wrong)}")
