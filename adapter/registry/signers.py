"""Who is it that signs with this certificate? Asked anew for every call: nothing is kept that a suspension must outrun.

A certificate that was ever registered is judged by its own row: no authority brings back what was removed. Any other
one is a signer if a path leads from it to an authority that is trusted for an agreement, and its subject is the
partner's. Both may be suspended, and revoked by their issuer.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from cryptography import x509
from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.registry.authorities import Trusted, issuers, trusted_now
from adapter.registry.catalogue import Catalogue
from adapter.registry.enrolled import signing_for
from adapter.registry.models import PartnerCertificate
from adapter.registry.suspensions import suspended
from adapter.security import Certificate, FailedAuthentication
from adapter.security.keys import thumbprint
from adapter.security.revocation import Revocation


@dataclass(frozen=True, slots=True)
class Signers:
    """Knows the agreements, BKN's own certificate, and, where lists are configured, what is revoked."""

    catalogue: Catalogue
    own: Certificate
    revocation: Revocation | None = None

    def signs_for(self, session: Session, certificate: Certificate, now: datetime) -> list[str]:
        """The codes of the agreements under which it may sign now, at least one. Raises FailedAuthentication.

        Not checked: the certificate's own days and key usage (`Certificate.require_usable`).
        """
        if codes := signing_for(session, certificate.thumbprint):
            if self.revocation is not None:
                self.revocation.require_good(certificate.parsed, now, issuers(trusted_now(session)))
            return codes
        ever = select(PartnerCertificate.id).where(PartnerCertificate.thumbprint == certificate.thumbprint).limit(1)
        if session.scalar(ever) is not None:
            raise FailedAuthentication("the certificate is suspended, or was removed")
        return self._named_by_authorities(session, certificate, now)

    def _named_by_authorities(self, session: Session, certificate: Certificate, now: datetime) -> list[str]:
        # An authority that certifies BKN too must not make an answer of ours a request.
        if certificate.key == self.own.key:
            raise FailedAuthentication("BKN itself is no partner")
        fitting = [one for one in trusted_now(session) if one.subject.fits(certificate.parsed.subject)]
        if not fitting:
            raise FailedAuthentication("nobody is registered with this certificate")
        stopped = suspended(session)
        codes = sorted({one.agreement for one in fitting if self._named_by(one, certificate, now, stopped)})
        partners = {known.partner_code for known in self.catalogue.agreements if known.code in codes}
        if len(partners) != 1:
            raise FailedAuthentication("no authority names the certificate, or more than one partner fits it")
        return codes

    def _named_by(self, one: Trusted, certificate: Certificate, now: datetime, stopped: set[str | bytes]) -> bool:
        try:
            path = one.authority.path(certificate, now)
            if one.agreement in stopped or stopped & {thumbprint(step) for step in path}:
                return False
            self._require_none_revoked(path, now)
        except FailedAuthentication:
            return False
        return True

    def _require_none_revoked(self, path: tuple[x509.Certificate, ...], now: datetime) -> None:
        """Every step of the path but the authority itself, which only the operator can take back."""
        if self.revocation is None:
            return
        for certificate, issuer in pairwise(path):
            self.revocation.require_good(certificate, now, (issuer,))
