"""Berita acara kept: proposed by one party, signed by each, valid only with both signatures.

All functions work inside the caller's transaction. What both sign is the document's canonical bytes, never stored anew.
"""

from dataclasses import asdict
from datetime import date, datetime
from itertools import count
from typing import Any

from lxml import etree
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from adapter.agreements.terms import Agreement, Side
from adapter.clock import wib_date
from adapter.errors import OperatorError
from adapter.journal.counting import Counts, results, utilisation
from adapter.journal.minutes_document import Basis, Minutes, contain, counted, offices_of, read, write
from adapter.journal.papers import MinutesPaper, MinutesSignature
from adapter.journal.periods import Period
from adapter.records.vault import Vault
from adapter.security import SecurityError, Signer, parse_certificate
from adapter.security.canonical import canonical
from adapter.security.document import sign_document, verify_document

DRAFT, BOTH = "DRAF", "DITANDATANGANI_PARA_PIHAK"
# K1 is the partner and K2 is BKN, in all five agreements.
_ONE = {Side.PARTNER: "DITANDATANGANI_K1", Side.BKN: "DITANDATANGANI_K2"}


def find(session: Session, agreement: Agreement, number: str) -> MinutesPaper | None:
    """The berita acara with that number, or None."""
    return session.scalar(
        select(MinutesPaper).where(MinutesPaper.agreement == agreement.code, MinutesPaper.number == number)
    )


def listed(
    session: Session, agreement: Agreement | None = None, period: Period | None = None, most: int | None = None
) -> list[MinutesPaper]:
    """All of them, or the `most` newest, with their signatures; the newest first."""
    found = select(MinutesPaper).options(selectinload(MinutesPaper.signatures)).order_by(MinutesPaper.id.desc())
    found = found.limit(most)
    if agreement is not None:
        found = found.where(MinutesPaper.agreement == agreement.code)
    if period is not None:
        found = found.where(MinutesPaper.period == str(period))
    return list(session.scalars(found))


def keep(
    session: Session, agreement: Agreement, minutes: Minutes, document: bytes, side: Side, now: datetime
) -> MinutesPaper:
    """Keep a proposed berita acara; `document` are its canonical bytes. The caller knows that its number is free."""
    paper = MinutesPaper(
        agreement=agreement.code,
        number=minutes.number,
        period=str(minutes.period),
        proposed_by=side.value,
        document=document,
        recorded_at=now,
    )
    session.add(paper)
    session.flush()
    return paper


def add_signature(
    session: Session, paper: MinutesPaper, side: Side, signature: etree._Element, thumbprint: bytes, now: datetime
) -> bool:
    """Keep a party's signature, which the caller has verified; False where it has signed already: that one stays."""
    if any(known.side == side.value for known in paper.signatures):
        return False
    kept = canonical(signature)
    paper.signatures.append(MinutesSignature(side=side.value, thumbprint=thumbprint, signature=kept, received_at=now))
    session.flush()
    return True


def signers_of(paper: MinutesPaper) -> frozenset[Side]:
    """Whose signatures hold over the document as it is stored; one that does not hold any more is not counted."""
    element = etree.fromstring(paper.document)
    held: dict[Side, bytes] = {}
    for kept in paper.signatures:
        try:
            certificate = verify_document(etree.fromstring(kept.signature), element)
        except SecurityError:
            continue
        if certificate.thumbprint == kept.thumbprint:
            held[Side(kept.side)] = certificate.thumbprint
    # One key is one party's: kept as both parties' it is nobody's.
    return frozenset(held) if len(set(held.values())) == len(held) else frozenset()


def state_of(signers: frozenset[Side]) -> str:
    """DRAF, DITANDATANGANI_K1 or _K2 by one party only, DITANDATANGANI_PARA_PIHAK by both: only that one is valid."""
    if len(signers) == len(Side):
        return BOTH
    return _ONE[next(iter(signers))] if signers else DRAFT


def container_of(paper: MinutesPaper) -> bytes:
    """The document with the signatures that it has, the partner's first."""
    order = sorted(paper.signatures, key=lambda kept: kept.side == Side.BKN.value)
    return contain(paper.document, *(kept.signature for kept in order))


