"""jembatan berita-acara list."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import wib_minute
from adapter.journal.minutes import BOTH, listed, signers_of, state_of
from adapter.journal.papers import MinutesPaper
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements


@click.command("list")
@click.argument("code", required=False)
@pass_desk
def command(desk: Desk, code: str | None) -> None:
    """Show every berita acara and who has signed it; each signature is verified anew."""
    agreement = load_agreements().agreement(code) if code else None
    with reading(desk.engine) as session:
        rows = [_row(paper) for paper in listed(session, agreement)]
    print_table(("agreement", "number", "period", "proposed by", "state", "valid", "recorded"), rows)


def _row(paper: MinutesPaper) -> tuple[str, ...]:
    state = state_of(signers_of(paper))
    recorded = wib_minute(paper.recorded_at)
    valid = "SAH" if state == BOTH else "no"
    return paper.agreement, paper.number, paper.period, paper.proposed_by, state, valid, recorded
