"""Days and instants on the command line."""

from datetime import date, datetime

import click

from adapter.clock import WIB


class Day(click.ParamType[date]):
    """A day in WIB, as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; anything else is wrong usage."""
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        # Python reads 20261231 and 2026-W53-4 too.
        if day is None or str(day) != value:
            self.fail(f"{value!r} is not a day as YYYY-MM-DD", param, ctx)
        return day


class Moment(click.ParamType[datetime]):
    """An instant in WIB, to the minute, as YYYY-MM-DDTHH:MM."""

    name = "YYYY-MM-DDTHH:MM"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The instant; anything else is wrong usage."""
        try:
            moment = datetime.strptime(value, "%Y-%m-%dT%H:%M").replace(tzinfo=WIB)
        except ValueError:
            self.fail(f"{value!r} is not an instant (WIB) as YYYY-MM-DDTHH:MM", param, ctx)
        return moment
