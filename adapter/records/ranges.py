"""Ranges of positions and what is in them: the arithmetic by which two parties narrow down where their lists differ.

A position has 63 bits. A range is all positions that begin with the same bits; each range has sixteen children.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice, starmap
from operator import itemgetter
from struct import Struct
from typing import NamedTuple

POSITION_BITS = 63
STEP_BITS = 4
DEEPEST_BITS = 60
"""A range of so many bits has eight positions: it is told record by record, whatever is in it."""

FEW = 16
"""Records that are told one by one: telling them costs no more than the digests of sixteen children."""

DIGEST_BYTES = 16

_AT_A_TIME = 4096
_POSITION = itemgetter(0)
_PACK = Struct(f">q{DIGEST_BYTES}s").pack
"""A position of 8 bytes, big-endian, and a digest."""


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """The positions whose first `bits` bits are `prefix`. Raises ValueError for one that cannot be."""

    bits: int
    prefix: int

    def __post_init__(self) -> None:
        """Check it."""
        if self.bits % STEP_BITS or not 0 <= self.bits <= DEEPEST_BITS or not 0 <= self.prefix < 1 << self.bits:
            raise ValueError("this is no range of positions")

    @property
    def first(self) -> int:
        """The lowest position in it."""
        return self.prefix << (POSITION_BITS - self.bits)

    @property
    def last(self) -> int:
        """The highest position in it."""
        return self.first + (1 << (POSITION_BITS - self.bits)) - 1

    def children(self) -> tuple["Range", ...]:
        """The sixteen ranges that it is made of; none of the deepest."""
        if self.bits == DEEPEST_BITS:
            return ()
        return tuple(Range(self.bits + STEP_BITS, (self.prefix << STEP_BITS) + n) for n in range(1 << STEP_BITS))

    def child_of(self, position: int) -> int:
        """The number, from 0, of the child that this position is in."""
        return (position >> (POSITION_BITS - self.bits - STEP_BITS)) - (self.prefix << STEP_BITS)

    def last_of(self, child: int) -> int:
        """The highest position in a child, by its number."""
        return self.first + ((child + 1) << (POSITION_BITS - self.bits - STEP_BITS)) - 1


WHOLE = Range(0, 0)


def deepest_at(position: int) -> Range:
    """The smallest range with this position in it."""
    return Range(DEEPEST_BITS, position >> (POSITION_BITS - DEEPEST_BITS))


class Mark(NamedTuple):
    """A record in a comparison: where it stands, and the digest of its content."""

    position: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Share:
    """What a child of a range holds: how many records, and one digest over all of them."""

    count: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Summary:
    """What a range holds: its records where they are few (`marks`), else what each child holds, by its number.

    An empty child is left out. One of `marks` and `shares` is None.
    """

    range: Range
    count: int
    marks: tuple[Mark, ...] | None
    shares: dict[int, Share] | None

    def by_children(self) -> dict[int, Share]:
        """What each child holds, also where the records themselves are told."""
        return self.shares if self.shares is not None else _shares(self.range, self.marks or ())


def summarise(one: Range, rows: Iterable[tuple[int, bytes]]) -> Summary:
    """What is in a range, given its records (a Mark's parts) in the order of their positions.

    They are read once, and not kept.
    """
    rest = iter(rows)
    head = tuple(islice(rest, FEW + 1))
    if len(head) <= FEW or one.bits == DEEPEST_BITS:
        all_of_them = tuple(starmap(Mark, chain(head, rest)))
        return Summary(one, len(all_of_them), all_of_them, None)
    shares = _shares(one, chain(head, rest))
    return Summary(one, sum(share.count for share in shares.values()), None, shares)


def _shares(one: Range, rows: Iterable[tuple[int, bytes]]) -> dict[int, Share]:
    if one.bits == DEEPEST_BITS:
        return {}
    growing: dict[int, _Growing] = {}
    rest = iter(rows)
    # Millions of records are gone through: what is done with each of them by itself is done in C.
    while batch := list(islice(rest, _AT_A_TIME)):
        start = 0
        while start < len(batch):
            child = one.child_of(batch[start][0])
            end = bisect_right(batch, one.last_of(child), lo=start, key=_POSITION)
            growing.setdefault(child, _Growing()).add(batch[start:end])
            start = end
    return {child: grown.share for child, grown in growing.items()}


class _Growing:
    """A child's share, while its records come."""

    def __init__(self) -> None:
        self._count, self._hash = 0, hashlib.sha256()

    def add(self, rows: list[tuple[int, bytes]]) -> None:
        # In order and with the positions, not added up: who could choose records could make sums agree that hide them.
        self._hash.update(b"".join(starmap(_PACK, rows)))
        self._count += len(rows)

    @property
    def share(self) -> Share:
        return Share(self._count, self._hash.digest()[:DIGEST_BYTES])
