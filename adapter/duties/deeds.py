"""What was carried out under an agreement, as the journal and its papers show it. Nothing is kept twice.

A report, or a berita acara that both parties have signed, tells of a period, and counts for it whenever it came
(TASPEN Pasal 9 ayat (1)); any other operation counts for the day on which it succeeded. All functions work inside the
caller's transaction.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.clock import wib_date
from adapter.duties.calendar import Deed
from adapter.duties.periods import Period
from adapter.journal.acts import DONE
from adapter.journal.models import Entry
from adapter.journal.papers import MinutesPaper, Report
from adapter.journal.periods import parse_period
from adapter.journal.reports import EVALUATION, UTILISATION

_REPORTS = {UTILISATION: "sampaikanLaporanPemanfaatan", EVALUATION: "sampaikanLaporanEvaluasi"}
_MINUTES = ("sampaikanBeritaAcara", "tandaTanganiBeritaAcara")
_ASKED = "ajukanPerpanjangan"


def deeds(session: Session, agreement: Agreement, caller: Side) -> tuple[Deed, ...]:
    """Everything that may count for a duty; `caller` is the party that calls at this host."""
    return (*_calls(session, agreement, caller), *_reports(session, agreement), *_minutes(session, agreement))


def _calls(session: Session, agreement: Agreement, by: Side) -> Iterator[Deed]:
    """One for each operation and day: many messages of one list are no more than one of it."""
    named = {name for duty in agreement.duties for name in (*duty.fulfilled_by, *duty.arises_from)}
    wanted = sorted({*named, _ASKED} - {*_REPORTS.values(), *_MINUTES})
    statement = (
        select(Entry.operation, Entry.received_at, Entry.result_number)
        .where(Entry.agreement == agreement.code, Entry.operation.in_(wanted), Entry.outcome == DONE)
        .order_by(Entry.id)
    )
    seen: set[tuple[str, date]] = set()
    for operation, received_at, number in session.execute(statement):
        name, day = operation or "", wib_date(received_at)
        if (name, day) not in seen:
            seen.add((name, day))
            yield Deed(name, by, day, number or "")


def _reports(session: Session, agreement: Agreement) -> Iterator[Deed]:
    """First versions: a correction is no second report."""
    statement = select(Report).where(Report.agreement == agreement.code, Report.kind.in_(_REPORTS), Report.version == 1)
    for row in session.scalars(statement.order_by(Report.id)):
        told = f"laporan {row.kind} {row.period}"
        yield Deed(_REPORTS[row.kind], Side(row.side), wib_date(row.recorded_at), told, _period(row.period))


def _minutes(session: Session, agreement: Agreement) -> Iterator[Deed]:
    """Only with both signatures, and since the second."""
    statement = select(MinutesPaper).where(MinutesPaper.agreement == agreement.code).order_by(MinutesPaper.id)
    for paper in session.scalars(statement):
        if {signature.side for signature in paper.signatures} >= {side.value for side in Side}:
            signed = max(wib_date(signature.received_at) for signature in paper.signatures)
            yield Deed(_MINUTES[1], Side.PARTNER, signed, paper.number, _period(paper.period))


def _period(name: str) -> Period:
    period = parse_period(name)
    return Period(period.first_day, period.last_day, name)
