"""Keadaan kahar as it is told, answered and ended; what it postpones is in postponement.py.

All functions work inside the caller's transaction. What is told too late is written down all the same, for no text
makes it void; but it postpones nothing before the other party agrees (assumption).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, ForceMajeureRule, Side
from adapter.clock import wib_date
from adapter.registry.objections import INVALID, MISSING, WORDS, Objection, read_number
from adapter.registry.term_models import ForceMajeure
from adapter.registry.working_days import after_period

_PREFIX = "KHR-"


@dataclass(frozen=True, slots=True)
class Document:
    """A piece of evidence: by its number, who issued it, when, and its SHA-256; the paper itself comes by letter."""

    number: str
    issuer: str
    day: date
    digest: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a party tells. `statement` is the authority's written one (lampiranPernyataan); `evidence` all others."""

    side: Side
    event: str
    began_on: date
    received_on: date
    cause: str | None = None
    duties: tuple[str, ...] = ()
    postpones_exchange: bool = False
    evidence: tuple[Document, ...] = ()
    statement: Document | None = None


def number_of(row: ForceMajeure) -> str:
    """The number by which both parties refer to it."""
    return f"{_PREFIX}{row.id}"


def find(session: Session, agreement: Agreement, number: str) -> ForceMajeure | None:
    """The keadaan kahar of that number under this agreement, held against a second answer meanwhile, or None."""
    row = read_number(_PREFIX, number)
    if row is None:
        return None
    # Fresh: whoever held the row until now may have answered, and a lock alone does not tell an object that is here.
    found = session.get(ForceMajeure, row, with_for_update=True, populate_existing=True)
    return found if found is not None and found.agreement == agreement.code else None


def all_of(session: Session, agreement: str) -> list[ForceMajeure]:
    """Every keadaan kahar ever told under the agreement with this code, oldest first."""
    rows = select(ForceMajeure).where(ForceMajeure.agreement == agreement).order_by(ForceMajeure.id)
    return list(session.scalars(rows))


def objections(session: Session, agreement: Agreement, notice: Notice) -> list[Objection]:
    """All that is wrong with a notice, but that it is late."""
    rule = agreement.force_majeure
    return [*_missing(rule, notice), *_wrong(session, agreement, notice)]


def _missing(rule: ForceMajeureRule, notice: Notice) -> Iterable[Objection]:
    given = {
        "penyebab": notice.cause,
        "kewajibanTertunda": notice.duties,
        "bukti": notice.evidence,
        "lampiranPernyataan": notice.statement,
    }
    for element in rule.required:
        if not given[element]:
            yield Objection(element, MISSING, f"wajib menurut {rule.notice.source}", f"{element} is needed")


def _wrong(session: Session, agreement: Agreement, notice: Notice) -> Iterable[Objection]:
    closed = agreement.force_majeure.events
    if closed and notice.event not in closed:
        text = f"kejadian menurut perjanjian ini: {', '.join(closed)}"
        yield Objection("jenisKejadian", INVALID, text, f"the agreement's events are {', '.join(closed)}")
    if notice.began_on > notice.received_on:
        yield Objection("tanggalTerjadi", INVALID, "tanggal itu belum tiba", f"{notice.began_on} has not come")
    known = {duty.code for duty in agreement.duties} | {right.operation for right in agreement.rights}
    for at, duty in enumerate(notice.duties, start=1):
        if duty not in known:
            text = "bukan kode kewajiban atau operasi perjanjian ini"
            yield Objection(f"kewajibanTertunda[{at}]", INVALID, text, f"{duty} is no duty and no operation")
    same = select(ForceMajeure.id).where(
        ForceMajeure.agreement == agreement.code,
        ForceMajeure.side == WORDS[notice.side],
        ForceMajeure.event == notice.event,
        ForceMajeure.began_on == notice.began_on,
    )
    if session.scalar(same) is not None:
        yield Objection("tanggalTerjadi", INVALID, "keadaan kahar ini sudah tercatat", "it is recorded already")


def record(session: Session, agreement: Agreement, notice: Notice, now: datetime) -> ForceMajeure:
    """Record a notice to which nothing is objected."""
    tell_by = after_period(notice.began_on, agreement.force_majeure.notice)
    papers = [document for document in (notice.statement, *notice.evidence) if document is not None]
    row = ForceMajeure(
        agreement=agreement.code,
        side=WORDS[notice.side],
        event=notice.event,
        began_on=notice.began_on,
        cause=notice.cause,
        duties="\n".join(notice.duties),
        postpones_exchange=notice.postpones_exchange,
        evidence=json.dumps([asdict(paper) for paper in papers], ensure_ascii=False, default=str),
        received_on=notice.received_on,
        tell_by=tell_by,
        effective_on=_effective_on(agreement.force_majeure, notice.received_on)
        if notice.received_on <= tell_by
        else None,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _effective_on(rule: ForceMajeureRule, received_on: date) -> date | None:
    if not rule.considered:
        return received_on
    return after_period(received_on, rule.silence) + timedelta(days=1) if rule.silence is not None else None


def answer_objections(row: ForceMajeure | None, agreement: Agreement, side: Side, today: date) -> list[Objection]:
    """What is wrong with answering it from that side today."""
    at = "nomorKahar"
    if row is None:
        return [Objection(at, INVALID, "keadaan kahar ini tidak dikenal", "there is no such keadaan kahar")]
    if row.side == WORDS[side]:
        return [Objection(at, INVALID, "keadaan kahar ini dijawab oleh pihak lain", "the other party answers it")]
    if row.answer is not None:
        return [Objection(at, INVALID, "keadaan kahar ini sudah dijawab", f"it was answered: {row.answer}")]
    silence = agreement.force_majeure.silence
    if silence is not None and row.effective_on is not None and today >= row.effective_on:
        text = f"jangka waktu jawaban sudah lewat; dianggap disetujui ({silence.source})"
        return [Objection(at, INVALID, text, f"silence agreed to it on {row.effective_on}")]
    return []


def answer(row: ForceMajeure, word: str, now: datetime, *, reason: str | None = None) -> None:
    """Write the answer, SETUJU or TOLAK, down where `answer_objections` finds nothing."""
    row.answer, row.answered_on, row.answer_reason = word, wib_date(now), reason


def end(row: ForceMajeure, ended_on: date, now: datetime) -> None:
    """Write down that it is over, where `end_objections` finds nothing."""
    row.ended_on, row.ended_at = ended_on, now


def end_objections(row: ForceMajeure | None, side: Side, ended_on: date, today: date) -> list[Objection]:
    """What is wrong with ending it from that side."""
    if row is None or row.side != WORDS[side]:
        text = "tidak dikenal, atau dilaporkan oleh pihak lain"
        return [Objection("nomorKahar", INVALID, text, "there is no such keadaan kahar of this party's")]
    if row.ended_on is not None:
        return [Objection("nomorKahar", INVALID, "keadaan kahar ini sudah berakhir", f"it ended on {row.ended_on}")]
    if not row.began_on <= ended_on <= today:
        text = f"antara {row.began_on} dan hari ini"
        return [Objection("tanggalBerakhir", INVALID, text, f"it ends between {row.began_on} and today")]
    return []
