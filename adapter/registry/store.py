"""Recording and reading what is known of agreements and partners. Nothing is overwritten.

All functions work inside the caller's transaction. Those that record raise OperatorError on bad input.
"""

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.clock import wib_date
from adapter.errors import OperatorError
from adapter.registry.models import (
    Addendum,
    AddendumChange,
    Extension,
    PartnerAuthority,
    PartnerCertificate,
    Suspension,
)
from adapter.registry.standing import (
    ElementChange,
    RecordedAddendum,
    RecordedExtension,
    Standing,
    standing_on,
)
from adapter.security import (
    Certificate,
    CertificateName,
    IssuerSerial,
    SubjectKeyIdentifier,
    Thumbprint,
    parse_certificate,
)
from adapter.security.keys import thumbprint

_FURTHEST = timedelta(days=20 * 365 + 5)
"""An extension that ends later than twenty years from now is taken for a slip of the hand: 2206 for 2026."""

_NUMBER_LENGTH = 100
_THUMBPRINT_PREFIX = re.compile("[0-9a-f]{8,64}")
"""What tells certificates apart; fewer digits may be a slip that ends the wrong one."""


def standing(session: Session, agreement: Agreement, day: date) -> Standing:
    """How `agreement` stands on `day` (WIB), by its terms and all that is recorded."""
    extensions = session.scalars(select(Extension).where(Extension.agreement == agreement.code))
    addenda = session.scalars(select(Addendum).where(Addendum.agreement == agreement.code).order_by(Addendum.id))
    return standing_on(
        agreement,
        day,
        [RecordedExtension(row.number, row.first_day, row.last_day, row.note) for row in extensions],
        [RecordedAddendum(row.number, row.first_day, _changes(row)) for row in addenda],
    )


def _changes(row: Addendum) -> tuple[ElementChange, ...]:
    return tuple(ElementChange(change.kind, change.element_list, change.element) for change in row.changes)


def record_extension(
    session: Session,
    agreement: Agreement,
    *,
    number: str,
    first_day: date,
    last_day: date,
    note: str | None,
    now: datetime,
) -> None:
    """Record an extension of `agreement`."""
    _require_number(number)
    if last_day < first_day:
        raise OperatorError(f"extension {number}: its last day {last_day} is before its first day {first_day}")
    if first_day <= agreement.term.first_day:
        raise OperatorError(f"extension {number}: it begins before {agreement.code} itself, {agreement.term.first_day}")
    if last_day > wib_date(now) + _FURTHEST:
        raise OperatorError(f"extension {number}: its last day {last_day} lies more than 20 years ahead; is it right?")
    _refuse_known(session, Extension, agreement, number)
    _refuse_overlap(session, agreement, number, first_day, last_day)
    session.add(
        Extension(
            agreement=agreement.code, number=number, first_day=first_day, last_day=last_day, note=note, recorded_at=now
        )
    )
    session.flush()


def record_addendum(
    session: Session,
    agreement: Agreement,
    *,
    number: str,
    first_day: date,
    changes: Sequence[tuple[str, str, str]],
    note: str | None,
    now: datetime,
) -> None:
    """Record an addendum; `changes` are (TAMBAH or CABUT, list, element)."""
    _require_number(number)
    if first_day < agreement.term.first_day:
        raise OperatorError(f"addendum {number}: it begins before {agreement.code} itself, {agreement.term.first_day}")
    if not changes:
        raise OperatorError(f"addendum {number}: it changes nothing; name elements to add or to withdraw")
    _refuse_known(session, Addendum, agreement, number)
    for kind, list_name, element in changes:
        _require_change(agreement, kind, list_name, element)
    rows = [AddendumChange(kind=kind, element_list=name, element=element) for kind, name, element in changes]
    session.add(
        Addendum(agreement=agreement.code, number=number, first_day=first_day, note=note, recorded_at=now, changes=rows)
    )
    session.flush()


def _require_change(agreement: Agreement, kind: str, list_name: str, element: str) -> None:
    listed = next((listed for listed in agreement.element_lists if listed.name == list_name), None)
    if kind not in ("TAMBAH", "CABUT"):
        raise OperatorError(f"an addendum adds (TAMBAH) or withdraws (CABUT); it cannot {kind}")
    if listed is None:
        known = ", ".join(listed.name for listed in agreement.element_lists)
        raise OperatorError(f"{agreement.code} has no element list {list_name!r}; it has {known}")
    if element in listed.accompanying or element not in {field.name for field in fields(listed.record)}:
        raise OperatorError(f"{list_name} has no element {element!r}; it has {', '.join(listed.elements)}")


def _require_number(number: str) -> None:
    if number != number.strip() or not number.isprintable() or not 1 <= len(number) <= _NUMBER_LENGTH:
        raise OperatorError(f"the document's number has 1 to {_NUMBER_LENGTH} characters, on one line")


def _refuse_overlap(session: Session, agreement: Agreement, number: str, first_day: date, last_day: date) -> None:
    other = session.scalar(
        select(Extension).where(
            Extension.agreement == agreement.code, Extension.first_day <= last_day, Extension.last_day >= first_day
        )
    )
    if other is not None:
        days = f"{first_day} to {last_day}"
        held = f"{other.number}, {other.first_day} to {other.last_day}"
        raise OperatorError(f"extension {number}, {days}: it overlaps {held}; nothing was recorded")


def _refuse_known(session: Session, kind: type[Extension | Addendum], agreement: Agreement, number: str) -> None:
    known = session.scalar(select(kind.id).where(kind.agreement == agreement.code, kind.number == number))
    if known is not None:
        raise OperatorError(f"{agreement.code}: {number} is recorded already; nothing was changed")


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
    return list(session.scalars(_SIGNING, {"key": key}))


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
