"""One line of the demonstration's table, and what its flows check with.

A flow gives the number of records that it moved. Where something is not as it must be, it raises.
"""

from collections.abc import Callable
from dataclasses import dataclass

from adapter.agreements.terms import Agreement, Side
from clients.errors import ClientError, RequestRefused


@dataclass(frozen=True, slots=True)
class Flow:
    """One line of the table. `remark` says what is special about it."""

    agreement: Agreement
    operation: str
    run: Callable[[], int]
    remark: str = ""

    @property
    def direction(self) -> str:
        """From whom to whom the data move."""
        right = self.agreement.right_to(self.operation)
        partner = self.agreement.partner_code
        if right is not None and right.giver is Side.PARTNER:
            return f"{partner}→BKN"
        return f"BKN→{partner}"


def refused(call: Callable[[], object], code: str) -> int:
    """Nothing, where `call` is refused with that kodeGalat; raises ClientError for anything else."""
    try:
        call()
    except RequestRefused as refusal:
        require(refusal.kodeGalat == code, f"refused with {refusal.kodeGalat}, not {code}")
        return 0
    raise ClientError(f"it was not refused with {code}")


def require(held: bool, otherwise: str) -> None:  # noqa: FBT001 - an assertion
    """Raise ClientError where something is not as it must be."""
    if not held:
        raise ClientError(otherwise)
