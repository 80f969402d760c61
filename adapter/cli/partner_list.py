"""jembatan partner list."""

from datetime import datetime

import click
from cryptography import x509

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.clock import system_clock, wib_date
from adapter.records.database import reading
from adapter.registry.authorities import authorities
from adapter.registry.enrolled import certificates
from adapter.registry.expiry import ENDED, days_left, threshold
from adapter.registry.models import PartnerAuthority, PartnerCertificate
from adapter.registry.suspensions import suspended

_MARKS = {None: "", 60: "soon", 14: "URGENT", 3: "CRITICAL", ENDED: "ENDED"}
_TITLES = ("agreement", "SHA-256", "subject", "role", "until", "days left", "mark", "added", "suspended", "removed")


@click.command("list")
@pass_desk
def command(desk: Desk) -> None:
    """Show every certificate and authority that was ever registered, and how long each still holds.

    The mark is `soon` within 60 days of its end, URGENT within 14, CRITICAL within 3. Of an authority, the subject is
    the one that a partner's certificate must have.
    """
    now = system_clock()
    with reading(desk.engine) as session:
        stopped = suspended(session)
        every: list[PartnerCertificate | PartnerAuthority] = [*certificates(session), *authorities(session)]
        rows = [_row(held, now, stopped) for held in every]
    print_table(_TITLES, rows)


def _row(held: PartnerCertificate | PartnerAuthority, now: datetime, stopped: set[str | bytes]) -> tuple[str, ...]:
    certificate = x509.load_der_x509_certificate(held.certificate)
    end = certificate.not_valid_after_utc
    counts = held.removed_at is None
    authority = isinstance(held, PartnerAuthority)
    return (
        held.agreement,
        held.thumbprint.hex()[:16],
        held.subject if isinstance(held, PartnerAuthority) else certificate.subject.rfc4514_string(),
        "authority" if authority else "signer",
        str(wib_date(end)),
        str(days_left(end, now)) if counts else "",
        _MARKS[threshold(end, now)] if counts else "",
        str(wib_date(held.added_at)),
        "suspended" if stopped & {held.agreement, held.thumbprint} else "",
        str(wib_date(held.removed_at)) if held.removed_at else "",
    )
