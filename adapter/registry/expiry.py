"""What ends, and when: partners' certificates, authorities, BKN's own certificate, revocation lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from cryptography import x509
from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.clock import wib_date
from adapter.registry.authorities import issuers, trusted_now
from adapter.registry.models import ExpiryNotice, PartnerCertificate
from adapter.security.keys import thumbprint
from adapter.security.revocation import Revocation

NOTICE_DAYS = (3, 14, 60)
"""Days before an end on which it is told. A partner must be told of a new certificate, and install it, in time."""

ENDED = 0

Role = Literal["partner", "authority", "intermediate", "server", "crl issuer", "crl"]


@dataclass(frozen=True, slots=True)
class Ending:
    """Something with a last instant. `name` is the first 16 hexadecimal digits of a SHA-256, or a list's issuer."""

    role: Role
    name: str
    ends_at: datetime
    agreement: str = ""

    def days_left(self, now: datetime) -> int:
        """Whole days until the end; negative once it has passed."""
        return days_left(self.ends_at, now)

    def threshold(self, now: datetime) -> int | None:
        """The smallest of NOTICE_DAYS within which it ends; ENDED when it has; None when it is not near."""
        return threshold(self.ends_at, now)

    def sentence(self, now: datetime) -> str:
        """One line for an operator."""
        whose = f"{self.role} {self.name}" + (f" ({self.agreement})" if self.agreement else "")
        day, left = wib_date(self.ends_at), self.days_left(now)
        if self.threshold(now) == ENDED:
            return f"{whose}: ended on {day}"
        return f"{whose}: ends on {day}, {left} {'day' if left == 1 else 'days'} left"


def days_left(ends_at: datetime, now: datetime) -> int:
    """Whole days from `now` until the end; negative once it has passed."""
    return (ends_at - now) // timedelta(days=1)


def threshold(ends_at: datetime, now: datetime) -> int | None:
    """The smallest of NOTICE_DAYS within which it ends; ENDED when it has; None when it is not near."""
    if now > ends_at:
        return ENDED
    return next((days for days in NOTICE_DAYS if ends_at - now <= timedelta(days=days)), None)


def endings(session: Session, own: x509.Certificate, revocation: Revocation | None) -> list[Ending]:
    """All that counts today and has an end. What was removed does not count; what is suspended may come back."""
    found = [_of(own, "server"), *_registered(session)]
    trusted = trusted_now(session)
    for one in trusted:
        found.append(_of(one.authority.certificate, "authority", one.agreement))
        found += [_of(between, "intermediate", one.agreement) for between in one.authority.intermediates]
    if revocation is not None:
        found += [_of(issuer, "crl issuer") for issuer in revocation.issuers]
        lists = revocation.lists(issuers(trusted))
        found += [Ending("crl", one.issuer.rfc4514_string(), one.next_update) for one in lists]
    return found


def claim_notice(session: Session, ending: Ending, now: datetime) -> bool:
    """Whether this process is the one to tell of `ending` today; IntegrityError where another one is just doing so."""
    key = f"{ending.role}:{ending.agreement}:{ending.name}"[:90] + f":{ending.threshold(now)}"
    # The insert would fail as well; but every half hour, and in PostgreSQL's log.
    if session.get(ExpiryNotice, (key, wib_date(now))) is not None:
        return False
    session.add(ExpiryNotice(name=key, day=wib_date(now)))
    session.flush()
    return True


def _registered(session: Session) -> Iterator[Ending]:
    rows = session.scalars(select(PartnerCertificate).where(PartnerCertificate.removed_at.is_(None)))
    for row in rows:
        yield _of(x509.load_der_x509_certificate(row.certificate), "partner", row.agreement)


def _of(certificate: x509.Certificate, role: Role, agreement: str = "") -> Ending:
    return Ending(role, thumbprint(certificate).hex()[:16], certificate.not_valid_after_utc, agreement)
