"""A fixed set of certificates that are believed: BKN's, as a client knows them. A server asks its registry instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.security.certificate import Certificate, CertificateName, parse_certificate
from adapter.security.errors import FailedAuthentication, InvalidSecurityToken


@dataclass(frozen=True, slots=True)
class TrustedCertificates:
    """Believes these and no other; while a certificate is being changed for another there are two.

    `require` is a Trust, `find` a Find for `verify`. Not looked at: who issued them.
    """

    certificates: tuple[Certificate, ...]

    @classmethod
    def of(cls, certificates: Iterable[x509.Certificate]) -> "TrustedCertificates":
        """Of certificates as cryptography gives them. Raises InvalidSecurityToken."""
        return cls(tuple(parse_certificate(one.public_bytes(Encoding.DER)) for one in certificates))

    def require(self, certificate: Certificate) -> None:
        """Raise FailedAuthentication for any other certificate."""
        if all(certificate.thumbprint != known.thumbprint for known in self.certificates):
            raise FailedAuthentication("the message is not signed with a certificate that is trusted here")

    def recipient(self, now: datetime) -> Certificate:
        """The first one, in its days, for which messages may be encrypted: the one in use comes first.

        Raises InvalidSecurityToken where there is none.
        """
        for known in self.certificates:
            if known.enciphers and known.not_before <= now <= known.not_after:
                return known
        raise InvalidSecurityToken("no trusted certificate is RSA with keyEncipherment and of these days")

    def find(self, name: CertificateName) -> list[Certificate]:
        """The certificates that bear this name."""
        return [known for known in self.certificates if known.is_named(name)]
