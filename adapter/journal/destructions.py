"""Berita acara pemusnahan: that a party has destroyed what it had from the other (UU 27/2022 Pasal 44)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, Side
from adapter.journal.papers import Destruction
from adapter.journal.reports import to_json
from adapter.records.vault import Vault


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What a party says to have destroyed; `content` is its whole message, which is sealed."""

    number: str
    reason: str
    day: date
    count: int
    content: object


def find(session: Session, agreement: Agreement, side: Side, number: str) -> Destruction | None:
    """The one of that number, or None."""
    mine = (Destruction.agreement == agreement.code, Destruction.side == side.value, Destruction.number == number)
    return session.scalar(select(Destruction).where(*mine))


def listed(session: Session, agreement: Agreement | None = None) -> list[Destruction]:
    """All of them, the latest first."""
    found = select(Destruction).order_by(Destruction.id.desc())
    return list(session.scalars(found.where(Destruction.agreement == agreement.code) if agreement else found))


def says_the_same(vault: Vault, known: Destruction, content: object) -> bool:
    """Whether what is kept has this content."""
    return known.content_digest == vault.index("pemusnahan", to_json(content).hex())


def keep(
    session: Session, vault: Vault, agreement: Agreement, side: Side, destroyed: Destroyed, now: datetime
) -> Destruction:
    """Keep it. The caller knows that its number is free."""
    plain = to_json(destroyed.content)
    kept = Destruction(
        agreement=agreement.code,
        side=side.value,
        number=destroyed.number,
        reason=destroyed.reason,
        day=destroyed.day,
        count=destroyed.count,
        content_digest=vault.index("pemusnahan", plain.hex()),
        content=vault.seal(plain, f"destruction|content|{agreement.code}|{side.value}|{destroyed.number}".encode()),
        recorded_at=now,
    )
    session.add(kept)
    session.flush()
    return kept
