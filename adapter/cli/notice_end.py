"""jembatan notice end."""

from datetime import datetime
from typing import cast

import click

from adapter.cli.dates import Moment
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.notice_desk import own_notice, tell
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.records.database import writing
from adapter.registry.notice_rules import Draft, Kind


@click.command("end")
@click.argument("number", type=str.strip)
@click.option("--at", "ended_at", type=Moment(), help="When it ended or will end (WIB); by default now.")
@click.option("--text", type=str.strip, default="Selesai.", show_default=True, help="What partners should know.")
@decided_by
@pass_desk
def command(desk: Desk, number: str, ended_at: datetime | None, text: str, by: str) -> None:
    """Tell that what the notice NUMBER tells of has ended, or when it will; maintenance then ends too."""
    now = system_clock()
    with writing(desk.engine) as session:
        notice, agreement = own_notice(session, desk.catalogue, number)
        draft = Draft(
            number=f"{number}-SELESAI", kind=cast("Kind", notice.kind), text=text, follows=number,
            ended_at=ended_at or now,
        )  # fmt: skip
        tell(session, desk, agreement, draft, now, command="notice end", by=by)
