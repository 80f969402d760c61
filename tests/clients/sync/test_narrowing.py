"""The narrowing finds exactly what differs, wherever it lies, and asks no more than that costs."""

import math
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.records.ranges import DEEPEST_BITS, Mark, Range, Summary, summarise
from clients.sync.narrowing import Pair, look_again, narrow

POSITIONS = st.one_of(st.integers(0, 2**63 - 1), st.integers(0, 300), st.integers(2**63 - 300, 2**63 - 1))
LISTS = st.dictionaries(POSITIONS, st.integers(0, 3), max_size=80)


class End:
    """One end: a list in memory, which counts what it is asked. `patience`: ranges that it answers at a time."""

    def __init__(self, content: dict[int, int], patience: int = 1000) -> None:
        self.content, self.patience = content, patience
        self.ranges = self.messages = 0

    def ask(self, ranges: Sequence[Range]) -> list[Summary]:
        self.messages += 1
        answered = ranges[: self.patience]
        self.ranges += len(answered)
        return [summarise(one, self._marks(one)) for one in answered]

    def _marks(self, one: Range) -> list[Mark]:
        inside = sorted(position for position in self.content if one.first <= position <= one.last)
        return [Mark(position, digest(self.content[position])) for position in inside]


def digest(value: int) -> bytes:
    return bytes([value]) * 16


def naive(here: dict[int, int], there: dict[int, int]) -> dict[int, Pair]:
    return {
        position: Pair(*(digest(one[position]) if position in one else None for one in (here, there)))
        for position in here.keys() | there.keys()
        if here.get(position) != there.get(position)
    }


@given(LISTS, LISTS)
def test_two_lists_that_have_little_in_common(here, there):
    found = narrow(End(here).ask, End(there).ask, 7)
    assert (found.here, found.there) == (len(here), len(there))
    assert found.differing == naive(here, there)


@given(LISTS, LISTS, st.sets(POSITIONS, max_size=5), st.integers(1, 5), st.integers(1, 20))
def test_additions_changes_and_removals_anywhere(shared, changes, removed, patience, most):
    there = {position: value for position, value in {**shared, **changes}.items() if position not in removed}
    assert narrow(End(shared).ask, End(there, patience).ask, most).differing == naive(shared, there)


def test_the_same_list_costs_one_question():
    content = dict.fromkeys(range(0, 2**63, 2**50), 1)
    there = End(content)
    assert narrow(End(content).ask, there.ask, 256).differing == {}
    assert (there.messages, there.ranges) == (1, 1)


@pytest.mark.parametrize(("size", "differences"), [(2000, 1), (2000, 20), (20_000, 5)])
def test_questions_grow_with_the_differences_times_the_logarithm(size, differences):
    random = Random(size + differences)  # noqa: S311 - repeatable on purpose
    here = {random.getrandbits(63): 1 for _ in range(size)}
    there = {**here, **dict.fromkeys(random.sample(sorted(here), differences), 2)}
    end = End(there)
    assert len(narrow(End(here).ask, end.ask, 256).differing) == differences
    depth = math.ceil(math.log(size, 16))
    assert end.ranges <= 1 + differences * depth
    # All open ranges of one depth go together: as many messages as the tree is deep.
    assert end.messages <= 1 + depth + differences * depth // 256


def test_one_list_is_empty():
    content = dict.fromkeys(range(0, 2**63, 2**56), 1)
    found = narrow(End({}).ask, End(content).ask, 256)
    assert found.differing == naive({}, content)
    assert {pair.here for pair in found.differing.values()} == {None}


def test_records_that_lie_together_are_told_apart():
    here, there = dict.fromkeys(range(100), 1), dict.fromkeys(range(100), 1)
    there[42] = 2
    end = End(there)
    assert set(narrow(End(here).ask, end.ask, 256).differing) == {42}
    assert end.ranges <= DEEPEST_BITS // 4 + 1


def test_what_agrees_by_now_is_left_out_and_what_changed_shows_its_new_state():
    found = naive({1: 1, 2: 1, 3: 1, 2**60: 1}, {})
    here = End({1: 1, 2: 1, 3: 3, 4: 1})
    assert look_again(here.ask, End({1: 1, 3: 1}, patience=1).ask, found, 1) == {
        2: Pair(digest(1), None),
        3: Pair(digest(3), digest(1)),
    }
