"""jembatan notice withdraw."""

from typing import cast

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.notice_desk import own_notice, tell
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.records.database import writing
from adapter.registry.notice_rules import Draft, Kind


@click.command("withdraw")
@click.argument("number", type=str.strip)
@click.option("--text", type=str.strip, default="Dicabut.", show_default=True, help="What partners should know.")
@decided_by
@pass_desk
def command(desk: Desk, number: str, text: str, by: str) -> None:
    """Tell that the notice NUMBER no longer holds; maintenance that it announced is off."""
    with writing(desk.engine) as session:
        notice, agreement = own_notice(session, desk.catalogue, number)
        draft = Draft(
            number=f"{number}-CABUT", kind=cast("Kind", notice.kind), text=text, follows=number, withdrawn=True
        )
        tell(session, desk, agreement, draft, system_clock(), command="notice withdraw", by=by)
