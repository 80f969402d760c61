"""jembatan agreement holidays."""

from datetime import date
from pathlib import Path

import click

from adapter.cli.dates import Day
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.cli.who import reason_and_by
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.records.database import reading, writing
from adapter.registry.holidays import add_holiday, named_holidays, withdraw_holiday


@click.group("holidays")
def command() -> None:
    """The national holidays that move, and cuti bersama; working days (hari kerja) are counted without them."""


@command.command("list")
@pass_desk
def _list(desk: Desk) -> None:
    """Show what is recorded; 1 January, 1 May, 1 June, 17 August and 25 December are built in."""
    with reading(desk.engine) as session:
        print_table(("day", "name"), [(str(day), name) for day, name in named_holidays(session)])


@command.command("add")
@click.argument("day", type=Day())
@click.argument("name", type=str.strip)
@reason_and_by
@pass_desk
def _add(desk: Desk, day: date, name: str, reason: str, by: str) -> None:
    """Record a holiday; the reason is the decree."""
    _record(desk, [(day, name)], reason, by)
    click.echo(f"{day}: {name}")


@command.command("load")
@click.argument("file", type=click.Path(path_type=Path))
@reason_and_by
@pass_desk
def _load(desk: Desk, file: Path, reason: str, by: str) -> None:
    """Record a year's decree from a file: a line each, YYYY-MM-DD and the name; all of them, or none."""
    lines = [(at, line) for at, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if line.strip()]
    found = [_read(file, at, line) for at, line in lines]
    _record(desk, found, reason, by)
    click.echo(f"{file}: {len(found)} holidays recorded")


@command.command("withdraw")
@click.argument("day", type=Day())
@reason_and_by
@pass_desk
def _withdraw(desk: Desk, day: date, reason: str, by: str) -> None:
    """Take a holiday back that a later decree cancelled. Deadlines that were told already do not move."""
    now = system_clock()
    with writing(desk.engine) as session:
        withdraw_holiday(session, day, now)
        record_act(session, desk.vault, "agreement holidays withdraw", None, by, now, day=day, reason=reason)
    click.echo(f"{day}: withdrawn")


def _read(file: Path, at: int, line: str) -> tuple[date, str]:
    day, _, name = line.strip().partition(" ")
    try:
        return date.fromisoformat(day), name.strip()
    except ValueError:
        raise OperatorError(f"{file}, line {at}: {day!r} is not a day as YYYY-MM-DD") from None


def _record(desk: Desk, found: list[tuple[date, str]], reason: str, by: str) -> None:
    now = system_clock()
    with writing(desk.engine) as session:
        for day, name in found:
            add_holiday(session, day, name, now)
        days = [str(day) for day, _ in found]
        record_act(session, desk.vault, "agreement holidays add", None, by, now, days=days, reason=reason)
