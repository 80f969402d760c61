"""jembatan incident report."""

from datetime import datetime
from pathlib import Path

import click

from adapter.agreements.terms import Side
from adapter.cli.dates import Moment
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import decided_by
from adapter.cli.wording import require_words
from adapter.clock import WIB, system_clock
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.journal.incidents import Failure, deadline, tell
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements

_LONGEST = 1000
_MOST = 20_000
_LENGTHS = (9, 16, 18)


@click.command("report")
@click.argument("code")
@click.option("--happened", type=Moment(), required=True, help="When it happened, or the earliest that it can have.")
@click.option("--known", type=Moment(), required=True, help="When it was known: 3 x 24 hours run from here.")
@click.option("--data", type=str.strip, required=True, metavar="TEXT", help="Which personal data, in Indonesian.")
@click.option("--how", type=str.strip, required=True, metavar="TEXT", help="How it happened, in Indonesian.")
@click.option("--handling", type=str.strip, required=True, metavar="TEXT", help="What is done about it, in Indonesian.")
@click.option("--subjects", type=click.Path(path_type=Path), help="A file with a NIP or NIK on each line.")
@decided_by
@pass_desk
def command(  # noqa: PLR0913, PLR0917 - what UU 27/2022 Pasal 46 wants told
    desk: Desk, code: str, happened: datetime, known: datetime, data: str, how: str, handling: str,
    subjects: Path | None, by: str,
) -> None:  # fmt: skip
    """Tell the partner of CODE of a failure at BKN; it reads it by ambilLogPemanfaatan."""
    agreement, now = load_agreements().agreement(code), system_clock()
    if not happened <= known <= now:
        raise OperatorError("--happened, --known and now must follow each other in this order")
    for option, text in (("--data", data), ("--how", how), ("--handling", handling)):
        require_words(option, text, _LONGEST)
    failure = Failure(happened, known, data, how, handling, _numbers(subjects) if subjects else ())
    with writing(desk.engine) as session:
        incident = tell(session, desk.vault, agreement, Side.BKN, failure, now)
        people = incident.subject_count
        record_act(session, desk.vault, "incident report", code, by, now, number=incident.number, people=people)
        until = deadline(incident).astimezone(WIB)
        click.echo(f"{incident.number}: {people} people; people and the institution until {until:%Y-%m-%d %H:%M} WIB")


def _numbers(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_text(encoding="ascii").split()
    except UnicodeDecodeError:
        raise OperatorError(f"{path}: holds other things than numbers; give a NIP or NIK on each line") from None
    wrong = [at for at, line in enumerate(lines, 1) if not line.isdigit() or len(line) not in _LENGTHS]
    if wrong:
        raise OperatorError(f"{path}: number {wrong[0]} is neither a NIP nor a NIK, and {len(wrong) - 1} more")
    if len(lines) > _MOST:
        raise OperatorError(f"{path}: {len(lines)} numbers; {_MOST} are the most in one report, tell it in parts")
    return tuple(dict.fromkeys(lines))
