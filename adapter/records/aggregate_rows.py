"""The rows of every table that may be published: judged cell by cell, withheld numbers left out for good."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from adapter.matching.suppression import Published, suppress
from adapter.records.aggregate_cube import Categories, Finest, Labels
from adapter.records.aggregate_tables import By


@dataclass(frozen=True, slots=True)
class Row:
    """A row of `aggregate_cell`, by the names of its columns."""

    dimensions: int
    place: int
    province: str | None
    regency: str | None
    grade: str | None
    post_kind: str | None
    age: str | None
    kind: str | None
    people: int | None
    passed: int | None


def published_rows(
    finest: Mapping[Finest, int],
    earlier: Collection[Labels],
    threshold: int,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[Row]:
    """All tables, each in the order of its categories. `earlier` is what the month before withheld.

    Who passed is a dimension like the others: published beside the whole, their number gives the rest away.
    """
    categories = Categories.of(finest)
    keys = (categories.key(labels) for labels in earlier)
    judged = suppress(
        categories.cube,
        {categories.finest_key(cell): count for cell, count in finest.items()},
        threshold,
        possible=categories.possible,
        earlier={key for key in keys if key is not None},
        progress=progress,
    )
    return _rows(categories, judged)


def _rows(categories: Categories, judged: Published) -> list[Row]:
    passed_stride = categories.cube.strides[-1]
    size = len(categories.flat[-1]) + 1
    passed_node = categories.flat[-1].index(True) + 1 if True in categories.flat[-1] else None
    wholes = {key - key % (passed_stride * size) for key in judged.cells.keys() | judged.withheld}
    by_table: dict[int, list[tuple[Labels, int | None, int | None]]] = {}
    for key in wholes:
        labels = categories.labels(key)
        passed = 0 if passed_node is None else _number(judged, key + passed_node * passed_stride)
        by_table.setdefault(int(_table_of(labels)), []).append((labels, _number(judged, key), passed))
    return [
        Row(table, place, *labels[:6], people, passed)
        for table, cells in sorted(by_table.items())
        for place, (labels, people, passed) in enumerate(sorted(cells, key=_in_order))
    ]


def _number(judged: Published, key: int) -> int | None:
    return None if key in judged.withheld else judged.cells.get(key, 0)


def _table_of(labels: Labels) -> By:
    province, regency, *rest = labels[:6]
    place = By.REGENCY if regency is not None else (By.NOTHING if province is None else By.PROVINCE)
    others = zip((By.GRADE, By.POST_KIND, By.AGE, By.KIND), rest, strict=True)
    return By(place | sum(by for by, label in others if label is not None))


def _in_order(cell: tuple[Labels, int | None, int | None]) -> tuple[str, ...]:
    return tuple(str(label) for label in cell[0])
