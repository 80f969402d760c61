"""jembatan partner add."""

from pathlib import Path

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.clock import system_clock
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.store import add_certificate
from adapter.security.keys import load_certificate


@click.command("add")
@click.argument("agreement")
@click.argument("file", metavar="CERTIFICATE.pem", type=click.Path(path_type=Path))
@pass_desk
def command(desk: Desk, agreement: str, file: Path) -> None:
    """Let the holder of a certificate sign for the partner of AGREEMENT."""
    found = load_agreements().agreement(agreement)
    certificate = load_certificate(file)
    with writing(desk.engine) as session:
        thumbprint = add_certificate(session, found, certificate, system_clock())
    click.echo(f"{found.code}: {certificate.subject.rfc4514_string()} may sign, SHA-256 {thumbprint.hex()}")
