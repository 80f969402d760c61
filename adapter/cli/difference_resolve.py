"""jembatan difference resolve."""

import click

from adapter.agreements.bpjs.authority import BKN, OTHER
from adapter.agreements.bpjs.disputes import Bench, Decision, correct, decide, is_value, new_message_id
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import decided_by
from adapter.cli.wording import require_words
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.records.differences import Case, find_case
from adapter.records.models import Person


@click.command("resolve")
@click.argument("case_id", metavar="CASE")
@click.option("--value", help="The value that is right.")
@click.option("--reject", is_flag=True, help="Reject the case instead.")
@click.option("--document", help="The document of the authority that is neither party's (Dukcapil).")
@click.option("--note", help="What an auditor should know.")
@click.option("--correct", "correcting", is_flag=True, help="Write the settled value into BKN's own record too.")
@decided_by
@pass_desk
def command(
    desk: Desk,
    case_id: str,
    value: str | None,
    reject: bool,  # noqa: FBT001 - click passes flags
    document: str | None,
    note: str | None,
    correcting: bool,  # noqa: FBT001 - click passes flags
    by: str,
) -> None:
    """Decide for BKN on CASE, as far as BKN has the authority; where neither party has, both must name one value.

    BKN's own record stays as it is unless --correct is given; partners are told of that by a mutation.
    """
    if reject == (value is not None):
        raise OperatorError("give either --value or --reject")
    for option, text, most in (("--document", document, 100), ("--note", note, 250)):
        if text is not None:
            require_words(option, text, most)
    now = system_clock()
    with writing(desk.engine) as session:
        case = find_case(session, desk.vault, AGREEMENT.code, case_id.lower(), lock=True)
        if case is None:
            raise OperatorError(f"there is no case {case_id}; see `jembatan difference list`")
        _require(case, value, document)
        bench = Bench(session, desk.vault, now, new_message_id())
        person = session.get_one(Person, case.row.person_id)
        case, outcome = decide(bench, case, person, Decision(BKN, value, document, note))
        if outcome in ("TIDAK_BERWENANG", "SUDAH_BERAKHIR"):
            raise OperatorError(f"case {case_id}: {_REFUSED[outcome]}; nothing was changed")
        if correcting:
            correct(bench, case, person)
        details = {"case": case_id, "outcome": outcome, "corrected": correcting, "document": document}
        element = case.row.element
        record_act(session, desk.vault, "difference resolve", AGREEMENT.code, by, now, **details)
    click.echo(f"{case_id}: {element} {outcome}{', corrected at BKN' if correcting else ''}")


_REFUSED = {
    "TIDAK_BERWENANG": "BKN does not decide on this element; it may only yield to the partner's value",
    "SUDAH_BERAKHIR": "it is settled or rejected already",
}


def _require(case: Case, value: str | None, document: str | None) -> None:
    if value is None:
        return
    if not is_value(case.row.element, value):
        raise OperatorError(f"--value: no value of {case.row.element}")
    if case.row.decider == OTHER and document is None:
        raise OperatorError("--document: name the document of the authority on this element")
