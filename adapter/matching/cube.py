"""Every table that can be made of some dimensions, as one set of numbered cells.

A cell has one node in each dimension; node 0 is "all", so that a cell of a coarser table is a cell like any other.
A cell's key is one number, its nodes as digits: a month of 6.5 million people has more than a million cells.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Dimension:
    """A tree of categories: `parents[node]` is the node above, 0 for all. Node 0 stands for all itself.

    Every leaf has as many nodes above it as any other; a level is then a dimension of its own to ask for.
    """

    parents: tuple[int, ...]

    @cached_property
    def paths(self) -> tuple[tuple[int, ...], ...]:
        """For each node, itself and the nodes above it, without 0."""
        return tuple(tuple(self._upwards(node)) for node in range(len(self.parents)))

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each node, the nodes right below it."""
        below: list[list[int]] = [[] for _ in self.parents]
        for node, parent in enumerate(self.parents[1:], 1):
            below[parent].append(node)
        return tuple(tuple(nodes) for nodes in below)

    @cached_property
    def leaves(self) -> tuple[tuple[int, ...], ...]:
        """For each node, the leaves in it."""
        return tuple(tuple(self._downwards(node)) for node in range(len(self.parents)))

    def siblings(self, node: int) -> tuple[int, ...]:
        """The other nodes of the same level, only those under the same parent where there are any."""
        near = tuple(other for other in self.children[self.parents[node]] if other != node)
        level = len(self.paths[node])
        far = (other for other in range(1, len(self.parents)) if other != node and len(self.paths[other]) == level)
        return near or tuple(far)

    def _upwards(self, node: int) -> Iterator[int]:
        while node:
            yield node
            node = self.parents[node]

    def _downwards(self, node: int) -> Iterator[int]:
        if not self.children[node]:
            yield node
        for child in self.children[node]:
            yield from self._downwards(child)


class Cube:
    """The keys of all cells over `dimensions`."""

    def __init__(self, dimensions: Sequence[Dimension]) -> None:
        self.dimensions = tuple(dimensions)
        strides = [1]
        for dimension in reversed(self.dimensions[1:]):
            strides.append(strides[-1] * len(dimension.parents))
        self.strides = tuple(reversed(strides))

    def key(self, nodes: Sequence[int]) -> int:
        """The key of the cell with these nodes."""
        return sum(node * stride for node, stride in zip(nodes, self.strides, strict=True))

    def nodes(self, key: int) -> tuple[int, ...]:
        """The nodes of a cell, one in each dimension."""
        pairs = zip(self.strides, self.dimensions, strict=True)
        return tuple(key // stride % len(dimension.parents) for stride, dimension in pairs)

    def rolled_up(self, finest: Mapping[int, int]) -> dict[int, int]:
        """The counts of all cells that are not zero, from those of the finest: leaves in every dimension."""
        cells = dict(finest)
        for dimension, stride in zip(self.dimensions, self.strides, strict=True):
            size = len(dimension.parents)
            upwards = [[(above - node) * stride for above in (*dimension.paths[node][1:], 0)] for node in range(size)]
            for key, count in list(cells.items()):
                for step in upwards[key // stride % size]:
                    cells[key + step] = cells.get(key + step, 0) + count
        return cells

    def finest_within(self, nodes: Sequence[int], cells: Mapping[int, int]) -> Iterator[tuple[int, ...]]:
        """The finest cells inside of a cell that are not zero, in order."""
        for place, (node, dimension) in enumerate(zip(nodes, self.dimensions, strict=True)):
            if dimension.children[node]:
                for child in dimension.children[node]:
                    narrower = (*nodes[:place], child, *nodes[place + 1 :])
                    if self.key(narrower) in cells:
                        yield from self.finest_within(narrower, cells)
                return
        yield tuple(nodes)
