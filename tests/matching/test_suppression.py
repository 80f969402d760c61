"""Nobody works out a withheld cell: made-up tables against an attacker who has all that is published."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter.matching.cube import Cube, Dimension
from adapter.matching.suppression import suppress
from tests.matching.attacker import Cell, all_cells, bounds, determined, within

THRESHOLD = 10
PLACES = [("p", "k1"), ("p", "k2"), ("q", "k3"), ("q", "k4")]
AGES, KINDS = [("muda",), ("tua",), ("lanjut",)], [("PNS",), ("PPPK",)]
LEAVES = [PLACES, AGES, KINDS]
FINEST: list[Cell] = [tuple(cell) for cell in product(*LEAVES)]
CELLS = all_cells(LEAVES)
NODES = [
    {(): 0, ("p",): 1, ("q",): 2, ("p", "k1"): 3, ("p", "k2"): 4, ("q", "k3"): 5, ("q", "k4"): 6},
    {(): 0, ("muda",): 1, ("tua",): 2, ("lanjut",): 3},
    {(): 0, ("PNS",): 1, ("PPPK",): 2},
]
CUBE = Cube([Dimension((0, 0, 0, 1, 1, 2, 2)), Dimension((0, 0, 0, 0)), Dimension((0, 0, 0))])

counts = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 60))
tables = st.lists(counts, min_size=len(FINEST), max_size=len(FINEST)).map(lambda n: dict(zip(FINEST, n, strict=True)))


def key(cell: Cell) -> int:
    return CUBE.key([nodes[path] for nodes, path in zip(NODES, cell, strict=True)])


def published(table: dict[Cell, int], earlier: frozenset[int] = frozenset()) -> tuple[dict[Cell, int], frozenset[int]]:
    """What everybody reads, recounted here, and what is withheld."""
    finest = {key(cell): count for cell, count in table.items() if count}
    withheld = suppress(CUBE, finest, THRESHOLD, earlier=earlier).withheld
    return {cell: recount(table, cell) for cell in CELLS if key(cell) not in withheld}, withheld


def recount(table: dict[Cell, int], cell: Cell) -> int:
    return sum(count for finest, count in table.items() if within(finest, cell))


@given(tables)
@settings(max_examples=60)
def test_no_withheld_cell_follows_from_what_is_published(table: dict[Cell, int]) -> None:
    known, withheld = published(table)
    hidden = [cell for cell in CELLS if key(cell) in withheld]
    assert not determined(known, FINEST, hidden)
    limits = bounds(known, CELLS)
    assert not [cell for cell in hidden if limits[cell][0] == limits[cell][1]]


@given(tables)
def test_every_small_cell_is_withheld_and_no_number_is_wrong(table: dict[Cell, int]) -> None:
    known, _ = published(table)
    assert not [cell for cell in known if 0 < known[cell] < THRESHOLD]
    finest = {key(cell): count for cell, count in table.items() if count}
    assert suppress(CUBE, finest, THRESHOLD).cells == {key(c): n for c in CELLS if (n := recount(table, c))}


@given(tables, st.integers(0, len(FINEST) - 1), st.integers(0, 30))
@settings(max_examples=60)
def test_two_months_together_tell_no_more_than_one(table: dict[Cell, int], changed: int, to: int) -> None:
    """Whoever believes that nothing has changed but what he sees changed takes both months as one table."""
    first, withheld = published(table)
    second, again = published({**table, FINEST[changed]: to}, earlier=withheld)
    here = {cell for cell in CELLS if not within(FINEST[changed], cell)}
    together = {cell: count for cell, count in (first | second).items() if cell in here}
    hidden = [cell for cell in CELLS if key(cell) in withheld and recount(table, cell) and cell in here]
    assert not determined(together, FINEST, hidden)
    assert {key(cell) for cell in hidden} <= again


def test_an_attacker_who_must_succeed_does() -> None:
    """Only the small cell withheld, as a careless office would: it is the total less the rest."""
    table = dict.fromkeys(FINEST, 20) | {FINEST[0]: 3}
    careless = {cell: recount(table, cell) for cell in CELLS if recount(table, cell) >= THRESHOLD}
    assert determined(careless, FINEST, [FINEST[0]]) == {FINEST[0]}
    assert bounds(careless, CELLS)[FINEST[0]] == (3, 3)


def test_margins_stay_where_one_cell_among_many_is_small() -> None:
    table = dict.fromkeys(FINEST, 20) | {FINEST[0]: 3}
    known, withheld = published(table)
    assert [cell for cell in CELLS if key(cell) in withheld and sum(map(bool, cell)) < 3] == []
    assert len(CELLS) - len(known) == 8


def test_one_small_cell_and_nobody_else_hides_the_total_too() -> None:
    known, _ = published({FINEST[0]: 4})
    assert [cell for cell in known if known[cell]] == []


@pytest.mark.parametrize("earlier", [frozenset({0}), frozenset({key(((), ("tua",), ()))})])
def test_what_was_withheld_stays_withheld(earlier: frozenset[int]) -> None:
    _, withheld = published(dict.fromkeys(FINEST, 20), earlier)
    assert earlier <= withheld


def test_somebody_who_cannot_be_there_is_protected_and_nobody_is_put_there() -> None:
    table = dict.fromkeys(FINEST, 20) | {FINEST[0]: 3, FINEST[1]: 0}
    finest = {key(cell): count for cell, count in table.items() if count}
    refused = {CUBE.nodes(key(FINEST[0])), CUBE.nodes(key(FINEST[1]))}
    result = suppress(CUBE, finest, THRESHOLD, possible=lambda nodes: nodes not in refused)
    assert key(FINEST[0]) in result.withheld
    assert key(FINEST[1]) not in result.withheld
