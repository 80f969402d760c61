"""What the journal says of the use of an agreement in a period: numbers that anybody can count again.

A count is over the entries of one agreement, received in the period (WIB), up to an entry's id. Entries are only ever
added and sealed in runs, so the same question gives the same numbers for ever.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from lxml import etree
from sqlalchemy import ColumnElement, distinct, func, select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.journal import acts, seals
from adapter.journal.journal import answer_of
from adapter.journal.models import Access, Entry, JournalSeal
from adapter.journal.periods import Period
from adapter.records.vault import Vault

SHARED = "LayananKerjaSama"
"""The service in which no data of people are exchanged: reports and notices are not utilisation."""


@dataclass(frozen=True, slots=True)
class Span:
    """Which entries were counted, and which seals hold them (None where they have none yet)."""

    first_entry: int
    last_entry: int
    first_seal: int | None
    last_seal: int | None
    last_seal_digest: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """Calls of one operation for one purpose that ended in one way; `people` counts each person once."""

    service: str
    operation: str
    purpose: str
    outcome: str
    calls: int
    accesses: int
    people: int


@dataclass(frozen=True, slots=True)
class Utilisation:
    """The use of one agreement in one period. `query` says how it is counted again."""

    agreement: str
    period: str
    span: Span
    calls: int
    accesses: int
    people: int
    lines: tuple[Line, ...]

    @property
    def query(self) -> str:
        """In words, for people and for the recount."""
        return query_of(self.agreement, self.period, self.span.last_entry)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {**asdict(self), "query": self.query}


def query_of(agreement: str, period: str, last_entry: int) -> str:
    """How the journal is asked."""
    return f"journal_entry: agreement={agreement}, received_at in {period} (WIB), id<={last_entry}, without {SHARED}"


def utilisation(session: Session, agreement: Agreement, period: Period, upto: int | None = None) -> Utilisation | None:
    """What was exchanged under `agreement` in `period`, up to the entry `upto`; None where nothing was."""
    counted = _counted(agreement, period, upto)
    people = func.count(distinct(Access.subject))
    first, last, calls = session.execute(
        select(func.min(Entry.id), func.max(Entry.id), func.count()).where(*counted)
    ).one()
    if not calls:
        return None
    beside = select(func.count(Access.subject), people).join(Entry, Entry.id == Access.entry_id).where(*counted)
    accesses, touched = session.execute(beside).one()
    return Utilisation(
        agreement=agreement.code,
        period=str(period),
        span=_span(session, first, last if upto is None else upto),
        calls=calls,
        accesses=accesses,
        people=touched,
        lines=_lines(session, counted),
    )


def _counted(agreement: Agreement, period: Period, upto: int | None) -> list[ColumnElement[bool]]:
    conditions = [
        Entry.agreement == agreement.code,
        Entry.received_at >= period.begins,
        Entry.received_at < period.ends,
        Entry.service.not_in((SHARED, acts.SERVICE)),
    ]
    return conditions if upto is None else [*conditions, Entry.id <= upto]


def _lines(session: Session, counted: list[ColumnElement[bool]]) -> tuple[Line, ...]:
    what = (Entry.service, func.coalesce(Entry.operation, ""), func.coalesce(Entry.purpose, ""), Entry.outcome)
    counts = (func.count(distinct(Entry.id)), func.count(Access.subject), func.count(distinct(Access.subject)))
    joined = select(*what, *counts).outerjoin(Access, Access.entry_id == Entry.id)
    return tuple(Line(*row) for row in session.execute(joined.where(*counted).group_by(*what).order_by(*what)))


def _span(session: Session, first: int, last: int) -> Span:
    held = JournalSeal.last_id >= first, JournalSeal.first_id <= last
    numbers = session.execute(select(func.min(JournalSeal.number), func.max(JournalSeal.number)).where(*held)).one()
    digest = None
    if numbers[1] is not None:
        digest = next(seals.stored(session, after=numbers[1] - 1, leaves=False)).digest.hex()
    return Span(first, last, numbers[0], numbers[1], digest)


@dataclass(frozen=True, slots=True)
class Rule:
    """How the answers of one operation tell of results: the element, what its words mean, and what tells rows apart.

    With `key`, the name of an element beside it, a row that was fetched again counts once, as it was told last.
    """

    element: str
    equal: tuple[str, ...]
    unequal: tuple[str, ...]
    unknown: tuple[str, ...]
    key: str | None = None

    @property
    def kinds(self) -> dict[str, str]:
        """What each word means: equal, unequal or unknown."""
        return {word: kind for kind in ("equal", "unequal", "unknown") for word in getattr(self, kind)}


_THREE = ("keterangan", ("sesuai",), ("tidak sesuai",), ("data tidak ditemukan",))
RULES: dict[str, Rule] = {
    "verifikasiPeserta": Rule(*_THREE),
    "verifikasiPesertaMassal": Rule(*_THREE),
    "ambilHasilPemadanan": Rule(*_THREE, key="nomorPeserta"),
    "ambilHasilVerifikasi": Rule("keterangan", ("ASN",), (), ("data tidak ditemukan",), key="nik"),
    "kirimKartuPesertaPns": Rule("hasil", ("TERSIMPAN", "TIDAK_BERUBAH"), ("NAMA_BERBEDA",), ("TIDAK_DITEMUKAN",)),
    "kirimPenganugerahan": Rule(
        "hasil", ("TERSIMPAN", "SUDAH_ADA", "DICABUT"), ("NAMA_BERBEDA", "BERBEDA_ISI"), ("NIP_TIDAK_DITEMUKAN",)
    ),
}
"""The operations whose answers compare a row with our records. `rincian` below a row is not a row."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows compared: `sent` is the sum of the next three; of them `disputed` are still contested by a party."""

    sent: int
    equal: int
    unequal: int
    unknown: int
    disputed: int = 0

    @classmethod
    def of(cls, equal: int, unequal: int, unknown: int, disputed: int = 0) -> "Counts":
        """With their sum."""
        return cls(equal + unequal + unknown, equal, unequal, unknown, disputed)


