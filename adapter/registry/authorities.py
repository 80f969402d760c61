"""Authorities that an operator trusts to name a partner's signers, each for one agreement and one subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.errors import OperatorError
from adapter.registry.models import PartnerAuthority
from adapter.security.certificate import Certificate
from adapter.security.errors import FailedAuthentication
from adapter.security.keys import thumbprint
from adapter.security.path import Authority
from adapter.security.subject import SubjectConstraint, parse_subject

_SUBJECT_LENGTH = 500
_MOST_INTERMEDIATES = 8


@dataclass(frozen=True, slots=True)
class Trusted:
    """An authority as it was registered: it may name signers for `agreement` whose subject is as `subject` says."""

    agreement: str
    authority: Authority
    subject: SubjectConstraint


def trust_authority(
    session: Session,
    agreement: Agreement,
    trusted: Authority,
    subject: SubjectConstraint,
    now: datetime,
    own: x509.Certificate | None = None,
) -> bytes:
    """Let certificates of this authority and subject sign for the partner of `agreement`; gives its thumbprint.

    `own` is BKN's certificate, which must not fit. Raises OperatorError. Not checked: whether the authority issues
    the subject to the partner alone; the operator who registers it knows.
    """
    key = thumbprint(trusted.certificate)
    held = select(PartnerAuthority).where(
        PartnerAuthority.agreement == agreement.code,
        PartnerAuthority.thumbprint == key,
        PartnerAuthority.removed_at.is_(None),
    )
    if session.scalar(held) is not None:
        raise OperatorError(f"{agreement.code}: authority {key.hex()[:16]} is trusted already; remove it first")
    if len(subject.text) > _SUBJECT_LENGTH or len(trusted.intermediates) > _MOST_INTERMEDIATES:
        raise OperatorError(
            f"{agreement.code}: {_SUBJECT_LENGTH} characters of subject and {_MOST_INTERMEDIATES} intermediates are the"
            " most"
        )
    trusted.require_sound(now)
    if own is not None and is_named_by(Trusted(agreement.code, trusted, subject), own, now):
        raise OperatorError(f"{agreement.code}: BKN's own certificate would sign for the partner; narrow the subject")
    session.add(
        PartnerAuthority(
            agreement=agreement.code,
            thumbprint=key,
            certificate=trusted.certificate.public_bytes(Encoding.DER),
            intermediates=b"".join(one.public_bytes(Encoding.PEM) for one in trusted.intermediates),
            subject=subject.text,
            exact=subject.exact,
            added_at=now,
        )
    )
    session.flush()
    return key


def is_named_by(trusted: Trusted, certificate: x509.Certificate, now: datetime) -> bool:
    """Whether a certificate fits the subject and has a path to the authority."""
    if not trusted.subject.fits(certificate.subject):
        return False
    try:
        trusted.authority.path(Certificate(certificate), now)
    except FailedAuthentication:
        return False
    return True


def authorities(session: Session) -> list[PartnerAuthority]:
    """Every authority ever registered, by agreement and age."""
    return list(session.scalars(select(PartnerAuthority).order_by(PartnerAuthority.agreement, PartnerAuthority.id)))


_TRUSTED = select(
    PartnerAuthority.agreement,
    PartnerAuthority.certificate,
    PartnerAuthority.intermediates,
    PartnerAuthority.subject,
    PartnerAuthority.exact,
).where(PartnerAuthority.removed_at.is_(None))


def trusted_now(session: Session) -> list[Trusted]:
    """The authorities that are trusted, suspended or not."""
    return [_parse(*row) for row in session.execute(_TRUSTED)]


def issuers(trusted: Sequence[Trusted]) -> list[x509.Certificate]:
    """Every certificate of these authorities that may have issued others."""
    return [one for held in trusted for one in (held.authority.certificate, *held.authority.intermediates)]


@lru_cache(maxsize=256)
def _parse(agreement: str, certificate: bytes, intermediates: bytes, subject: str, exact: bool) -> Trusted:  # noqa: FBT001 - a row's columns
    between = tuple(x509.load_pem_x509_certificates(intermediates)) if intermediates else ()
    authority = Authority(x509.load_der_x509_certificate(certificate), between)
    return Trusted(agreement, authority, parse_subject(subject, exact=exact))
