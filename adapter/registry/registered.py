"""Whoever may sign now, as message security asks: a Trust and a Find over the registry, read for each question."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from adapter.records.database import reading
from adapter.registry import enrolled
from adapter.registry.signers import Signers
from adapter.security import Certificate, CertificateName, FailedAuthentication, TrustedCertificates


@dataclass(frozen=True, slots=True)
class Registered:
    """Who signs by the registry of `engine`, if there is one, as `signers` judge at `now`; some more besides.

    `require` is a Trust, `find` a Find for `verify`. Without `signers` only a certificate's own row counts, not
    authorities and revocation. Raises StoreUnavailable where the database is away.
    """

    engine: Engine | None
    signers: Signers | None
    now: datetime
    besides: TrustedCertificates = field(default_factory=lambda: TrustedCertificates(()))

    def require(self, certificate: Certificate) -> None:
        """Raise FailedAuthentication for a certificate with which nobody may sign now."""
        if self.engine is None or any(one.thumbprint == certificate.thumbprint for one in self.besides.certificates):
            self.besides.require(certificate)
            return
        with reading(self.engine) as session:
            if self.signers is not None:
                self.signers.signs_for(session, certificate, self.now)
            elif not enrolled.signing_for(session, certificate.thumbprint):
                raise FailedAuthentication("nobody is registered with this certificate")

    def find(self, name: CertificateName) -> list[Certificate]:
        """The certificates that a message may call by `name`."""
        found = self.besides.find(name)
        if self.engine is None:
            return found
        with reading(self.engine) as session:
            return [*found, *enrolled.find_certificates(session, name)]
