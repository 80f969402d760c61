"""jembatan hold."""

import uuid
from collections import Counter
from pathlib import Path

import click

from adapter.agreements.holding import Kept, take_own
from adapter.agreements.receiving import Incoming
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.records_file import read_records
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.limits import LIST_CHUNK_ROWS
from adapter.records.database import writing
from adapter.records.held_differences import count_differences
from adapter.registry.catalogue import load_hosted


@click.command("hold")
@click.argument("name", metavar="LIST")
@click.argument("file", metavar="FILE.jsonl", type=click.Path(path_type=Path))
@click.option("--remove", is_flag=True, help="Take these records of your own out again.")
@decided_by
@pass_desk
def command(desk: Desk, name: str, file: Path, by: str, remove: bool) -> None:  # noqa: FBT001 - click passes flags
    """Where this process plays a partner (JEMBATAN_MITRA): keep what the partner has of its own beside what BKN gives.

    LIST is an element list that BKN gives, such as dataPegawai; each line of the file is one of its records as JSON,
    with the elements that the partner has. Where BKN says otherwise, the agreement says whose word counts.
    """
    if desk.settings.mitra is None:
        raise OperatorError("this is BKN, whose own records are its database; set JEMBATAN_MITRA to the partner's code")
    kept = _find(desk.settings.mitra, name)
    records = read_records(file, kept.listed.record, "nothing was kept")
    for number, record in enumerate(records, 1):
        if kept.key(record) is None:
            raise OperatorError(f"{file}, record {number}: without the number that names it; nothing was kept")
    now, counts = system_clock(), Counter[str]()
    with writing(desk.engine) as session:
        to = Incoming(session, desk.vault, now, str(uuid.uuid4()))
        for start in range(0, len(records), LIST_CHUNK_ROWS):
            receipts = take_own(to, kept, records[start : start + LIST_CHUNK_ROWS], remove=remove)
            counts.update(receipt.result for receipt in receipts)
        differing = count_differences(session, kept.place)
        record_act(session, desk.vault, "hold", kept.agreement, by, now, list=name, **counts)
    told = ", ".join(f"{count} {result}" for result, count in sorted(counts.items())) or "nothing in the file"
    click.echo(f"{name}: {told}; {differing} elements of the list differ from what BKN gave")


def _find(code: str, name: str) -> Kept:
    kept = {one.listed.name: one for service in load_hosted(code).services for one in service.holds}
    if name not in kept:
        raise OperatorError(f"{code} keeps no list {name!r}; it keeps {', '.join(kept) or 'none'}")
    return kept[name]