def bytes_in(session: Session, agreement: Agreement, period: Period, upto: int | None = None) -> int:
    """How many bytes of answers `results` would have to open."""
    return int(session.scalar(select(func.sum(Entry.answer_size)).where(*_with_results(agreement, period, upto))) or 0)


def results(
    session: Session, vault: Vault, agreement: Agreement, period: Period, upto: int | None = None
) -> Counts | None:
    """The rows that were compared under `agreement` in `period`, read in our own answers; None where there are none.

    A call that is a repetition of another is not counted.
    """
    kinds = {(name, word): kind for name, rule in RULES.items() for word, kind in rule.kinds.items()}
    counted = Counter({"equal": 0, "unequal": 0, "unknown": 0})
    for told, number in _tally(session, vault, _with_results(agreement, period, upto)).items():
        counted[kinds[told]] += number
    return Counts.of(**counted) if counted.total() else None


def words(session: Session, vault: Vault, agreement: Agreement, period: Period) -> dict[str, int]:
    """The same rows by the word with which each ended, as a partner's report counts them."""
    counted: Counter[str] = Counter()
    for (_, word), number in _tally(session, vault, _with_results(agreement, period, None)).items():
        counted[word] += number
    return dict(sorted(counted.items()))


def _with_results(agreement: Agreement, period: Period, upto: int | None) -> list[ColumnElement[bool]]:
    return [*_counted(agreement, period, upto), Entry.operation.in_(RULES), Entry.outcome == "BERHASIL"]


def _tally(session: Session, vault: Vault, counted: list[ColumnElement[bool]]) -> Counter[tuple[str, str]]:
    """How many rows ended with which word, by operation and word."""
    once: Counter[tuple[str, str]] = Counter()
    latest: dict[tuple[str, str], str] = {}
    found = select(Entry).where(*counted).order_by(Entry.id).execution_options(yield_per=10)
    for entry in session.scalars(found):
        operation = entry.operation or ""
        for word, key in _rows(etree.fromstring(answer_of(vault, entry)), RULES[operation]):
            if key is None:
                once[operation, word] += 1
            else:
                latest[operation, key] = word
        session.expunge(entry)  # or a quarter's answers would stay in memory
    return once + Counter((operation, word) for (operation, _), word in latest.items())


def _rows(answer: etree._Element, rule: Rule) -> Iterator[tuple[str, str | None]]:
    """The word of each row, and what tells the row from others."""
    kinds = rule.kinds
    for element in answer.iter(f"{{*}}{rule.element}"):
        parent = element.getparent()
        word = element.text or ""
        if parent is not None and word in kinds and etree.QName(parent).localname != "elemen":
            yield word, parent.findtext(f"{{*}}{rule.key}") if rule.key else None
