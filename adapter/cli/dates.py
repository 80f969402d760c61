"""Days on the command line."""

from datetime import date

import click


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
