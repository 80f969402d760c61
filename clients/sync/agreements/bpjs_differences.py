"""What differs from BPJS Kesehatan's own data, and BKN has not been told of (Pasal 4 ayat (2) huruf a angka 3))."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from adapter.agreements.bpjs.difference_messages import LaporanPerbedaan, LaporkanPerbedaanDataJawaban
from adapter.agreements.bpjs.receiving import EMPLOYEES, differences_of, differences_to_report
from adapter.agreements.operation import Call
from adapter.exchange.outgoing import Made
from adapter.exchange.parts import At, Range
from adapter.records.held_differences import count_unreported, mark_reported, newest_unreported
from clients.sync.site import Site


@dataclass(frozen=True, slots=True)
class Differences:
    """By their numbers; one that was reported is no more among them."""

    def ranges(self, session: Session) -> list[Range]:
        """The same: there is nothing to report twice."""
        return self.changes(session, 0)

    def changes(self, session: Session, since: int) -> list[Range]:  # noqa: ARG002 - reports are marked one by one
        """All that is not reported."""
        newest = newest_unreported(session, EMPLOYEES.agreement)
        return [Range(0, newest, newest=newest)] if newest else []

    def full(self, call: Call, seen: At, size: int) -> Made:
        """As `delta`."""
        return self.delta(call, seen, size)

    def delta(self, call: Call, seen: At, size: int) -> Made:
        """The next ones."""
        end = seen.last if seen.last is not None else seen.reached
        found = differences_to_report(call.session, call.vault, size, seen.reached)
        inside = [(one, report) for one, report in found if one.id <= end]
        more = len(inside) == size and inside[-1][0].id < end
        return Made(tuple(report for _, report in inside), inside[-1][0].id if more else end, more)

    def count(self, call: Call, one: Range, stage: str) -> int:  # noqa: ARG002 - the same in all of them
        """Those in the range that are not reported."""
        return count_unreported(call.session, EMPLOYEES.agreement, one.first, one.last)


def note_reports(
    site: Site, session: Session, rows: Sequence[LaporanPerbedaan], answer: LaporkanPerbedaanDataJawaban
) -> None:
    """Write down under which case BKN has each of these."""
    waiting = {_named(report): one.id for one, report in differences_of(session, site.vault, rows)}
    told: list[tuple[int, str, str | None]] = [
        (waiting[_named(row)], result.hasil, result.idKasus)
        for row, result in zip(rows, answer.baris, strict=True)
        if _named(row) in waiting
    ]
    mark_reported(session, told, site.clock())


def _named(report: LaporanPerbedaan) -> tuple[Any, ...]:
    return (report.nip, report.namaElemen, report.nilaiBpjs)
