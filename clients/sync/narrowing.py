"""Finds where two lists differ, by asking both ends for digests of ever smaller ranges.

What is asked grows with the differences, and with the logarithm of the lists: a range whose digests agree is not asked
about again. Pure: both ends are functions.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from adapter.records.ranges import WHOLE, Range, Summary, deepest_at

Ask = Callable[[Sequence[Range]], Sequence[Summary]]
"""What ranges hold at one end, the first ones of those asked for, at least one; the others are asked for again."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The digests of one position at both ends; None where nothing is. Equal ones have stopped to differ."""

    here: bytes | None
    there: bytes | None


@dataclass(frozen=True, slots=True)
class Compared:
    """How many records each end has, and the positions that differ."""

    here: int
    there: int
    differing: Mapping[int, Pair]


def narrow(here: Ask, there: Ask, most: int) -> Compared:
    """Compare two lists, asking for at most `most` ranges at a time.

    A position at which one end has several records, which chance does not bring about, counts as its last one.
    """
    (ours,), (theirs,) = here([WHOLE]), there([WHOLE])
    differing: dict[int, Pair] = {}
    waiting = list(_differing(ours, theirs, differing))
    while waiting:
        # The last ones first: the deepest ranges are done with before others are opened, and `waiting` stays short.
        asked, waiting = waiting[-most:], waiting[:-most]
        answered = there(asked)
        mine = {summary.range: summary for summary in _all(here, [summary.range for summary in answered])}
        waiting += asked[len(answered) :]
        for summary in answered:
            waiting += _differing(mine[summary.range], summary, differing)
    return Compared(ours.count, theirs.count, differing)


def look_again(here: Ask, there: Ask, found: Mapping[int, Pair], most: int) -> dict[int, Pair]:
    """The same positions as they are now, those that agree by now left out."""
    ranges = sorted({deepest_at(position) for position in found})
    now: dict[int, Pair] = {}
    for start in range(0, len(ranges), most):
        asked = ranges[start : start + most]
        for ours, theirs in zip(_all(here, asked), _all(there, asked), strict=True):
            list(_differing(ours, theirs, now))
    return {position: pair for position, pair in now.items() if position in found}


def _all(ask: Ask, ranges: Sequence[Range]) -> Iterator[Summary]:
    rest = list(ranges)
    while rest:
        answered = ask(rest)
        yield from answered
        rest = rest[len(answered) :]


def _differing(ours: Summary, theirs: Summary, found: dict[int, Pair]) -> Iterator[Range]:
    """The children to open; what differs record by record goes into `found`."""
    if ours.marks is not None and theirs.marks is not None:
        here, there = ({mark.position: mark.digest for mark in one.marks or ()} for one in (ours, theirs))
        for position in sorted(here.keys() | there.keys()):
            if here.get(position) != there.get(position):
                found[position] = Pair(here.get(position), there.get(position))
        return
    mine, others = ours.by_children(), theirs.by_children()
    for number, child in enumerate(ours.range.children()):
        if mine.get(number) != others.get(number):
            yield child
