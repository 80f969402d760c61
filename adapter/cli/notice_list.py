"""jembatan notice list."""

from collections.abc import Iterator
from datetime import datetime

import click
from sqlalchemy.orm import Session

from adapter.agreements.kerja_sama.parties import SIDES
from adapter.agreements.terms import Agreement, Side
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import wib_minute
from adapter.records.database import reading
from adapter.registry.notices import Seen, seen_by

_TITLES = ("agreement", "number", "from", "to", "kind", "begins", "ends", "confirmed", "text")


@click.command("list")
@click.argument("code", required=False)
@click.option("--unconfirmed", is_flag=True, help="Only what is not confirmed yet.")
@pass_desk
def command(desk: Desk, code: str | None, unconfirmed: bool) -> None:  # noqa: FBT001 - click gives it so
    """Show the notices under every agreement, or under CODE, oldest first; one to all partners stands under each."""
    catalogue = desk.catalogue
    agreements = catalogue.agreements if code is None else (catalogue.agreement(code),)
    with reading(desk.engine) as session:
        rows = [row for agreement in agreements for row in _rows(session, agreement, unconfirmed=unconfirmed)]
    print_table(_TITLES, rows)


def _rows(session: Session, agreement: Agreement, *, unconfirmed: bool) -> Iterator[tuple[str, ...]]:
    found = [
        seen for side in Side for seen in seen_by(session, agreement, side, limit=100_000, unconfirmed=unconfirmed)
    ]
    for seen in sorted(found, key=lambda one: one.notice.token):
        yield _row(agreement, seen)


def _row(agreement: Agreement, seen: Seen) -> tuple[str, ...]:
    notice, receipt = seen.notice, seen.receipt
    return (
        agreement.code,
        notice.number,
        seen.sender.value,
        _office(agreement, notice.recipient),
        notice.kind,
        _minute(notice.starts_at),
        "withdrawn" if seen.withdrawn else _minute(seen.ends_at),
        f"{receipt.manner} {_minute(receipt.confirmed_at)}" if receipt else "",
        notice.text,
    )


def _office(agreement: Agreement, recipient: str) -> str:
    side = SIDES[recipient]
    contact = (agreement.bkn if side is Side.BKN else agreement.partner).contact
    return f"{side.value} ({contact.email})" if contact else side.value


def _minute(instant: datetime | None) -> str:
    return wib_minute(instant) if instant is not None else ""
