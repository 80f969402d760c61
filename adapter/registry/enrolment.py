"""Whether a certificate may be registered for a partner: what the server would refuse later is refused here first."""

from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.clock import wib_date
from adapter.errors import OperatorError
from adapter.limits import MIN_RSA_BITS
from adapter.registry.catalogue import Catalogue
from adapter.registry.enrolled import add_certificate, registered_for
from adapter.security import Certificate
from adapter.security.algorithms import default_algorithm
from adapter.security.keys import thumbprint


def enrol(
    session: Session,
    catalogue: Catalogue,
    agreement: Agreement,
    certificate: x509.Certificate,
    now: datetime,
    own: x509.Certificate | None = None,
) -> bytes:
    """Let this certificate sign for the partner of `agreement`; gives its thumbprint. Raises OperatorError.

    `own` is BKN's certificate. Not checked: who issued the certificate; the operator who registers it knows.
    """
    reason = (
        _unfit(certificate, now)
        or _unreadable(agreement, certificate)
        or _unsafe(session, catalogue, agreement, certificate, own)
    )
    if reason is not None:
        name = certificate.subject.rfc4514_string()
        raise OperatorError(f"{agreement.code}: {name} is not registered: {reason}")
    return add_certificate(session, agreement, certificate, now)


def _unfit(certificate: x509.Certificate, now: datetime) -> str | None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > last:
        return f"it expired on {wib_date(last)}; ask the partner for a new certificate"
    if now < first:
        return f"it is not valid before {wib_date(first)}; register it then"
    if not _is_usable_key(certificate):
        kinds = f"RSA of {MIN_RSA_BITS} bits or more, EC on P-256 or P-384, Ed25519"
        return f"its key is none of {kinds}; ask the partner for another"
    try:
        extensions = certificate.extensions
    except ValueError:
        return "its extensions cannot be read; ask the partner for another certificate"
    return _unmeant(extensions)


def _is_usable_key(certificate: x509.Certificate) -> bool:
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return False
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= MIN_RSA_BITS
    return default_algorithm(key) is not None


def _unmeant(extensions: x509.Extensions) -> str | None:
    constraints = [found.value for found in extensions if isinstance(found.value, x509.BasicConstraints)]
    usages = [found.value for found in extensions if isinstance(found.value, x509.KeyUsage)]
    if any(constraint.ca for constraint in constraints):
        return "it is an authority's (CA); register the certificate with which the partner itself signs"
    # Without the extension RFC 5280 allows any use; the server does not.
    if not any(usage.digital_signature for usage in usages):
        return "its key usage does not have digitalSignature; ask the partner for a certificate that signs"
    return None


def _unreadable(agreement: Agreement, certificate: x509.Certificate) -> str | None:
    # Answers are encrypted for the certificate that signed the request: a second one would have to be kept in step.
    if agreement.encrypt_body and not Certificate(certificate).enciphers:
        return (
            "the agreement wants answers encrypted, and for that it must be RSA with keyEncipherment in its key usage"
        )
    return None


def _unsafe(
    session: Session,
    catalogue: Catalogue,
    agreement: Agreement,
    certificate: x509.Certificate,
    own: x509.Certificate | None,
) -> str | None:
    if own is not None and own.public_key() == certificate.public_key():
        return "it is BKN's own, with which the server signs; register the one that the partner sent"
    codes = registered_for(session, thumbprint(certificate))
    holders = {found.partner_code for found in catalogue.agreements if found.code in codes}
    if others := sorted(holders - {agreement.partner_code}):
        return f"{', '.join(others)} signs with it; each partner needs a key of its own"
    return None
