"""jembatan import."""

from pathlib import Path

import click

from adapter.cli.desk import Desk, pass_desk, progress_bar
from adapter.clock import system_clock
from adapter.records.importer import import_csv


@click.command("import")
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
    if report.rejected:
        click.get_current_context().exit(1)
