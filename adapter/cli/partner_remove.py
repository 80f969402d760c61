"""jembatan partner remove."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.clock import system_clock
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.registry.enrolled import remove_certificate


@click.command("remove")
@click.argument("agreement")
@click.argument("thumbprint")
@pass_desk
def command(desk: Desk, agreement: str, thumbprint: str) -> None:
    """End a certificate, or the trust in an authority, at once and for good. What was signed stays in the journal.

    A removed certificate cannot be added again; to stop one for a while, `suspend` it. The beginning
    of its THUMBPRINT (SHA-256) is enough, from 8 hexadecimal digits on.
    """
    found = load_agreements().agreement(agreement)
    with writing(desk.engine) as session:
        removed = remove_certificate(session, found, thumbprint, system_clock())
    click.echo(f"{found.code}: certificate {removed.hex()} may no longer sign")
