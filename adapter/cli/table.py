"""A table on standard output: in columns for a reader, tab-separated for a program that reads a pipe."""

from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.table import Table


def print_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print the rows under their titles."""
    console = Console(markup=False)
    if not console.is_terminal:
        for row in (titles, *rows):
            click.echo("\t".join(row))
        return
    table = Table(*titles, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)
