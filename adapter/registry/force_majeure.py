"""Keadaan kahar as it is recorded, and what it postpones.

All functions work inside the caller's transaction. Nothing here asks for the time.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.registry.term_models import ForceMajeure

ACCEPTED, REFUSED = "SETUJU", "TOLAK"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days (WIB, inclusive) on which duties rest; `last_day` is None while it lasts. No `duties` means all of them."""

    first_day: date
    last_day: date | None
    duties: tuple[str, ...]


def takes_effect_on(row: ForceMajeure) -> date | None:
    """From which day it postpones, or None where it does not (yet): it waits for an answer, or was refused."""
    if row.answer == ACCEPTED:
        return row.answered_on if row.effective_on is None else min(row.effective_on, row.answered_on or date.max)
    return row.effective_on if row.answer is None else None


def pauses(session: Session, agreement: str, today: date | None = None) -> tuple[Pause, ...]:
    """What rests under the agreement with this code, oldest first; both parties' duties, as each notice names them.

    A pause begins with the event itself, not with its notice: "dibebaskan untuk sementara waktu". With `today`, what
    takes effect only later (seven days of silence, BPJS Pasal 8 ayat (3)) is left out.
    """
    return tuple(
        Pause(row.began_on, row.ended_on, tuple(row.duties.splitlines()))
        for row in all_of(session, agreement)
        if (since := takes_effect_on(row)) is not None and (today is None or since <= today)
    )


def all_of(session: Session, agreement: str) -> list[ForceMajeure]:
    """Every keadaan kahar ever told under the agreement with this code, oldest first."""
    rows = select(ForceMajeure).where(ForceMajeure.agreement == agreement).order_by(ForceMajeure.id)
    return list(session.scalars(rows))
