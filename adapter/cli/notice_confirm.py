"""jembatan notice confirm."""

import click

from adapter.agreements.kerja_sama.notices.messages import MANNERS
from adapter.agreements.terms import Side
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import decided_by
from adapter.clock import WIB, system_clock
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry.notices import confirm


@click.command("confirm")
@click.argument("code")
@click.argument("number", type=str.strip)
@click.option("--by-other", is_flag=True, help="The other party has confirmed a notice of yours, orally or in writing.")
@click.option("--manner", type=click.Choice(MANNERS), default="TERTULIS", show_default=True)
@decided_by
@pass_desk
def command(desk: Desk, code: str, number: str, by_other: bool, manner: str, by: str) -> None:  # noqa: FBT001 - click gives it so
    """Confirm that you have received the notice NUMBER of the other party of the agreement CODE."""
    agreement, now, host = desk.catalogue.agreement(code), system_clock(), desk.catalogue.host
    other = Side.PARTNER if host is Side.BKN else Side.BKN
    side = other if by_other else host
    with writing(desk.engine) as session:
        receipt = confirm(session, agreement, side, number, manner=manner, who=by, now=now)
        if receipt.confirmed_at == now:
            record_act(
                session, desk.vault, "notice confirm", code, by, now, number=number, manner=manner, side=side.value
            )
        at = receipt.confirmed_at.astimezone(WIB)
        click.echo(f"{number}: received by {side.value}, confirmed {receipt.manner} on {at:%Y-%m-%d %H:%M} WIB")
