"""jembatan partner add."""

from pathlib import Path

import click
from cryptography import x509

from adapter.cli.desk import Desk, pass_desk
from adapter.clock import system_clock
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.enrolment import enrol
from adapter.security.keys import KeyFileError, load_certificate


@click.command("add")
@click.argument("agreement")
@click.argument("file", metavar="CERTIFICATE.pem", type=click.Path(path_type=Path))
@pass_desk
def command(desk: Desk, agreement: str, file: Path) -> None:
    """Let the holder of a certificate sign for the partner of AGREEMENT.

    Those that it has keep signing too, until they are removed. Refused are an authority's certificate, BKN's own,
    another partner's, and one that could not sign today.
    """
    catalogue = load_agreements()
    found = catalogue.agreement(agreement)
    certificate = load_certificate(file)
    with writing(desk.engine) as session:
        thumbprint = enrol(session, catalogue, found, certificate, system_clock(), own_certificate(desk))
    click.echo(f"{found.code}: {certificate.subject.rfc4514_string()} may sign, SHA-256 {thumbprint.hex()}")


def own_certificate(desk: Desk) -> x509.Certificate | None:
    """BKN's certificate, where it is at hand: nobody else may sign with it."""
    try:
        return load_certificate(desk.settings.server_certificate)
    except KeyFileError:
        return None  # partners may be registered where the server is not
