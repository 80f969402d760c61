"""The path from a certificate to an authority that an operator trusts (RFC 5280, 6), by cryptography's verifier.

That verifier is written for TLS; its extension policies are replaced here by those of certificates that sign
messages: no name of a host is asked for, and no TLS key usage. The verifier itself checks, for every certificate of
the path: signatures (SHA-256 and up, RSA from 2048 bits), days, CA flag, path lengths, and that no critical
extension is unknown. The certificates between are the operator's, never the message's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import ClientVerifier, Criticality, ExtensionPolicy, Policy, PolicyBuilder, Store

from adapter.errors import OperatorError
from adapter.security.certificate import Certificate
from adapter.security.errors import FailedAuthentication

_MEANT_FOR_SIGNERS = frozenset(
    {
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.CLIENT_AUTH,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # documentSigning, RFC 9336
        x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # the same, as Microsoft named it before
    }
)
"""An extended key usage may be absent; where it is there, one of these must be. A partner's TLS server may not sign."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A trusted authority's certificate, and the certificates that may lie between it and a signer's."""

    certificate: x509.Certificate
    intermediates: tuple[x509.Certificate, ...] = ()

    def path(self, certificate: Certificate, now: datetime) -> tuple[x509.Certificate, ...]:
        """The path from `certificate` to the authority, both included. Raises FailedAuthentication.

        Not checked here: the certificate's own days (as for every signer, `Certificate.require_usable` does that),
        its subject, and revocation.
        """
        # A signer whose days are over is told so, not called a stranger; the path must hold on its nearest day.
        moment = min(max(now, certificate.not_before), certificate.not_after)
        try:
            return tuple(self._verifier(moment).verify(certificate.parsed, list(self.intermediates)).chain)
        except Exception:  # noqa: BLE001 - VerificationError, and whatever a hostile certificate makes it raise
            raise FailedAuthentication("no path leads from the certificate to the authority") from None

    def require_sound(self, now: datetime) -> None:
        """Refuse, before they are registered, certificates through which no path could lead. Raises OperatorError."""
        for certificate in (self.certificate, *self.intermediates):
            name = certificate.subject.rfc4514_string()
            if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
                raise OperatorError(f"{name}: is outside of its days, and could vouch for nobody")
            if (reason := _not_an_authority(certificate)) is not None:
                raise OperatorError(f"{name}: {reason}")
        for certificate in self.intermediates:
            if not any(_issued(certificate, issuer) for issuer in (self.certificate, *self.intermediates)):
                name = certificate.subject.rfc4514_string()
                raise OperatorError(f"{name}: is issued neither by the authority nor by another intermediate")

    def _verifier(self, moment: datetime) -> ClientVerifier:
        builder = PolicyBuilder().store(Store([self.certificate])).time(moment)
        builder = builder.max_chain_depth(len(self.intermediates))
        return builder.extension_policies(ca_policy=_ISSUERS, ee_policy=_SIGNERS).build_client_verifier()


def _not_an_authority(certificate: x509.Certificate) -> str | None:
    try:
        held = {type(extension.value): extension.value for extension in certificate.extensions}
    except ValueError:
        return "its extensions cannot be read"
    constraints, usage = held.get(x509.BasicConstraints), held.get(x509.KeyUsage)
    if not isinstance(constraints, x509.BasicConstraints) or not constraints.ca:
        return "is no authority's certificate (basicConstraints has no CA flag)"
    if not isinstance(usage, x509.KeyUsage) or not usage.key_cert_sign:
        return "its key usage does not have keyCertSign"
    if x509.NameConstraints in held:
        # The verifier holds them against host names only; an authority that is kept to subjects would not be.
        return "has name constraints, which are not supported; register its single certificates instead"
    return None


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except Exception:  # noqa: BLE001 - whatever two certificates that do not belong together make it raise
        return False
    return True


def _issues(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage) -> None:
    if not usage.key_cert_sign:
        raise ValueError("no keyCertSign")


def _is_no_issuer(_policy: Policy, _certificate: x509.Certificate, found: x509.BasicConstraints | None) -> None:
    if found is not None and found.ca:
        raise ValueError("an authority's certificate does not sign messages")


def _is_meant(_policy: Policy, _certificate: x509.Certificate, found: x509.ExtendedKeyUsage | None) -> None:
    if found is not None and not _MEANT_FOR_SIGNERS & set(found):
        raise ValueError("an extended key usage for something else")


_ISSUERS = (
    ExtensionPolicy.permit_all()
    .require_present(x509.BasicConstraints, Criticality.AGNOSTIC, None)
    .require_present(x509.KeyUsage, Criticality.AGNOSTIC, _issues)
    .require_not_present(x509.NameConstraints)
)
_SIGNERS = (
    ExtensionPolicy.permit_all()
    .may_be_present(x509.BasicConstraints, Criticality.AGNOSTIC, _is_no_issuer)
    .may_be_present(x509.ExtendedKeyUsage, Criticality.AGNOSTIC, _is_meant)
    .require_present(x509.KeyUsage, Criticality.AGNOSTIC, None)
)


def issued_by(certificate: x509.Certificate, issuers: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """Those of `issuers` whose name and key issued `certificate`."""
    return [issuer for issuer in issuers if _issued(certificate, issuer)]
