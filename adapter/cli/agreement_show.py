"""jembatan agreement show."""

from collections.abc import Iterator
from datetime import date

import click
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import system_clock, wib_date
from adapter.records.database import reading
from adapter.registry import force_majeure, holds, proposals, store
from adapter.registry.catalogue import load_agreements

_FOREVER = date.max
_Row = tuple[str, str, str, str, str]


@click.command("show")
@click.argument("code")
@pass_desk
def command(desk: Desk, code: str) -> None:
    """Show everything in the life of the agreement CODE, in the order of its days (WIB)."""
    agreement, today = load_agreements().agreement(code), wib_date(system_clock())
    with reading(desk.engine) as session:
        held = store.standing(session, agreement, today)
        rows = sorted(_rows(session, agreement))
    why = f" ({held.why})" if held.why else ""
    click.echo(f"{code}: {held.status} until {held.last_day}{why}", err=True)
    if agreement.uncertain:
        click.echo(f"{code}: to be confirmed: {agreement.uncertain}", err=True)
    print_table(("from", "until", "what", "number", "remark"), rows)


def _rows(session: Session, agreement: Agreement) -> Iterator[_Row]:
    term = agreement.term
    yield str(term.first_day), str(term.last_day), "term", agreement.bkn.number, term.source
    held = store.standing(session, agreement, term.last_day)
    for one in held.extensions:
        yield str(one.first_day), str(one.last_day), "extension", one.number, one.note or ""
    for addendum in store.standing(session, agreement, _FOREVER).addenda:
        yield str(addendum.first_day), "", "addendum", addendum.number, f"{len(addendum.changes)} elements"
    for hold in holds.holds(session, agreement):
        kind = "suspended" if hold.kind == "TANGGUH" else "void"
        yield str(hold.first_day), str(hold.resumed_on or ""), kind, "", f"{hold.reason} ({hold.recorded_by})"
    for asked in proposals.proposals(session, agreement):
        what = f"{asked.side} asks for {asked.kind}"
        remark = f"{asked.letter}: {asked.answer or 'unanswered'}"
        if asked.answer_by:
            remark += f", to be answered by {asked.answer_by}"
        yield str(asked.received_on), str(asked.last_day), what, proposals.number_of(asked), remark
    for row in force_majeure.all_of(session, agreement.code):
        remark = f"{row.event}: {row.answer or 'unanswered'}{', exchange rests' if row.postpones_exchange else ''}"
        what = f"keadaan kahar of {row.side}"
        yield str(row.began_on), str(row.ended_on or ""), what, force_majeure.number_of(row), remark
