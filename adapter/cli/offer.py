"""jembatan offer."""

from pathlib import Path

import click

from adapter.agreements.offering import offering, place
from adapter.agreements.operation import Offer
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.records_file import read_records
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.records.database import writing
from adapter.records.offered import offer
from adapter.registry.catalogue import load_hosted


@click.command("offer")
@click.argument("name", metavar="LIST")
@click.argument("file", metavar="FILE.jsonl", type=click.Path(path_type=Path))
@click.option("--remove", is_flag=True, help="Take these records out (HAPUS) instead of offering them.")
@decided_by
@pass_desk
def command(desk: Desk, name: str, file: Path, by: str, remove: bool) -> None:  # noqa: FBT001 - click passes flags
    """Where this process plays a partner (JEMBATAN_MITRA): offer the records of a file for BKN to pull.

    LIST is an element list of the agreement, such as penganugerahan; each line of the file is one of its records as
    JSON. What is offered already, and has not changed, is left as it is.
    """
    if desk.settings.mitra is None:
        raise OperatorError("this is BKN, which offers nothing for pulling; set JEMBATAN_MITRA to the partner's code")
    agreement = load_hosted(desk.settings.mitra).agreement(desk.settings.mitra)
    one = _find(desk.settings.mitra, name)
    if remove and not one.removable:
        raise OperatorError(f"{name}: nothing is taken out of this list; offer the record with its new state")
    records = read_records(file, one.listed.record, "nothing was offered")
    now = system_clock()
    with writing(desk.engine) as session:
        content = [offering(desk.vault, one, record, remove=remove) for record in records]
        counts = offer(session, desk.vault, place(agreement, one), content, now)
        record_act(session, desk.vault, "offer", agreement.code, by, now, list=name, **counts)
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    click.echo(f"{name}: {told}, {len(records) - sum(counts.values())} as they were")


def _find(code: str, name: str) -> Offer:
    offers = {one.listed.name: one for service in load_hosted(code).services for one in service.offers}
    if name not in offers:
        raise OperatorError(f"{code} offers no list {name!r}; it offers {', '.join(offers) or 'none'}")
    return offers[name]
