"""jembatan agreement propose-end."""

from typing import Any

import click

from adapter.agreements.terms import Side
from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.clock import system_clock, wib_date
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry import proposals, store
from adapter.registry.catalogue import load_agreements
from adapter.registry.objections import operator_error


@click.command("propose-end")
@click.argument("code")
@click.option("--letter", type=str.strip, metavar="TEXT", required=True, help="The letter's own number.")
@click.option("--on", "last_day", type=Day(), required=True, help="The last day (WIB) that it is to be in force.")
@click.option("--received", type=Day(), help="The day on which the other party received the letter; by default today.")
@click.option("--for-partner", is_flag=True, help="It is the partner's letter, on paper, and BKN received it.")
@click.option("--breach", is_flag=True, help="Because the partner does not do its duties (BPUM Pasal 13 ayat (1)).")
@reason_and_by
@pass_desk
def command(desk: Desk, /, code: str, reason: str, by: str, **given: Any) -> None:  # noqa: ANN401 - options
    """Record a letter that asks for an early end (pengakhiran) of the agreement CODE."""
    agreement, now = load_agreements().agreement(code), system_clock()
    today = wib_date(now)
    ground = proposals.BREACH if given["breach"] else proposals.WISH
    side = Side.PARTNER if given["for_partner"] else Side.BKN
    letter, last_day, received = given["letter"], given["last_day"], given["received"] or today
    if received > today:
        raise OperatorError(f"{code}: {received} has not come; record a letter when it was received")
    asked = proposals.Letter(proposals.EARLY_END, side, letter, last_day, received, ground=ground, reason=reason)
    with writing(desk.engine) as session:
        found = proposals.objections(session, store.standing(session, agreement, today), asked, today)
        if found:
            raise operator_error(f"{code}: {letter}", found)
        earliest = proposals.earliest_end(session, agreement, ground, asked.received_on)
        if last_day < earliest:
            source = agreement.termination.notice.source
            raise OperatorError(f"{code}: {last_day} is too near; the earliest is {earliest} ({source})")
        proposal = proposals.record(session, agreement, asked, now)
        number, answer_by = proposals.number_of(proposal), proposal.answer_by
        record_act(session, desk.vault, "agreement propose-end", code, by, now, number=number, letter=letter)
    after = f"; unanswered by {answer_by}, it ends the agreement" if answer_by else ""
    click.echo(f"{code}: {number}, {letter} asks for its end on {last_day}{after}")
