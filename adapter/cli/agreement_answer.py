"""jembatan agreement answer."""

import click

from adapter.agreements.terms import Agreement, Side
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import reason_and_by
from adapter.clock import system_clock, wib_date
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.registry import force_majeure, proposals
from adapter.registry.catalogue import load_agreements
from adapter.registry.objections import ACCEPTED, REFUSED, operator_error


@click.command("answer")
@click.argument("code")
@click.argument("number", metavar="PGJ-N|KHR-N")
@click.argument("word", metavar=f"{ACCEPTED}|{REFUSED}", type=click.Choice([ACCEPTED, REFUSED]))
@click.option("--letter", type=str.strip, metavar="TEXT", help="The answer's own number.")
@click.option("--for-partner", is_flag=True, help="It is the partner's answer to BKN, on paper.")
@reason_and_by
@pass_desk
def command(
    desk: Desk,
    code: str,
    number: str,
    word: str,
    letter: str | None,
    for_partner: bool,  # noqa: FBT001 - click passes flags
    reason: str,
    by: str,
) -> None:
    """Answer a proposal to end (PGJ-N) or a keadaan kahar (KHR-N) under the agreement CODE; see `show`.

    An extension is accepted by `extend --request PGJ-N`, and refused here.
    """
    agreement, now = load_agreements().agreement(code), system_clock()
    side = Side.PARTNER if for_partner else Side.BKN
    with writing(desk.engine) as session:
        if number.startswith("KHR-"):
            row = force_majeure.find(session, agreement, number)
            found = force_majeure.answer_objections(row, agreement, side, wib_date(now))
            if row is None or found:
                raise operator_error(f"{code}: {number}", found)
            force_majeure.answer(row, word, now, reason=reason)
        else:
            proposal = proposals.find(session, agreement, number)
            found = proposals.answer_objections(proposal, side, wib_date(now))
            if proposal is None or found:
                raise operator_error(f"{code}: {number}", found)
            _require_answerable(agreement, proposal.kind, number, word)
            proposals.answer(proposal, word, now, letter=letter, reason=reason)
        record_act(session, desk.vault, "agreement answer", code, by, now, number=number, answer=word, reason=reason)
    click.echo(f"{code}: {number} answered {word} by {by}")


def _require_answerable(agreement: Agreement, kind: str, number: str, word: str) -> None:
    if (kind, word) == (proposals.EXTENSION, ACCEPTED):
        raise OperatorError(f"{agreement.code}: accept {number} by `agreement extend --request {number}`, once signed")
