"""What may close an operation for a time although the agreement gives a right to it. Whoever comes first refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from adapter.agreements.structures import Kepala
from adapter.agreements.terms import Agreement, Right, Side
from adapter.registry.force_majeure import rest_of_exchange
from adapter.registry.maintenance import maintenance_gate
from adapter.registry.standing import Standing


@dataclass(frozen=True, slots=True)
class Passing:
    """A request at the gates: admitted by its terms, not yet carried out. `host` is whose system is called."""

    agreement: Agreement
    standing: Standing
    right: Right
    heading: Kepala
    now: datetime
    host: Side = Side.BKN


Gate = Callable[[Session, Passing], None]
"""Raises a Refusal, or lets pass."""

GATES: tuple[Gate, ...] = (maintenance_gate, rest_of_exchange)


def pass_gates(session: Session, passing: Passing) -> None:
    """Raise the Refusal of the first gate that is closed."""
    for gate in GATES:
        gate(session, passing)
