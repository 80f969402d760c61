"""Between the categories by which ASN are counted and the numbered cells that are judged (matching.suppression)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from adapter.matching.cube import Cube, Dimension
from adapter.records.aggregate_tables import can_be

Finest = tuple[str, str, str, str, str, bool]
"""Regency, grade, kind of post, age band, kind, and whether they passed in this year; "" is not known."""

Labels = tuple[str | None, str | None, str | None, str | None, str | None, str | None, bool | None]
"""Province, and then as in Finest; None is all."""


def province_of(regency: str) -> str:
    """The province of a regency's code; "" where the place is not known."""
    return regency[:2]


@dataclass(frozen=True)
class Categories:
    """The categories that occur, numbered. `flat` are those of grade, kind of post, age, kind and passed."""

    provinces: tuple[str, ...]
    regencies: tuple[str, ...]
    flat: tuple[tuple[object, ...], ...]

    @classmethod
    def of(cls, finest: Iterable[Finest]) -> "Categories":
        """The categories of these cells."""
        columns = [set(column) for column in zip(*finest, strict=True)] or [set() for _ in range(6)]
        regencies = tuple(sorted(columns[0]))
        provinces = tuple(sorted({province_of(regency) for regency in regencies}))
        return cls(provinces, regencies, tuple(tuple(sorted(column)) for column in columns[1:]))

    @cached_property
    def cube(self) -> Cube:
        """The cells over these categories; provinces first, then the regencies below them."""
        above = [self.provinces.index(province_of(regency)) + 1 for regency in self.regencies]
        places = Dimension((0, *(0 for _ in self.provinces), *above))
        return Cube([places, *(Dimension((0,) * (len(labels) + 1)) for labels in self.flat)])

    def key(self, labels: Labels) -> int | None:
        """The key of a cell; None where a category of it does not occur."""
        place = self._places.get(labels[:2])
        rest = [numbers.get(label) for numbers, label in zip(self._numbers, labels[2:], strict=True)]
        if place is None or None in rest:
            return None
        return self.cube.key([place, *(node for node in rest if node is not None)])

    def labels(self, key: int) -> Labels:
        """The categories of a cell."""
        place, *rest = self.cube.nodes(key)
        province, regency = self._placed[place]
        others = [None if not node else labels[node - 1] for labels, node in zip(self.flat, rest, strict=True)]
        return (province, regency, *others)  # type: ignore[return-value] # five columns, each of its own type

    def finest_key(self, finest: Finest) -> int:
        """The key of a finest cell that occurs."""
        key = self.key((province_of(finest[0]), *finest))
        if key is None:
            raise ValueError("this cell's categories do not occur")
        return key

    def possible(self, nodes: tuple[int, ...]) -> bool:
        """Whether anybody can be in this finest cell (aggregate_tables.can_be)."""
        grade, kind, passed = (self.flat[place][nodes[place + 1] - 1] for place in (0, 3, 4))
        return can_be(str(kind), str(grade), passed=bool(passed))

    @cached_property
    def _placed(self) -> list[tuple[str | None, str | None]]:
        provinces = [(province, None) for province in self.provinces]
        return [(None, None), *provinces, *((province_of(regency), regency) for regency in self.regencies)]

    @cached_property
    def _places(self) -> dict[tuple[str | None, ...], int]:
        return {place: node for node, place in enumerate(self._placed)}

    @cached_property
    def _numbers(self) -> list[dict[object, int]]:
        return [{None: 0, **{label: node for node, label in enumerate(labels, 1)}} for labels in self.flat]
