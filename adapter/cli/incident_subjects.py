"""jembatan incident subjects."""

from datetime import date, datetime, time
from pathlib import Path

import click
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.files import write_new
from adapter.cli.who import reason_and_by
from adapter.cli.wording import require_words
from adapter.clock import WIB, system_clock
from adapter.journal.acts import record_act
from adapter.journal.incidents import Given, affected, failure_of, find
from adapter.journal.papers import Incident
from adapter.records.database import writing
from adapter.records.vault import Vault
from adapter.registry.catalogue import load_agreements


@click.command("subjects")
@click.argument("number")
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A new file.")
@click.option("--given-since", type=Day(), help="Not those who were named: all who were given since this day (WIB).")
@reason_and_by
@pass_desk
def command(desk: Desk, number: str, target: Path, given_since: date | None, reason: str, by: str) -> None:
    """Write the people whom an incident touches to a file: whom the report names, or whose data the partner was given.

    The file has whole numbers: it is meant for telling these people, and for nobody else.
    """
    require_words("--reason", reason, 250)
    now = system_clock()
    with writing(desk.engine) as session:
        incident = find(session, number)
        agreement = load_agreements().agreement(incident.agreement)
        lines = (
            _named(desk.vault, incident)
            if given_since is None
            else _given(session, desk.vault, agreement, given_since, now)
        )
        details = {"number": number, "people": len(lines), "given_since": given_since, "reason": reason}
        record_act(session, desk.vault, "incident subjects", incident.agreement, by, now, **details)
        write_new(target, "".join(f"{line}\n" for line in lines).encode())
    click.echo(f"{number}: {len(lines)} people written to {target}")


def _named(vault: Vault, incident: Incident) -> list[str]:
    return list(failure_of(vault, incident).subjects)


def _given(session: Session, vault: Vault, agreement: Agreement, since: date, now: datetime) -> list[str]:
    begun = datetime.combine(since, time(), WIB)
    return [_line(one) for one in affected(session, vault, agreement, Side.PARTNER, begun, now)]


def _line(one: Given) -> str:
    days = "\t".join(f"{at.astimezone(WIB):%Y-%m-%d}" for at in (one.first, one.last))
    return f"{one.number or 'tidak lagi tersimpan'}\t{days}\t{one.times}"
