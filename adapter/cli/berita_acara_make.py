"""jembatan berita-acara make."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import decided_by
from adapter.cli.wording import require_words
from adapter.clock import system_clock
from adapter.journal.acts import record_act
from adapter.journal.minutes import make, minutes_of
from adapter.journal.minutes_document import counted
from adapter.journal.periods import parse_period
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements


@click.command("make")
@click.argument("code")
@click.option("--period", required=True, metavar="PERIOD", help="2026-Q4, 2026-S2 or 2026.")
@click.option("--kind", type=click.Choice(["REKONSILIASI", "PEMADANAN"]), default="REKONSILIASI", show_default=True)
@click.option("--number", type=str.strip, metavar="TEXT", help="Its number.  [default: BA/CODE/PERIOD/1, 2, ...]")
@click.option("--disputed", type=click.IntRange(0), default=0, help="Rows of those that differ, still contested.")
@decided_by
@pass_desk
def command(desk: Desk, code: str, period: str, kind: str, number: str | None, disputed: int, by: str) -> None:
    """Draft the minutes of a period under the agreement CODE; the numbers are counted in the journal."""
    agreement, now, asked = load_agreements().agreement(code), system_clock(), parse_period(period)
    if number is not None:
        require_words("--number", number, 100)
    with writing(desk.engine) as session:
        paper = make(session, desk.vault, agreement, asked, now, kind=kind, number=number, disputed=disputed)
        numbers = counted(minutes_of(paper).counts)
        record_act(session, desk.vault, "berita-acara make", code, by, now, number=paper.number, **numbers)
        click.echo(f"{paper.number}: DRAF, {', '.join(f'{name} {value}' for name, value in numbers.items())}")
