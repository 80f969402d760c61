"""The gate of maintenance: while the host's own notice says so, exchanges wait; what closes or warns goes on."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from adapter.agreements.terms import Agreement, Side
from adapter.errors import UnderMaintenance
from adapter.records.database import run
from adapter.registry.notice_models import Notice
from adapter.registry.notice_rules import MAINTENANCE
from adapter.registry.notices import end_of, sender_of

if TYPE_CHECKING:
    from adapter.registry.gates import Passing


def maintenance_gate(session: Session, passing: "Passing") -> None:
    """Refuse an exchange in a maintenance window of its host. Raises UnderMaintenance.

    The host's side counts: at BKN's host a partner's notice of its own system closes nothing (SIGTK Pasal 4 ayat (1)
    huruf d and ayat (2) huruf c, each of its own system).
    """
    notice = under_maintenance(session, passing.agreement, passing.host, passing.now)
    if notice is not None:
        raise UnderMaintenance(notice.number, end_of(notice))


_later = aliased(Notice)
_OVER = select(_later.token).where(
    _later.follows == Notice.token, or_(_later.withdrawn.is_(True), _later.ended_at <= bindparam("now"))
)
# Built once: every exchange asks this (gates), and to build it takes longer than to answer it.
CLOSED_BY_NOTICE = (
    select(Notice.token)
    .where(
        Notice.kind == MAINTENANCE,
        Notice.expected_end > bindparam("now"),
        Notice.starts_at <= bindparam("now"),
        Notice.sender == bindparam("sender"),
        or_(Notice.agreement == bindparam("agreement"), Notice.agreement.is_(None)),
        ~_OVER.exists(),
    )
    .order_by(Notice.expected_end.desc())
    .limit(1)
)


def under_maintenance(session: Session, agreement: Agreement, host: Side, now: datetime) -> Notice | None:
    """The notice by which `host` is under maintenance for this agreement at this instant, or None."""
    asked = {"now": now, "sender": sender_of(agreement, host), "agreement": agreement.code}
    token = run(session, CLOSED_BY_NOTICE, asked).scalar()
    return session.get(Notice, token) if token is not None else None
