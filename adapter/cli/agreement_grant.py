"""jembatan agreement grant."""

from datetime import date

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.element_changes import counted, list_and_element
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry.flaws import told_to_operator
from adapter.registry.letters import DECISIONS, IN_PART, REFUSED, Decision, answer_letter, asked_for, letter_numbered


@click.command("grant")
@click.argument("code")
@click.argument("letter")
@click.option("--decision", type=click.Choice(DECISIONS), required=True)
@click.option("--until", "last_day", type=Day(), help="The last day (WIB) on which the elements pass, inclusive.")
@click.option("--element", "named", multiple=True, metavar="LIST.ELEMENT", help=f"Granted, for {IN_PART}; repeatable.")
@click.option("--answer", type=str.strip, metavar="TEXT", help="The number of the letter that answers it.")
@decided_by
@pass_desk
def command(
    desk: Desk,
    code: str,
    letter: str,
    decision: str,
    last_day: date | None,
    named: tuple[str, ...],
    answer: str | None,
    by: str,
) -> None:
    """Answer the LETTER in which the other party asks for elements; or record its answer to one's own letter.

    What is granted passes until that day, at most until the agreement ends; for good, an addendum is needed.
    """
    agreement, now = desk.catalogue.agreement(code), system_clock()
    with writing(desk.engine) as session, told_to_operator(f"letter {letter}"):
        row = letter_numbered(session, agreement, letter)
        if row is not None and row.side == desk.catalogue.host.value and not answer:
            raise OperatorError(
                f"letter {letter} is one's own: name the other party's letter that answers it (--answer)"
            )
        asked = asked_for(row) if row is not None and decision != REFUSED else ()
        elements = tuple(list_and_element(name) for name in named) if decision == IN_PART else asked
        given = Decision(decision, elements, last_day, answer)
        answer_letter(session, agreement, letter, given, by=by, now=now)
        names = [".".join(element) for element in elements]
        details = {"letter": letter, "decision": decision, "elements": names, "until": last_day, "answer": answer}
        record_act(session, desk.vault, "agreement grant", agreement.code, by, now, **details)
    granted = f", {counted(len(elements))} until {last_day}" if elements else ""
    click.echo(f"{agreement.code}: letter {letter} answered {decision}{granted}")
