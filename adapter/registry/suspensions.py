"""Suspension: nobody signs for an agreement, or with a certificate, until it is lifted. It holds from the next call on.

What is removed does not come back (a lost key, an old certificate after its successor has taken over). What is
suspended does: it is for a doubt, a dispute, an incident. Both leave their rows behind, for whoever asks later.
"""

import re
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from adapter.errors import OperatorError
from adapter.registry.catalogue import Catalogue
from adapter.registry.enrolled import parse_prefix
from adapter.registry.models import PartnerAuthority, PartnerCertificate, Suspension

_REASON_LENGTH = 250
_NAME_LENGTH = 100
_WHOLE = re.compile("[0-9a-f]{64}")


def suspend(session: Session, catalogue: Catalogue, target: str, *, reason: str, by: str, now: datetime) -> str:
    """Suspend an agreement's signers, or one certificate; gives the full name of what was suspended.

    `target` is an agreement's code, or 8 and more hexadecimal digits of the SHA-256 of a registered certificate or
    authority. A certificate of an authority is not registered itself: all its 64 digits are needed.
    """
    _require_words(reason, by)
    agreement, thumbprint = _target(session, catalogue, target)
    if _open(session, agreement, thumbprint):
        raise OperatorError(f"{agreement or _hex(thumbprint)} is suspended already; nothing was changed")
    session.add(
        Suspension(agreement=agreement, thumbprint=thumbprint, reason=reason, suspended_at=now, suspended_by=by)
    )
    session.flush()
    return agreement or _hex(thumbprint)


def resume(session: Session, catalogue: Catalogue, target: str, *, reason: str, by: str, now: datetime) -> str:
    """Lift the suspension of `target`, named as for `suspend`; gives its full name. Another one may still hold."""
    _require_words(reason, by)
    agreement, thumbprint = _target(session, catalogue, target)
    rows = _open(session, agreement, thumbprint)
    if not rows:
        raise OperatorError(f"{agreement or _hex(thumbprint)} is not suspended; nothing was changed")
    for row in rows:
        row.resumed_at, row.resumed_by, row.resume_reason = now, by, reason
    session.flush()
    return agreement or _hex(thumbprint)


def suspended(session: Session) -> set[str | bytes]:
    """All that is suspended now: codes of agreements, and thumbprints."""
    rows = session.scalars(select(Suspension).where(Suspension.resumed_at.is_(None)))
    return {name for row in rows for name in (row.agreement, row.thumbprint) if name is not None}


def suspensions(session: Session) -> list[Suspension]:
    """Every suspension ever, oldest first."""
    return list(session.scalars(select(Suspension).order_by(Suspension.id)))


def _open(session: Session, agreement: str | None, thumbprint: bytes | None) -> list[Suspension]:
    same: ColumnElement[bool] = Suspension.thumbprint == thumbprint
    if agreement is not None:
        same = Suspension.agreement == agreement
    return list(session.scalars(select(Suspension).where(same, Suspension.resumed_at.is_(None))))


def _target(session: Session, catalogue: Catalogue, target: str) -> tuple[str | None, bytes | None]:
    if target in {agreement.code for agreement in catalogue.agreements}:
        return target, None
    try:
        prefix = parse_prefix(target)
    except OperatorError:
        codes = ", ".join(sorted(agreement.code for agreement in catalogue.agreements))
        raise OperatorError(
            f"{target!r}: neither an agreement ({codes}) nor 8 or more hexadecimal digits of a certificate's SHA-256"
        ) from None
    # The removed ones too: nobody must have to look up first whether a stolen certificate is registered still.
    known = {
        thumbprint
        for kind in (PartnerCertificate, PartnerAuthority)
        for thumbprint in session.scalars(select(kind.thumbprint))
        if thumbprint.hex().startswith(prefix)
    }
    if not known and _WHOLE.fullmatch(prefix):
        known = {bytes.fromhex(prefix)}
    if len(known) != 1:
        raise OperatorError(f"{len(known)} certificates begin with {target!r}; see `jembatan partner list`")
    return None, known.pop()


def _require_words(reason: str, by: str) -> None:
    for what, text, longest in (("reason", reason, _REASON_LENGTH), ("name of who does it", by, _NAME_LENGTH)):
        if text != text.strip() or not text.isprintable() or not 1 <= len(text) <= longest:
            raise OperatorError(f"the {what} has 1 to {longest} characters, on one line")


def _hex(thumbprint: bytes | None) -> str:
    return (thumbprint or b"").hex()
