"""A table on standard output: in columns for a reader, tab-separated for a program that reads a pipe."""

import sys
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.table import Column, Table


def print_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print the rows under their titles."""
    # Not as rich sees it: with FORCE_COLOR, a pipe is a terminal to it.
    if not sys.stdout.isatty():
        for row in (titles, *rows):
            click.echo("\t".join(row))
        return
    console = Console(markup=False)
    # On a narrow terminal a number goes on in the next line: cut off, it would be another one.
    table = Table(*(Column(title, overflow="fold") for title in titles), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)
