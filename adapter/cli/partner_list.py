"""jembatan partner list."""

import click
from cryptography import x509

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import wib_date
from adapter.records.database import reading
from adapter.registry.models import PartnerCertificate
from adapter.registry.store import certificates


@click.command("list")
@pass_desk
def command(desk: Desk) -> None:
    """Show every certificate that was ever registered."""
    with reading(desk.engine) as session:
        rows = [_row(held) for held in certificates(session)]
    print_table(("agreement", "SHA-256", "subject", "until", "added", "removed"), rows)


def _row(held: PartnerCertificate) -> tuple[str, ...]:
    certificate = x509.load_der_x509_certificate(held.certificate)
    return (
        held.agreement,
        held.thumbprint.hex()[:16],
        certificate.subject.rfc4514_string(),
        str(wib_date(certificate.not_valid_after_utc)),
        str(wib_date(held.added_at)),
        str(wib_date(held.removed_at)) if held.removed_at else "",
    )
