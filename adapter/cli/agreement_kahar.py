"""jembatan agreement kahar."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import click

from adapter.agreements.terms import Side
from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.clock import system_clock, wib_date
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry import force_majeure
from adapter.registry.catalogue import load_agreements
from adapter.registry.objections import operator_error

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("kahar")
@click.argument("code")
@click.argument("event")
@click.option("--since", type=Day(), required=True, help="The day (WIB) on which it began.")
@click.option("--paper", "papers", type=_FILE, multiple=True, help="The authority's statement first, then evidence.")
@click.option("--duty", "duties", multiple=True, help="A duty that rests, by its code; may be repeated. None: all.")
@click.option("--exchange", is_flag=True, help="The exchange rests too: calls are answered KEADAAN_KAHAR.")
@reason_and_by
@pass_desk
def command(desk: Desk, /, code: str, event: str, reason: str, by: str, **given: Any) -> None:  # noqa: ANN401 - options
    """Tell the partner of the agreement CODE that an EVENT (such as BANJIR) keeps BKN from its duties."""
    agreement, now = load_agreements().agreement(code), system_clock()
    since, today = given["since"], wib_date(now)
    papers = tuple(_document(file, today) for file in given["papers"])
    notice = force_majeure.Notice(
        Side.BKN,
        event,
        since,
        today,
        cause=reason,
        duties=given["duties"],
        postpones_exchange=given["exchange"],
        evidence=papers[1:] or papers,
        statement=papers[0] if papers else None,
    )
    with writing(desk.engine) as session:
        if found := force_majeure.objections(session, agreement, notice):
            raise operator_error(f"{code}: {event}", found)
        row = force_majeure.record(session, agreement, notice, now)
        number, late = force_majeure.number_of(row), notice.received_on > row.tell_by
        record_act(session, desk.vault, "agreement kahar", code, by, now, number=number, since=since, reason=reason)
    click.echo(f"{code}: {number}, {event} since {since}{'; told too late' if late else ''}")


def _document(file: Path, day: date) -> force_majeure.Document:
    """The paper stays with BKN; the day is that of its receipt."""
    return force_majeure.Document(file.name, "BKN", day, hashlib.sha256(file.read_bytes()).hexdigest())
