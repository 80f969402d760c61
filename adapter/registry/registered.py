"""Whoever may sign now, as message security asks: a Trust and a Find over the registry, read for each question."""

from dataclasses import dataclass, field

from sqlalchemy import Engine

from adapter.records.database import reading
from adapter.registry import store
from adapter.security import Certificate, CertificateName, FailedAuthentication, TrustedCertificates


@dataclass(frozen=True, slots=True)
class Registered:
    """The certificates in the registry of `engine`, if there is one, and some besides.

    `require` is a Trust, `find` a Find for `verify`. Raises StoreUnavailable where the database is away.
    """

    engine: Engine | None
    besides: TrustedCertificates = field(default_factory=lambda: TrustedCertificates(()))

    def require(self, certificate: Certificate) -> None:
        """Raise FailedAuthentication for a certificate with which nobody may sign now."""
        if self.engine is not None:
            with reading(self.engine) as session:
                if store.signing_for(session, certificate.thumbprint):
                    return
        if self.besides.certificates:
            self.besides.require(certificate)
            return
        raise FailedAuthentication("nobody is registered with this certificate")

    def find(self, name: CertificateName) -> list[Certificate]:
        """The certificates that a message may call by `name`."""
        found = self.besides.find(name)
        if self.engine is None:
            return found
        with reading(self.engine) as session:
            return [*found, *store.find_certificates(session, name)]
