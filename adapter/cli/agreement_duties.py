"""jembatan agreement duties."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import system_clock
from adapter.duties.calendar import Item, State
from adapter.duties.known import calendar_of
from adapter.records.database import reading

_TITLES = ("agreement", "duty", "period", "due", "state", "owed by", "done", "source", "what may follow")


@click.command("duties")
@click.argument("code", required=False)
@click.option("--overdue", is_flag=True, help="Only what is overdue (TERLAMBAT).")
@pass_desk
def command(desk: Desk, code: str | None, overdue: bool) -> None:  # noqa: FBT001 - click gives it so
    """Show what is owed under every agreement, or under CODE, and when: until today, and the next of each duty.

    What may follow is what the agreement says; nothing is done by itself.
    """
    catalogue, now = desk.catalogue, system_clock()
    agreements = catalogue.agreements if code is None else (catalogue.agreement(code),)
    with reading(desk.engine) as session:
        found = [(one.code, item) for one in agreements for item in calendar_of(session, one, now, catalogue.host)]
    shown = [(name, item) for name, item in found if not overdue or item.state is State.LATE]
    print_table(_TITLES, [_row(name, item) for name, item in _until_next(shown)])


def _until_next(found: list[tuple[str, Item]]) -> list[tuple[str, Item]]:
    """All but the second and later ones of each duty that still lie ahead."""
    seen: set[tuple[str, str]] = set()
    shown = []
    for name, item in found:
        key = (name, item.duty.code)
        if item.state is not State.AHEAD or key not in seen:
            shown.append((name, item))
        if item.state is State.AHEAD:
            seen.add(key)
    return shown


def _row(agreement: str, item: Item) -> tuple[str, ...]:
    return (
        agreement,
        item.duty.code,
        item.period.name,
        str(item.due) if item.due is not None else "",
        item.state.value,
        ", ".join(side.value for side in item.duty.owed_by),
        f"{item.done_on} ({item.evidence})" if item.done_on is not None else "",
        item.duty.source,
        item.proposal or "",
    )
