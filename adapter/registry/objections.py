"""What is wrong with something that is to be recorded: a contract's problems to a partner, one line to an operator.

A party's letter comes in as a message or on paper, and is judged by the same rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from adapter.agreements.terms import Side
from adapter.errors import ContractViolation, OperatorError, Problem

WORDS = {Side.BKN: "BKN", Side.PARTNER: "MITRA"}
"""A side by its word on the wire and in the tables."""
ACCEPTED, REFUSED = "SETUJU", "TOLAK"
"""The two answers to whatever one party proposes."""
_MOST_DIGITS = 18
INVALID, MISSING = "FORMAT_TIDAK_SAH", "DATA_TIDAK_LENGKAP"


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that is wrong: the element on the wire, the kodeGalat, and the sentence in both languages."""

    element: str
    code: str
    sentence: str
    english: str


def violation(operation: str, objections: Sequence[Objection]) -> ContractViolation:
    """All of them, as the problems of a message to that operation."""
    return ContractViolation(
        tuple(Problem(f"/{operation}/{one.element}", one.code, one.sentence) for one in objections)
    )


def operator_error(what: str, objections: Sequence[Objection]) -> OperatorError:
    """All of them, in one line."""
    return OperatorError(f"{what}: {'; '.join(one.english for one in objections)}; nothing was recorded")


def read_number(prefix: str, number: str) -> int | None:
    """The row that a number such as PGJ-12 names, or None where it is no such number."""
    digits = number.removeprefix(prefix)
    right = number.startswith(prefix) and digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return int(digits) if right else None
