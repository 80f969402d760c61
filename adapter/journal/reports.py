"""Reports kept: one for each side, kind, subject and period, sealed; a correction is a further version.

All functions work inside the caller's transaction.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.journal.papers import Report
from adapter.records.vault import Vault

UTILISATION, EVALUATION, COORDINATION = "PEMANFAATAN", "EVALUASI", "KOORDINASI"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report belongs. `period` is a period's name, or the number of a coordination."""

    agreement: Agreement
    side: Side
    kind: str
    period: str
    subject: str = ""

    @property
    def condition(self) -> tuple[ColumnElement[bool], ...]:
        """As conditions on report."""
        return (
            Report.agreement == self.agreement.code,
            Report.side == self.side.value,
            Report.kind == self.kind,
            Report.subject == self.subject,
            Report.period == self.period,
        )


def latest(session: Session, place: Place) -> Report | None:
    """The newest version, or None."""
    return session.scalar(select(Report).where(*place.condition).order_by(Report.version.desc()).limit(1))


def says_the_same(vault: Vault, report: Report, content: object) -> bool:
    """Whether the report has this content."""
    return report.content_digest == _digest(vault, to_json(content))


def keep(session: Session, vault: Vault, place: Place, content: object, now: datetime) -> Report:
    """Keep a new version; `content` is a dataclass."""
    before = latest(session, place)
    version = before.version + 1 if before is not None else 1
    plain = to_json(content)
    report = Report(
        agreement=place.agreement.code,
        side=place.side.value,
        kind=place.kind,
        subject=place.subject,
        period=place.period,
        version=version,
        content_digest=_digest(vault, plain),
        content=vault.seal(plain, _binding(place, version)),
        recorded_at=now,
    )
    session.add(report)
    session.flush()
    return report


def content_of(vault: Vault, report: Report, agreement: Agreement) -> dict[str, Any]:
    """What it says. Raises VaultError."""
    place = Place(agreement, Side(report.side), report.kind, report.period, report.subject)
    said: dict[str, Any] = json.loads(vault.open(report.content, _binding(place, report.version)))
    return said


def to_json(content: Any) -> bytes:  # noqa: ANN401 - any dataclass
    """A dataclass's fields, without the heading of its message: the same content gives the same bytes."""
    plain = {name: value for name, value in asdict(content).items() if name != "kepala"}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str).encode()


def _binding(place: Place, version: int) -> bytes:
    name = (place.agreement.code, place.side.value, place.kind, place.subject, place.period, version)
    return b"report|content|" + json.dumps(name).encode()


def _digest(vault: Vault, plain: bytes) -> bytes:
    # Keyed: a report of few numbers could be guessed from a plain digest.
    return vault.index("laporan", plain.hex())
