"""Which cells of a set of linked tables must not be published, so that no small cell can be worked out.

Proof by another world. A *move* takes one person out of every second corner of a box of finest cells and puts one
into the others: the corners differ in the dimensions of the box and agree in all the rest. Counts stay whole and
not negative, and each cell that holds as many corners of either kind keeps its count; the others are *touched*.
We look for a move that touches each small cell, and publish exactly the cells that no move touches. Whoever knows
all that is published then cannot tell our world from the one after any of the moves, and the two differ in the cell
that the move touches: no cell that is withheld is determined, whatever sums and differences are formed, over rows,
totals, dimensions or tables. A cell of nobody is published too, unless a move puts somebody there.

A cell that an earlier month withheld is withheld again: otherwise what is new in this month's pattern, less what
has not changed since, would give the earlier month's small cells away. (Where nobody is in it any more, no move is
sought for it: that nobody is there may then be worked out.)
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, islice, product

from adapter.matching.cube import Cube

_POINTS = 3
_ALTERNATIVES = 6
_BOXES = 60
"""How far to look for a box that costs little: finest cells to begin at, nodes across, boxes of each shape."""

Nodes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """Every cell that is not zero, by key, and the keys of those withheld: cells of nobody among them."""

    cells: dict[int, int]
    withheld: frozenset[int]


def suppress(
    cube: Cube,
    finest: Mapping[int, int],
    threshold: int,
    *,
    possible: Callable[[Nodes], bool] = lambda _: True,
    earlier: Collection[int] = (),
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Published:
    """Withhold each cell of 1 to `threshold` - 1 people, and whatever would give one away.

    `possible` says whether anybody can be in a finest cell at all, as everybody knows: no PPPK has a PNS's grade.
    `earlier` are the keys that an earlier month withheld. `progress` is told how many of how many cells are safe.
    """
    work = _Work(cube, finest, cube.rolled_up(finest), threshold, possible, frozenset(earlier))
    work.withheld.update(key for key in earlier if key not in work.cells)
    needy = work.needy()
    for done, key in enumerate(needy):
        if key not in work.withheld:
            work.withheld.update(work.cheapest(key))
        progress(done + 1, len(needy))
    return Published(work.cells, frozenset(work.withheld))


@dataclass(slots=True)
class _Work:
    cube: Cube
    finest: Mapping[int, int]
    cells: dict[int, int]
    threshold: int
    possible: Callable[[Nodes], bool]
    earlier: frozenset[int]
    withheld: set[int] = field(default_factory=set)

    def needy(self) -> list[int]:
        """The cells that a move must touch. The coarsest first: their moves touch finer ones along."""
        needy = [key for key, n in self.cells.items() if n < self.threshold or key in self.earlier]
        return sorted(needy, key=lambda key: (self._depth(key), key))

    def cheapest(self, key: int) -> list[int]:
        """What the move touches that takes the least from the public; there is always one (see `_boxes`)."""
        best: list[int] = []
        least = None
        for point, across in self._boxes(self.cube.nodes(key)):
            if self._feasible(point, across):
                touched = self._touched(point, across)
                cost = sum(map(self._cost, touched))
                if least is None or cost < least:
                    best, least = touched, cost
                if cost == 0:
                    break
        return best

    def _depth(self, key: int) -> int:
        return sum(len(of.paths[node]) for of, node in zip(self.cube.dimensions, self.cube.nodes(key), strict=True))

    def _cost(self, key: int) -> int:
        """The people whose number goes: none where it goes anyway."""
        count = self.cells.get(key, 0)
        return 0 if count < self.threshold or key in self.withheld or key in self.earlier else count

    def _boxes(self, nodes: Nodes) -> Iterator[tuple[Nodes, dict[int, int]]]:
        """Boxes with one corner in the cell, as that corner and the leaf across in each of the box's dimensions.

        Only along dimensions in which the cell is narrower than all: then no other corner is inside of it. Many
        dimensions first, they leave the coarser tables alone. The last is no box at all, but one person more or less.
        """
        along = [place for place, node in enumerate(nodes) if node]
        for point in islice(self.cube.finest_within(nodes, self.cells), _POINTS):
            leaves = {place: self._alternatives(nodes, point, place) for place in along}
            for size in range(len(along), -1, -1):
                for places in combinations(along, size):
                    for chosen in _nearest_first([leaves[place] for place in places]):
                        yield point, dict(zip(places, chosen, strict=True))

    def _alternatives(self, nodes: Nodes, point: Nodes, place: int) -> list[int]:
        """Leaves to put across: where there are people already, and where little is lost."""
        dimension, stride = self.cube.dimensions[place], self.cube.strides[place]
        cell, corner = self.cube.key(nodes), self.cube.key(point)
        found = []
        for other in dimension.siblings(nodes[place]):
            counts = {
                leaf: self.finest.get(corner + (leaf - point[place]) * stride, 0) for leaf in dimension.leaves[other]
            }
            leaf = max(counts, key=counts.__getitem__)
            if self.possible((*point[:place], leaf, *point[place + 1 :])):
                lost = self._cost(cell + (other - nodes[place]) * stride)
                found.append((counts[leaf] == 0, lost, -counts[leaf], leaf))
        return [leaf for *_, leaf in sorted(found)[:_ALTERNATIVES]]

    def _feasible(self, point: Nodes, across: dict[int, int]) -> bool:
        """Whether the corners of one kind, whichever, all hold somebody to take out."""
        corners = [(point, True)]
        for place, leaf in across.items():
            corners += [((*nodes[:place], leaf, *nodes[place + 1 :]), not even) for nodes, even in corners]
        takes = {True: True, False: bool(across)}
        for nodes, even in corners:
            inhabited = self.cube.key(nodes) in self.finest
            # Who is there in spite of what everybody knows (a slip in the records) must be protected all the same.
            if not inhabited and not self.possible(nodes):
                return False
            takes[even] = takes[even] and inhabited
        return takes[True] or takes[False]

    def _touched(self, point: Nodes, across: dict[int, int]) -> list[int]:
        keys = [0]
        for place, (leaf, dimension, stride) in enumerate(
            zip(point, self.cube.dimensions, self.cube.strides, strict=True)
        ):
            path = dimension.paths[leaf]
            if place in across:
                # What both leaves lie in holds as many corners of either kind.
                nodes: Iterable[int] = set(path) ^ set(dimension.paths[across[place]])
            else:
                nodes = (*path, 0)
            keys = [key + node * stride for key in keys for node in nodes]
        return keys


def _nearest_first(leaves: list[list[int]]) -> list[tuple[int, ...]]:
    """Combinations of one leaf each, those from the front of the lists first."""
    ranked = product(*(enumerate(some) for some in leaves))
    chosen = sorted(ranked, key=lambda pairs: sum(rank for rank, _ in pairs))[:_BOXES]
    return [tuple(leaf for _, leaf in pairs) for pairs in chosen]
