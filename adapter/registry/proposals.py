"""Extensions and early ends as one party proposes them and the other answers.

All functions work inside the caller's transaction. Which ends follow from them is in early_ends.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.clock import wib_date
from adapter.errors import OperatorError
from adapter.registry.force_majeure import all_of
from adapter.registry.holidays import holidays
from adapter.registry.objections import ACCEPTED, INVALID, MISSING, REFUSED, WORDS, Objection, read_number
from adapter.registry.standing import Standing
from adapter.registry.status import ALIVE
from adapter.registry.term_models import Proposal
from adapter.registry.working_days import after_period, before_period

EXTENSION, EARLY_END = "PERPANJANGAN", "PENGAKHIRAN"
WISH, KAHAR, BREACH = "KEHENDAK_PIHAK", "KEADAAN_KAHAR", "KEWAJIBAN_TIDAK_DILAKSANAKAN"
_PREFIX = "PGJ-"
_TOLD_WINDOWS = 3
_FURTHEST = timedelta(days=20 * 365 + 5)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one party asks for. `last_day` is the last day in force; `first_day` is an extension's only."""

    kind: str
    side: Side
    number: str
    last_day: date
    received_on: date
    first_day: date | None = None
    ground: str = WISH
    reason: str | None = None


def number_of(proposal: Proposal) -> str:
    """The number by which both parties refer to it."""
    return f"{_PREFIX}{proposal.id}"


def find(session: Session, agreement: Agreement, number: str) -> Proposal | None:
    """The proposal of that number under this agreement, held against a second answer meanwhile, or None."""
    row = read_number(_PREFIX, number)
    if row is None:
        return None
    # Fresh: whoever held the row until now may have answered, and a lock alone does not tell an object that is here.
    found = session.get(Proposal, row, with_for_update=True, populate_existing=True)
    return found if found is not None and found.agreement == agreement.code else None


def proposals(session: Session, agreement: Agreement) -> list[Proposal]:
    """Every proposal under the agreement, oldest first."""
    return list(session.scalars(select(Proposal).where(Proposal.agreement == agreement.code).order_by(Proposal.id)))


def is_open(proposal: Proposal, today: date) -> bool:
    """Whether it still waits for an answer."""
    silent = proposal.answer_by is not None and today > proposal.answer_by
    return proposal.answer is None and proposal.ground != BREACH and not silent


def earliest_end(session: Session, agreement: Agreement, ground: str, received_on: date) -> date:
    """The earliest last day that a letter received on that day may ask for.

    The period runs to the intended end, not to the natural one (where the text leaves it open: assumption).
    """
    if ground != WISH:
        return received_on
    return after_period(received_on, agreement.termination.notice, holidays(session))


def extension_notice_by(session: Session, standing: Standing) -> date | None:
    """The last day on which an extension of what runs now is asked for in time; None where no period is set."""
    notice = standing.agreement.extension_notice
    return before_period(standing.last_day, notice, holidays(session)) if notice is not None else None


def objections(session: Session, standing: Standing, letter: Letter, today: date) -> list[Objection]:
    """All that is wrong with a letter, but for its period of notice."""
    agreement, found = standing.agreement, []
    if letter.reason is None and agreement.termination.reason_required:
        found.append(Objection("alasan", MISSING, "perjanjian ini meminta alasan yang cukup", "a reason is needed"))
    known = select(Proposal.id).where(
        Proposal.agreement == agreement.code, Proposal.side == WORDS[letter.side], Proposal.letter == letter.number
    )
    if session.scalar(known) is not None:
        said = Objection("nomorSurat", INVALID, "surat ini sudah tercatat", f"letter {letter.number} is recorded")
        found.append(said)
    special = _of_extension(standing, letter) if letter.kind == EXTENSION else _of_end(session, standing, letter, today)
    return [*found, *special]


def _of_extension(standing: Standing, letter: Letter) -> Iterable[Objection]:
    first = letter.first_day or letter.last_day
    if letter.last_day < first:
        yield Objection("tanggalAkhir", INVALID, "sebelum tanggalMulai", "its last day is before its first")
    if first <= standing.first_day:
        yield Objection("tanggalMulai", INVALID, "sebelum perjanjian itu sendiri", "it begins before the agreement")
    if letter.last_day > letter.received_on + _FURTHEST:
        yield Objection("tanggalAkhir", INVALID, "lebih dari 20 tahun lagi", "it ends more than 20 years ahead")


