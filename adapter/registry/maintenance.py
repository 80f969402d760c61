"""The gate of maintenance: while the host's own notice says so, exchanges wait; what closes or warns goes on."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from adapter.agreements.terms import Agreement, OperationClass, Side
from adapter.errors import UnderMaintenance
from adapter.registry.notice_models import Notice
from adapter.registry.notice_rules import MAINTENANCE
from adapter.registry.notices import concerning, end_of, sender_of

if TYPE_CHECKING:
    from adapter.registry.gates import Passing


def maintenance_gate(session: Session, passing: "Passing") -> None:
    """Refuse an exchange (class A) in a maintenance window of its host. Raises UnderMaintenance.

    The host's side counts: at BKN's host a partner's notice of its own system closes nothing (SIGTK Pasal 4 ayat (1)
    huruf d and ayat (2) huruf c, each of its own system).
    """
    if passing.right.operation_class is not OperationClass.EXCHANGE:
        return
    notice = under_maintenance(session, passing.agreement, passing.host, passing.now)
    if notice is not None:
        raise UnderMaintenance(notice.number, end_of(notice))


def under_maintenance(session: Session, agreement: Agreement, host: Side, now: datetime) -> Notice | None:
    """The notice by which `host` is under maintenance for this agreement at this instant, or None."""
    later = aliased(Notice)
    over = select(later.token).where(
        later.follows == Notice.token, or_(later.withdrawn.is_(True), later.ended_at <= now)
    )
    statement = select(Notice).where(
        Notice.kind == MAINTENANCE,
        Notice.expected_end > now,
        Notice.starts_at <= now,
        Notice.sender == sender_of(agreement, host),
        concerning(agreement),
        ~over.exists(),
    )
    return session.scalar(statement.order_by(Notice.expected_end.desc()).limit(1))