def minutes_of(paper: MinutesPaper) -> Minutes:
    """What it says."""
    return read(contain(paper.document)).minutes


def make(
    session: Session,
    vault: Vault,
    agreement: Agreement,
    period: Period,
    now: datetime,
    *,
    kind: str = "REKONSILIASI",
    number: str | None = None,
    disputed: int = 0,
) -> MinutesPaper:
    """Propose BKN's own berita acara of a period, its numbers from the journal. Raises OperatorError."""
    counts = results(session, vault, agreement, period)
    if counts is None:
        raise OperatorError(f"{agreement.code}, {period}: the journal holds no compared rows; no berita acara is made")
    if disputed > counts.unequal + counts.unknown:
        raise OperatorError(f"{disputed} disputed rows are more than the {counts.unequal + counts.unknown} that differ")
    minutes = build(
        agreement,
        number or _next_number(session, agreement, period),
        kind,
        period,
        Counts(**{**asdict(counts), "disputed": disputed}),
        basis_of(session, agreement, period),
        wib_date(now),
    )
    if find(session, agreement, minutes.number) is not None:
        raise OperatorError(f"{agreement.code}: {minutes.number} is there already; nothing was changed")
    return keep(session, agreement, minutes, write(minutes), Side.BKN, now)


def build(
    agreement: Agreement, number: str, kind: str, period: Period, counts: Counts, basis: Basis, day: date
) -> Minutes:
    """A berita acara under `agreement`, to be signed by the offices that signed the agreement."""
    numbers = agreement.partner.number, agreement.bkn.number
    return Minutes(number, kind, *numbers, period, counts, day, basis, offices_of(agreement))


def basis_of(session: Session, agreement: Agreement, period: Period) -> Basis:
    """That the numbers come from the journal, and where it stood."""
    used = utilisation(session, agreement, period)
    if used is None:
        raise OperatorError(f"{agreement.code}, {period}: the journal holds nothing of it")
    span = used.span
    return Basis("JURNAL", used.query, span.last_entry, span.last_seal, span.last_seal_digest)


def recount(
    session: Session, vault: Vault, agreement: Agreement, paper: MinutesPaper, host: Side = Side.BKN
) -> Counts | None:
    """The same numbers from our own journal, that of `host`: as it stood for a berita acara that we made ourselves.

    For the other party's as it stands: nobody else says where our journal ends.
    """
    minutes = minutes_of(paper)
    ours = paper.proposed_by == host.value and minutes.basis.source == "JURNAL"
    return results(session, vault, agreement, minutes.period, minutes.basis.last_entry if ours else None)


def differences(minutes: Minutes, ours: Counts) -> list[tuple[str, int, int]]:
    """Name, the document's number, our own, where they differ. What is disputed is no count of the journal's."""
    mine = counted(ours)
    found = [(name, value, mine[name]) for name, value in counted(minutes.counts).items()]
    return [row for row in found if row[1] != row[2] and row[0] != "jumlahSengketa"]


def sign(session: Session, paper: MinutesPaper, signer: Signer, now: datetime) -> None:
    """BKN's signature. Raises OperatorError where BKN has signed already."""
    signature = sign_document(etree.fromstring(paper.document), signer)
    if not add_signature(session, paper, Side.BKN, signature, parse_certificate(signer.certificate).thumbprint, now):
        raise OperatorError(f"{paper.number}: BKN has signed it already; nothing was changed")


def shown(paper: MinutesPaper) -> dict[str, Any]:
    """Number, period, state and whether it is valid, for a table."""
    state = state_of(signers_of(paper))
    return {"number": paper.number, "period": paper.period, "state": state, "valid": state == BOTH}


def _next_number(session: Session, agreement: Agreement, period: Period) -> str:
    there = select(func.count()).where(MinutesPaper.agreement == agreement.code, MinutesPaper.period == str(period))
    numbers = (f"BA/{agreement.code}/{period}/{at}" for at in count((session.scalar(there) or 0) + 1))
    # A partner's own may have the number that would be ours.
    return next(number for number in numbers if find(session, agreement, number) is None)
