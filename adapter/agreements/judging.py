"""Whose word counts, element by element, where a received record meets what its holder has of its own.

The rule, for each element of a list:

1. the holder has nothing of its own: the giver's word stands, and so does every later word of the giver, whoever is
   the authority. A party that corrects its own statement overwrites nobody's data, and Pasal 9 ayat (3) of the BPJS
   agreement speaks of data "yang dimiliki oleh PARA PIHAK" that differ: here only one party has any;
2. the giver says nothing: what the holder has stays, and there is no difference;
3. both say the same: nothing is to be done;
4. they differ, and the giver decides on the element: its word is taken over, the holder's own is let go;
5. they differ otherwise: what the holder has stays, and a difference is noted, for a case at whoever decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any


class Verdict(Enum):
    """What becomes of one element; the numbers are the rule's."""

    FILLED = 1
    SILENT = 2
    SAME = 3
    TAKEN = 4
    DIFFERS = 5


@dataclass(frozen=True, slots=True)
class Declared:
    """The days of the two parties' dated declarations of an element, where there are any."""

    own: date | None = None
    given: date | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """An agreement's say on its elements.

    `giver_decides` is asked for an element on which both have spoken; `agree` whether they say the same; `decider`
    names who decides where they differ; `text` is an element's value as one text, for a case.
    """

    giver_decides: Callable[[str, Declared], bool]
    agree: Callable[[str, Any, Any], bool]
    decider: Callable[[str], str]
    text: Callable[[str, Any], str]


GIVER_DECIDES = Matrix(
    giver_decides=lambda _element, _declared: True,
    agree=lambda _element, own, given: bool(own == given),
    decider=lambda _element: "",
    text=lambda _element, value: str(value),
)
"""Of an agreement that gives the receiver no authority over anything in the list."""

NOTHING: tuple[object, ...] = (None, ())


def judge(matrix: Matrix, element: str, own: object, given: object, declared: Declared = Declared()) -> Verdict:
    """What becomes of one element; `own` and `given` are None or () where a party says nothing."""
    if own in NOTHING:
        return Verdict.FILLED
    if given in NOTHING:
        return Verdict.SILENT
    if matrix.agree(element, own, given):
        return Verdict.SAME
    return Verdict.TAKEN if matrix.giver_decides(element, declared) else Verdict.DIFFERS
