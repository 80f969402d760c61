"""jembatan import."""

from pathlib import Path
from textwrap import fill

import click

from adapter.cli.desk import Desk, pass_desk, progress_bar
from adapter.clock import system_clock
from adapter.records.database import reading
from adapter.records.importer import import_csv
from adapter.records.siasn import COLUMNS
from adapter.records.synthetic import invented_people

_EPILOG = f"""
The file is UTF-8, with or without a byte order mark; cells are set apart by commas or semicolons. The first line names
the columns, in any order and among others; all of these must be there, but their cells may be empty where a person
has no such datum:

\b
{fill(" ".join(COLUMNS), 76)}

Dates are dd-mm-yyyy. People are known by nipBaru, or a pensioner without it by nipLama. Families are not in this
export: those that are stored stay as they are.

Exit status: 0 every row is in, 1 rows were rejected or nothing could be read, 2 wrong usage, 3 the database is away or
not migrated.
"""


@click.command("import", epilog=_EPILOG)
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
@pass_desk
def command(desk: Desk, file: Path) -> None:
    """Take in the people of a SIASN export. A bad row is told with its line and reason; the good ones go in."""
    engine, vault = desk.engine, desk.vault
    size = file.stat().st_size if file.is_file() else None
    with progress_bar("bytes", size) as progress:
        report = import_csv(engine, vault, file, system_clock(), progress)
    for rejection in report.rejections:
        click.echo(f"line {rejection.line}: {'; '.join(rejection.reasons)}", err=True)
    kept = f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged"
    click.echo(f"{file}: {kept}, {report.rejected} rejected")
    with reading(engine) as session:
        invented = invented_people(session)
    if invented:
        click.echo(f"{desk.settings.masked_database_url}: {invented} invented people are there beside them")
    if report.rejected:
        click.get_current_context().exit(1)
