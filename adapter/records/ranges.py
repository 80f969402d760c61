"""Ranges of positions and what is in them: the arithmetic by which two parties narrow down where their lists differ.

A position has 63 bits. A range is all positions that begin with the same bits; each range has sixteen children.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby, islice

POSITION_BITS = 63
STEP_BITS = 4
DEEPEST_BITS = 60
"""A range of so many bits has eight positions: it is told record by record, whatever is in it."""

FEW = 16
"""Records that are told one by one: telling them costs no more than the digests of sixteen children."""

DIGEST_BYTES = 16


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


WHOLE = Range(0, 0)


def deepest_at(position: int) -> Range:
    """The smallest range with this position in it."""
    return Range(DEEPEST_BITS, position >> (POSITION_BITS - DEEPEST_BITS))


@dataclass(frozen=True, slots=True)
class Mark:
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
        return self.shares if self.shares is not None else dict(_shares(self.range, self.marks or ()))


def summarise(one: Range, marks: Iterable[Mark]) -> Summary:
    """What is in a range, given its records in the order of their positions; they are read once, and not kept."""
    rest = iter(marks)
    head = tuple(islice(rest, FEW + 1))
    if len(head) <= FEW or one.bits == DEEPEST_BITS:
        all_of_them = (*head, *rest)
        return Summary(one, len(all_of_them), all_of_them, None)
    shares = dict(_shares(one, chain(head, rest)))
    return Summary(one, sum(share.count for share in shares.values()), None, shares)


def _shares(one: Range, marks: Iterable[Mark]) -> Iterator[tuple[int, Share]]:
    if one.bits == DEEPEST_BITS:
        return
    for child, group in groupby(marks, key=lambda mark: one.child_of(mark.position)):
        yield child, _share(group)


def _share(marks: Iterable[Mark]) -> Share:
    # In order and with the positions, not added up: who could choose records could make sums agree that hide them.
    packed = [mark.position.to_bytes(8, "big") + mark.digest for mark in marks]
    return Share(len(packed), hashlib.sha256(b"".join(packed)).digest()[:DIGEST_BYTES])
