"""The certificates with which partners sign, one row for each agreement. Nothing is overwritten: an end is a date.

All functions work inside the caller's transaction. Those that record raise OperatorError on bad input.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.errors import OperatorError
from adapter.records.database import run
from adapter.registry.models import PartnerAuthority, PartnerCertificate, Suspension
from adapter.security import (
    Certificate,
    CertificateName,
    IssuerSerial,
    SubjectKeyIdentifier,
    Thumbprint,
    parse_certificate,
)
from adapter.security.keys import thumbprint

_THUMBPRINT_PREFIX = re.compile("[0-9a-f]{8,64}")
"""What tells certificates apart; fewer digits may be a slip that ends the wrong one."""


def add_certificate(session: Session, agreement: Agreement, certificate: x509.Certificate, now: datetime) -> bytes:
    """Let this certificate sign for the partner of `agreement` from now on; gives its thumbprint."""
    key = thumbprint(certificate)
    row = session.scalar(
        select(PartnerCertificate).where(
            PartnerCertificate.agreement == agreement.code, PartnerCertificate.thumbprint == key
        )
    )
    if row is not None and row.removed_at is None:
        raise OperatorError(f"{agreement.code}: certificate {key.hex()[:16]} is registered already")
    if row is not None:
        # A removed certificate was removed for a reason (a lost key); it does not come back by accident.
        raise OperatorError(f"{agreement.code}: certificate {key.hex()[:16]} was removed; register a new one")
    session.add(
        PartnerCertificate(
            agreement=agreement.code,
            thumbprint=key,
            certificate=certificate.public_bytes(Encoding.DER),
            issuer=certificate.issuer.rfc4514_string(),
            serial=str(certificate.serial_number),
            ski=_key_identifier(certificate),
            sha1=certificate.fingerprint(hashes.SHA1()),  # noqa: S303 - WSS X.509 token profile 1.1, 3.2.1; a name only
            added_at=now,
        )
    )
    session.flush()
    return key


def _key_identifier(certificate: x509.Certificate) -> bytes | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except (x509.ExtensionNotFound, ValueError):
        return None


def remove_certificate(session: Session, agreement: Agreement, thumbprint_prefix: str, now: datetime) -> bytes:
    """End a certificate, or an authority, at once and for good; gives its thumbprint. The row stays.

    The prefix is at least 8 hexadecimal digits, with or without colons.
    """
    prefix = parse_prefix(thumbprint_prefix)
    rows: list[PartnerCertificate | PartnerAuthority] = [
        *_registered(session, PartnerCertificate, agreement),
        *_registered(session, PartnerAuthority, agreement),
    ]
    found = [row for row in rows if row.thumbprint.hex().startswith(prefix)]
    if len(found) != 1:
        raise OperatorError(
            f"{agreement.code}: {len(found)} certificates begin with {thumbprint_prefix!r}; see `jembatan partner list`"
        )
    found[0].removed_at = now
    session.flush()
    return found[0].thumbprint


_Registered = TypeVar("_Registered", PartnerCertificate, PartnerAuthority)


def _registered(session: Session, kind: type[_Registered], agreement: Agreement) -> Sequence[_Registered]:
    return session.scalars(select(kind).where(kind.agreement == agreement.code, kind.removed_at.is_(None))).all()


def parse_prefix(text: str) -> str:
    """The hexadecimal digits of the beginning of a SHA-256, as anybody writes them. Raises OperatorError."""
    prefix = text.lower().replace(":", "")
    if not _THUMBPRINT_PREFIX.fullmatch(prefix):
        raise OperatorError(f"{text!r}: give 8 or more hexadecimal digits of its SHA-256; see `jembatan partner list`")
    return prefix


def certificates(session: Session) -> list[PartnerCertificate]:
    """Every certificate ever registered, by agreement and age."""
    return list(
        session.scalars(select(PartnerCertificate).order_by(PartnerCertificate.agreement, PartnerCertificate.id))
    )


def registered_for(session: Session, key: bytes) -> list[str]:
    """The codes of the agreements under which the certificate with this thumbprint is registered, suspended or not."""
    rows = select(PartnerCertificate.agreement).where(
        PartnerCertificate.thumbprint == key, PartnerCertificate.removed_at.is_(None)
    )
    return list(session.scalars(rows))


# Made once: it is asked for every call, and building it costs as much as running it.
_SIGNING = select(PartnerCertificate.agreement).where(
    PartnerCertificate.thumbprint == bindparam("key"),
    PartnerCertificate.removed_at.is_(None),
    ~exists().where(
        Suspension.resumed_at.is_(None),
        or_(
            Suspension.thumbprint == PartnerCertificate.thumbprint,
            Suspension.agreement == PartnerCertificate.agreement,
        ),
    ),
)


def signing_for(session: Session, key: bytes) -> list[str]:
    """The codes of the agreements under which the certificate with this thumbprint is registered and not suspended.

    Not looked at: authorities, and whether it is revoked; `signers.signs_for` asks all there is to ask.
    """
    return list(run(session, _SIGNING, {"key": key}).scalars())


def find_certificates(session: Session, name: CertificateName) -> list[Certificate]:
    """The certificates that are registered today and that a message may call by `name`.

    Suspended ones are found too: trust refuses them.
    """
    match name:
        case IssuerSerial(serial=serial):
            named = PartnerCertificate.serial == str(serial)
        case SubjectKeyIdentifier(value):
            named = PartnerCertificate.ski == value
        case Thumbprint(value):
            named = PartnerCertificate.sha1 == value
    rows = select(PartnerCertificate.certificate).where(PartnerCertificate.removed_at.is_(None), named).distinct()
    # The issuer is compared here: each stack spells it otherwise.
    known = (parse_certificate(der) for der in session.scalars(rows))
    return [certificate for certificate in known if certificate.is_named(name)]
