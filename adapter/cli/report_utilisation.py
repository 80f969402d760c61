"""jembatan report utilisation."""

import json
from pathlib import Path

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.files import write_new
from adapter.cli.table import print_table
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.journal import pdf
from adapter.journal.counting import Utilisation, utilisation
from adapter.journal.periods import parse_period
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements
from adapter.security import load_signer
from adapter.security.pades import require_pdf_signer, sign_pdf

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("utilisation")
@click.argument("code")
@click.option("--period", required=True, metavar="PERIOD", help="2026-Q4, 2026-S2 or 2026.")
@click.option("--json", "json_file", type=_FILE, help="Write the report, for `report recount`.")
@click.option("--pdf", "pdf_file", type=_FILE, help="Write a PDF for people, signed with the server's key.")
@pass_desk
def command(desk: Desk, code: str, period: str, json_file: Path | None, pdf_file: Path | None) -> None:
    """Report what was exchanged under the agreement CODE in a period, counted in the journal."""
    agreement = load_agreements().agreement(code)
    with reading(desk.engine) as session:
        used = utilisation(session, agreement, parse_period(period))
    if used is None:
        raise OperatorError(f"{code}, {period}: the journal holds no exchange of it; there is nothing to report")
    if json_file is not None:
        write_new(json_file, json.dumps(used.as_json(), ensure_ascii=False, indent=2).encode())
    if pdf_file is not None:
        signer = load_signer(desk.settings.server_key, desk.settings.server_certificate)
        require_pdf_signer(signer)
        made = pdf.utilisation_pdf(used, agreement.title, system_clock())
        write_new(pdf_file, sign_pdf(made, signer, reason=f"Laporan hasil pemanfaatan {code} {period}"))
    _print(used)


def _print(used: Utilisation) -> None:
    rows = [
        (line.operation, line.purpose, line.outcome, str(line.calls), str(line.accesses), str(line.people))
        for line in used.lines
    ]
    total = ("total", "", "", str(used.calls), str(used.accesses), str(used.people))
    print_table(("operation", "purpose", "outcome", "calls", "accesses", "people"), [*rows, total])
    span = used.span
    seals = f"seals {span.first_seal} to {span.last_seal}" if span.last_seal else "not sealed yet"
    click.echo(f"entries {span.first_entry} to {span.last_entry}, {seals}; {used.query}", err=True)
