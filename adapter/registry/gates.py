"""What may close an operation for a time although the agreement gives a right to it. Whoever comes first refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from adapter.agreements.structures import Kepala
from adapter.agreements.terms import Agreement, OperationClass, Right, Side
from adapter.clock import wib_date
from adapter.records.database import run
from adapter.registry.maintenance import CLOSED_BY_NOTICE, maintenance_gate
from adapter.registry.notices import sender_of
from adapter.registry.postponement import CLOSED_BY_KAHAR, rest_of_exchange
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


@dataclass(frozen=True, slots=True)
class Gate:
    """`closed_by` selects what closes it, by `_asked`; `refuse` then raises the Refusal, if it does close it."""

    closed_by: Select[Any]
    refuse: Callable[[Session, Passing], None]


GATES = (Gate(CLOSED_BY_NOTICE, maintenance_gate), Gate(CLOSED_BY_KAHAR, rest_of_exchange))

# One question for all of them: nearly always they are open.
_CLOSED = select(*(gate.closed_by.exists() for gate in GATES))


def pass_gates(session: Session, passing: Passing) -> None:
    """Raise the Refusal of the first gate that is closed. They close exchanges (class A) only."""
    if passing.right.operation_class is not OperationClass.EXCHANGE:
        return
    for gate, closed in zip(GATES, run(session, _CLOSED, _asked(passing)).one(), strict=True):
        if closed:
            gate.refuse(session, passing)


def _asked(passing: Passing) -> dict[str, object]:
    return {
        "agreement": passing.agreement.code,
        "sender": sender_of(passing.agreement, passing.host),
        "now": passing.now,
        "today": wib_date(passing.now),
    }
