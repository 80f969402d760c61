"""jembatan aggregate."""

import re
from datetime import date

import click
from sqlalchemy.orm import Session

from adapter.cli.desk import Desk, pass_desk, progress_bar
from adapter.cli.who import login
from adapter.clock import system_clock, wib_date
from adapter.journal.acts import record_act
from adapter.records.aggregates import Outcome, aggregate, last_month_end

_PARTS = {"people": (0, 10), "cells": (10, 90), "storing": (90, 100)}
"""Percent at which each stage begins and ends, as measured with 6.5 million people."""


class Month(click.ParamType[date]):
    """TTTT-BB, as its last day."""

    name = "month"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The last day of the month."""
        if isinstance(value, date):
            return value
        if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", str(value)):
            self.fail(f"{value}: not a month; write YYYY-MM", param, ctx)
        year, month = map(int, str(value).split("-"))
        return last_month_end(date(year + month // 12, month % 12 + 1, 1))


@click.command("aggregate")
@click.option("--month", type=Month(), metavar="YYYY-MM", help="The month; by default the one that has ended last.")
@pass_desk
def command(desk: Desk, month: date | None) -> None:
    """Count the ASN of a month's end, for the aggregates that Taspen may ask for. `serve` does it by itself too."""
    now = system_clock()
    month = month or last_month_end(wib_date(now))

    def journalled(session: Session, outcome: Outcome) -> None:
        figures = {"month": f"{month:%Y-%m}", "people": outcome.people, "cells": outcome.cells}
        record_act(session, desk.vault, "aggregate", None, login(), now, **figures, withheld=outcome.withheld)

    with progress_bar(f"{month:%Y-%m}", 100) as percent:

        def show(stage: str, done: int, of: int) -> None:
            first, last = _PARTS[stage]
            percent(first + (last - first) * done // max(of, 1))

        outcome = aggregate(desk.engine, desk.vault, month, now, progress=show, complete=journalled)
    click.echo(f"{month:%Y-%m}: {outcome.people} people in {outcome.cells} cells, {outcome.withheld} of them withheld")
