"""jembatan partner trust-ca."""

from pathlib import Path

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.partner_add import own_certificate
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.records.database import writing
from adapter.registry.authorities import trust_authority
from adapter.registry.catalogue import load_agreements
from adapter.security.keys import load_certificates
from adapter.security.path import Authority
from adapter.security.subject import SubjectConstraint, parse_subject


@click.command("trust-ca")
@click.argument("agreement")
@click.argument("file", metavar="CA.pem", type=click.Path(path_type=Path))
@click.option("--intermediates", type=click.Path(path_type=Path), help="Authorities between CA and partner, PEM.")
@click.option("--subject", metavar="DN", help="The partner's whole subject: CN=Layanan,O=Instansi,C=ID")
@click.option("--attribute", "attributes", metavar="TYPE=VALUE", multiple=True, help="One that it must have; repeat.")
@pass_desk
def command(
    desk: Desk, agreement: str, file: Path, intermediates: Path | None, subject: str | None, attributes: tuple[str, ...]
) -> None:
    """Let every certificate of an authority sign for the partner of AGREEMENT, if its subject is the partner's.

    Give --subject, or --attribute once or more: of each type named, the subject must have these values and no other.
    A certificate that is registered itself, or was removed, is not affected. `remove` ends it.
    """
    found = load_agreements().agreement(agreement)
    constraint = _constraint(subject, attributes)
    between = tuple(load_certificates(intermediates)) if intermediates else ()
    certificates = load_certificates(file)
    if len(certificates) != 1:
        raise OperatorError(f"{file}: holds {len(certificates)} certificates; give others with --intermediates")
    trusted = Authority(certificates[0], between)
    with writing(desk.engine) as session:
        key = trust_authority(session, found, trusted, constraint, system_clock(), own_certificate(desk))
    name = trusted.certificate.subject.rfc4514_string()
    click.echo(f"{found.code}: {name} may name signers with {constraint.text}, SHA-256 {key.hex()}")


def _constraint(subject: str | None, attributes: tuple[str, ...]) -> SubjectConstraint:
    if (subject is None) == (not attributes):
        raise click.UsageError("give either --subject or --attribute: an authority certifies others too")
    return parse_subject(subject or ",".join(attributes), exact=subject is not None)
