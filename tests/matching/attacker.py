"""Somebody who has every published number and a great deal of patience. Shares no code with what he attacks.

A cell is a tuple of labels, one for each dimension, each a path from the broadest to the finest: () is all.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product

_ALL_ASN = 10_000_000

Path = tuple[str, ...]
Cell = tuple[Path, ...]


def within(finest: Cell, cell: Cell) -> bool:
    """Whether the finest cell is inside of the other."""
    return all(leaf[: len(path)] == path for leaf, path in zip(finest, cell, strict=True))


def all_cells(leaves: Iterable[Iterable[Path]]) -> list[Cell]:
    """Every cell of every table."""
    prefixes = [{leaf[:length] for leaf in some for length in range(len(leaf) + 1)} for some in leaves]
    return [tuple(cell) for cell in product(*(sorted(some) for some in prefixes))]


def determined(published: Mapping[Cell, int], finest: list[Cell], wanted: Iterable[Cell]) -> set[Cell]:
    """Those of the wanted cells that are a sum of published numbers, each times any fraction: Gauss, exactly."""
    basis: list[tuple[int, list[Fraction]]] = []
    for cell in published:
        row = _reduced(_row(cell, finest), basis)
        pivot = next((place for place, value in enumerate(row) if value), None)
        if pivot is not None:
            basis.append((pivot, [value / row[pivot] for value in row]))
    return {cell for cell in wanted if not any(_reduced(_row(cell, finest), basis))}


def _row(cell: Cell, finest: list[Cell]) -> list[Fraction]:
    return [Fraction(within(one, cell)) for one in finest]


def _reduced(row: list[Fraction], basis: list[tuple[int, list[Fraction]]]) -> list[Fraction]:
    for pivot, other in basis:
        if factor := row[pivot]:
            row = [value - factor * also for value, also in zip(row, other, strict=True)]
    return row


def bounds(published: Mapping[Cell, int], cells: list[Cell]) -> dict[Cell, tuple[int, int]]:
    """What each cell must lie between: no count is negative, and a cell is the sum of its parts in any dimension."""
    low = {cell: published.get(cell, 0) for cell in cells}
    high = {cell: published.get(cell, _ALL_ASN) for cell in cells}
    sums = [(cell, parts) for cell in cells for parts in _splits(cell, cells)]
    while True:
        before = (dict(low), dict(high))
        for whole, parts in sums:
            low[whole] = max(low[whole], sum(low[part] for part in parts))
            high[whole] = min(high[whole], sum(high[part] for part in parts))
            for part in parts:
                others = [other for other in parts if other != part]
                low[part] = max(low[part], low[whole] - sum(high[other] for other in others))
                high[part] = min(high[part], high[whole] - sum(low[other] for other in others))
        if before == (low, high):
            return {cell: (low[cell], high[cell]) for cell in cells}


def _splits(cell: Cell, cells: list[Cell]) -> list[list[Cell]]:
    found = []
    for place in range(len(cell)):
        parts = [
            other
            for other in cells
            if len(other[place]) == len(cell[place]) + 1
            and within((other[place],), (cell[place],))
            and (*other[:place], *other[place + 1 :]) == (*cell[:place], *cell[place + 1 :])
        ]
        if parts:
            found.append(parts)
    return found
