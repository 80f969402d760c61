"""Days and instants on the command line."""

from datetime import date, datetime

import click

from adapter.clock import WIB

_FIRST_YEAR, _LAST_YEAR = 1900, 9998
"""In UTC, or a day later, every instant of these is still one that Python has."""


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
        if day is None or str(day) != value or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
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
            moment = None
        if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            self.fail(f"{value!r} is not an instant (WIB) as YYYY-MM-DDTHH:MM", param, ctx)
        return moment
