"""jembatan sync status."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

import click
from sqlalchemy.orm import Session

from adapter.cli.desk import Desk, pass_desk
from adapter.clock import WIB, system_clock, wib_minute
from adapter.exchange import runs
from adapter.exchange.overview import Backlog, Overview, overviews
from adapter.records.database import reading
from clients.sync.cli.report import heading


@click.command("status", epilog="Exit status: 0 told, 3 the database is away.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: what /metrik tells, and why a run does not go on.")
@pass_desk
def command(desk: Desk, *, as_json: bool) -> None:
    """Tell each agreement's last run, why it is not at its end, what is kept unsent, set aside, or differs."""
    with reading(desk.engine) as session:
        found = overviews(session, desk.catalogue.exchanged, system_clock())
        if as_json:
            click.echo(json.dumps([asdict(one) for one in found], default=_written, indent=2))
            return
        for one in found:
            click.echo(_heading(session, one.agreement))
            for line in _lines(one):
                click.echo(f"  {line}")


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(WIB).isoformat()
    raise TypeError(f"{type(value).__name__} is not told as JSON")


def _heading(session: Session, code: str) -> str:
    run = runs.latest(session, code)
    return heading(run) if run is not None else f"{code}: no run yet"


def _lines(one: Overview) -> Iterator[str]:
    if one.run is not None:
        yield from (one.run.note or "").splitlines()
        yield f"last page at {wib_minute(one.run.moved_at)}"
        if one.run.resume_at is not None:
            yield f"goes on at {wib_minute(one.run.resume_at)}"
    if one.left_alone_until is not None:
        yield f"the other party is left alone until {wib_minute(one.left_alone_until)}"
    for mode, ended in one.ended_well.items():
        yield f"last {mode} run that was done: {wib_minute(ended)}"
    yield from (f"{kept.count} pages are kept unsent{_of(kept)}" for kept in one.pages)
    yield from (f"{kept.count} records are set aside{_of(kept)}" for kept in one.aside)
    for last in one.comparisons:
        yield f"{last.differing} records of {last.list_name} differed at {wib_minute(last.ended_at)}"
    if one.cases:
        yield f"{one.cases} differences wait for people: see `jembatan difference list`"


def _of(kept: Backlog) -> str:
    return f" ({kept.list_name}, {kept.direction}), the oldest since {wib_minute(kept.oldest)}"
