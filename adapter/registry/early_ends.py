"""Early ends that follow from proposals, read from the rows on any day, by no job.

An end is decided by the answer, by the silence that the agreement names (PANRB Pasal 6 ayat (3)), or alone (BPUM Pasal
13 ayat (1)).
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.clock import WIB, wib_date
from adapter.registry.objections import ACCEPTED
from adapter.registry.proposals import BREACH, EARLY_END
from adapter.registry.status import ENDED_EARLY, Ending, RecordedExtension
from adapter.registry.term_models import Proposal

MAY_END = and_(
    Proposal.kind == EARLY_END,
    or_(
        Proposal.ground == BREACH,
        Proposal.answer == ACCEPTED,
        and_(Proposal.answer.is_(None), Proposal.answer_by.is_not(None)),
    ),
)
"""The condition that a proposal is one of those from which `endings` may make an end."""


def that_may_end(session: Session, agreement: Agreement) -> list[Proposal]:
    """The proposals by which the agreement may end, oldest first."""
    found = select(Proposal).where(Proposal.agreement == agreement.code, MAY_END).order_by(Proposal.id)
    return list(session.scalars(found))


def endings(rows: Sequence[Proposal], extensions: Sequence[RecordedExtension]) -> list[Ending]:
    """The early ends that the proposals lead to."""
    found = (_ending(row, extensions) for row in rows if row.kind == EARLY_END)
    return [ending for ending in found if ending is not None]


def _ending(row: Proposal, extensions: Sequence[RecordedExtension]) -> Ending | None:
    said = f"Diakhiri {row.side} dengan surat nomor {row.letter}"
    if row.ground == BREACH:
        why = f"{said}, karena kewajiban tidak dilaksanakan."
        return Ending(ENDED_EARLY, row.last_day, row.recorded_at, wib_date(row.recorded_at), why)
    if row.answer == ACCEPTED and row.answered_on is not None and row.answered_at is not None:
        # Agreed after the day that was asked for, it ends when it is agreed, not before.
        last = max(row.last_day, row.answered_on)
        return Ending(ENDED_EARLY, last, row.answered_at, row.answered_on, f"{said}, disetujui pihak lainnya.")
    if row.answer is not None or row.answer_by is None:
        return None
    deadline = datetime.combine(row.answer_by, time.max, WIB)
    signed = [one.recorded_at for one in extensions if one.recorded_at is not None]
    # Whoever signs an extension meanwhile has answered.
    if any(row.recorded_at < moment <= deadline for moment in signed):
        return None
    why = f"{said}; tidak dijawab sampai dengan {row.answer_by}."
    last = max(row.last_day, row.answer_by)
    return Ending(ENDED_EARLY, last, row.recorded_at, row.answer_by + timedelta(days=1), why)
