"""jembatan notice send."""

from datetime import datetime

import click

from adapter.agreements.kerja_sama.notices.messages import SENDABLE
from adapter.agreements.terms import Side
from adapter.cli.dates import Moment
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.notice_desk import tell
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.records.database import writing
from adapter.registry.notice_rules import Draft, Kind


@click.command("send")
@click.argument("number", type=str.strip)
@click.option("--to", "code", metavar="CODE", help="The agreement whose partner is told.")
@click.option("--to-all", is_flag=True, help="Tell every partner.")
@click.option("--kind", type=click.Choice(SENDABLE), required=True)
@click.option("--system", type=str.strip, help="The system that is concerned, such as SIASN; not needed for UMUM.")
@click.option("--from", "starts_at", type=Moment(), required=True, help="When it begins (WIB).")
@click.option("--until", "expected_end", type=Moment(), help="When it is expected to end (WIB).")
@click.option("--element", "elements", multiple=True, help="A data element that is concerned; may be repeated.")
@click.option("--text", type=str.strip, required=True, help="What partners should know, in Indonesian.")
@decided_by
@pass_desk
def command(  # noqa: PLR0913, PLR0917 - click gives one for each option
    desk: Desk,
    number: str,
    code: str | None,
    to_all: bool,  # noqa: FBT001 - click gives it so
    kind: Kind,
    system: str | None,
    starts_at: datetime,
    expected_end: datetime | None,
    elements: tuple[str, ...],
    text: str,
    by: str,
) -> None:
    """Tell one partner (--to) or all (--to-all). NUMBER is your own for this notice; it is used once.

    Where this installation plays a partner (JEMBATAN_MITRA), it is BKN that is told.
    """
    if desk.catalogue.host is Side.PARTNER:
        code, to_all = code or desk.settings.mitra, False
    if (code is None) is not to_all:
        raise click.UsageError("either --to CODE or --to-all")
    agreement = desk.catalogue.agreement(code) if code is not None else None
    draft = Draft(
        number=number, kind=kind, text=text, system=system, starts_at=starts_at, expected_end=expected_end,
        elements=elements,
    )  # fmt: skip
    with writing(desk.engine) as session:
        tell(session, desk, agreement, draft, system_clock(), command="notice send", by=by)