def _of_end(session: Session, standing: Standing, letter: Letter, today: date) -> Iterable[Objection]:
    day = "tanggalPengakhiran"
    final = max([standing.last_day, *(extension.last_day for extension in standing.extensions)])
    if standing.status not in ALIVE:
        yield Objection(day, INVALID, "perjanjian ini sedang tidak berlaku", f"the agreement is {standing.status}")
    elif letter.last_day >= final:
        text = f"perjanjian ini berakhir dengan sendirinya pada {final}"
        yield Objection(day, INVALID, text, f"it ends by itself on {final}")
    if letter.last_day < today:
        yield Objection(day, INVALID, "tanggal itu sudah lewat", f"{letter.last_day} is past")
    if letter.ground == BREACH and (letter.side is not Side.BKN or standing.agreement.termination.breach is None):
        text = "perjanjian ini tidak memberi dasar pengakhiran itu kepada pihak yang mengajukan"
        yield Objection("dasar", INVALID, text, "the agreement does not let this party end it for a breach")
    if letter.ground == KAHAR:
        yield from _of_force_majeure(session, standing.agreement, letter)


def _of_force_majeure(session: Session, agreement: Agreement, letter: Letter) -> Iterable[Objection]:
    windows = _windows(session, agreement, letter.side)
    if windows is None:
        text = "perjanjian ini tidak mengatur pengakhiran karena keadaan kahar"
        yield Objection("dasar", INVALID, text, "the agreement has no end for a keadaan kahar")
    elif not any(first <= letter.received_on <= last for first, last in windows):
        told = (
            "; ".join(f"{first} s.d. {last}" for first, last in windows[-_TOLD_WINDOWS:])
            or "tidak ada keadaan kahar yang berjalan"
        )
        text = f"pengakhiran karena keadaan kahar hanya dapat diajukan dalam jangka waktunya: {told}"
        yield Objection("dasar", INVALID, text, "no keadaan kahar of this party's allows it on that day")


def _windows(session: Session, agreement: Agreement, side: Side) -> list[tuple[date, date]] | None:
    """From when to when each lasting keadaan kahar lets its party propose the end; None where the text has no such end.

    SIGTK Pasal 12 ayat (4) asks for more than 30 days, ayat (5) for a notice within 7 days of the beginning: both hold
    only if the 7 days are counted from the thirtieth on (assumption).
    """
    rule = agreement.force_majeure
    if rule.may_end_after is None or rule.may_end_within is None:
        return None
    rows = [row for row in all_of(session, agreement.code) if row.side == WORDS[side] and row.ended_on is None]
    over = [after_period(row.began_on, rule.may_end_after) for row in rows if row.answer != REFUSED]
    return [(day + timedelta(days=1), after_period(day, rule.may_end_within)) for day in over]


def record(session: Session, agreement: Agreement, letter: Letter, now: datetime) -> Proposal:
    """Record a letter to which nothing is objected."""
    silence = agreement.termination.silence if (letter.kind, letter.ground) == (EARLY_END, WISH) else None
    proposal = Proposal(
        agreement=agreement.code,
        kind=letter.kind,
        side=WORDS[letter.side],
        letter=letter.number,
        ground=letter.ground,
        reason=letter.reason,
        first_day=letter.first_day,
        last_day=letter.last_day,
        received_on=letter.received_on,
        # Told to both at once: a holiday that is decreed later does not move it.
        answer_by=after_period(letter.received_on, silence, holidays(session)) if silence else None,
        recorded_at=now,
    )
    session.add(proposal)
    session.flush()
    return proposal


def answer_objections(proposal: Proposal | None, side: Side, today: date) -> list[Objection]:
    """What is wrong with answering it from that side today."""
    at = "nomorPengajuan"
    if proposal is None:
        return [Objection(at, INVALID, "pengajuan ini tidak dikenal", "there is no such proposal")]
    if proposal.side == WORDS[side]:
        return [Objection(at, INVALID, "pengajuan ini dijawab oleh pihak lain", "the other party answers it")]
    if proposal.answer is not None:
        return [Objection(at, INVALID, "pengajuan ini sudah dijawab", f"it was answered: {proposal.answer}")]
    if not is_open(proposal, today):
        text = "jangka waktu jawaban sudah lewat; perjanjian dianggap berakhir menurut surat"
        return [Objection(at, INVALID, text, f"silence decided it after {proposal.answer_by}")]
    return []


def answer(
    proposal: Proposal, word: str, now: datetime, *, letter: str | None = None, reason: str | None = None
) -> None:
    """Write the answer, SETUJU or TOLAK, down beside a proposal to which `answer_objections` finds nothing."""
    proposal.answer, proposal.answered_on, proposal.answered_at = word, wib_date(now), now
    proposal.answer_letter, proposal.answer_reason = letter, reason


def accept_extension(session: Session, agreement: Agreement, number: str, extension: str, now: datetime) -> None:
    """Note that both have signed the extension of that number upon a proposal. Raises OperatorError."""
    proposal = find(session, agreement, number)
    if proposal is None or proposal.kind != EXTENSION:
        raise OperatorError(f"{agreement.code}: {number} is no proposal to extend it; nothing was recorded")
    if proposal.answer is not None:
        raise OperatorError(f"{agreement.code}: {number} was answered: {proposal.answer}; nothing was recorded")
    answer(proposal, ACCEPTED, now)
    proposal.extension = extension
    session.flush()
