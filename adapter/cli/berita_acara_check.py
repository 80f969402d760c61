"""jembatan berita-acara check."""

import click
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.cli.desk import Desk, pass_desk
from adapter.errors import OperatorError
from adapter.journal.minutes import differences, find, minutes_of, recount
from adapter.journal.papers import MinutesPaper
from adapter.records.database import reading
from adapter.records.vault import Vault
from adapter.registry.catalogue import load_agreements


@click.command("check")
@click.argument("code")
@click.argument("number")
@pass_desk
def command(desk: Desk, code: str, number: str) -> None:
    """Count a berita acara again in our own journal; exit status 1 names every number that differs."""
    agreement = load_agreements().agreement(code)
    with reading(desk.engine) as session:
        wrong = difference(session, desk.vault, agreement, known(session, agreement, number))
    if wrong is not None:
        raise OperatorError(f"{number}: {wrong}")
    click.echo(f"{number}: the journal gives the same numbers")


def known(session: Session, agreement: Agreement, number: str) -> MinutesPaper:
    """The berita acara of that number. Raises OperatorError."""
    paper = find(session, agreement, number)
    if paper is None:
        raise OperatorError(f"{agreement.code}: no berita acara {number}; `jembatan berita-acara list` names them")
    return paper


def difference(session: Session, vault: Vault, agreement: Agreement, paper: MinutesPaper) -> str | None:
    """What the journal counts otherwise, in one line; None where it counts the same."""
    minutes = minutes_of(paper)
    ours = recount(session, vault, agreement, paper)
    if ours is None:
        return f"the journal holds no compared rows in {minutes.period}"
    found = differences(minutes, ours)
    return "; ".join(f"{name} is {said}, the journal gives {counted}" for name, said, counted in found) or None
