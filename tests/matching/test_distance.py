import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.matching.distance import within_one

TEXT = st.text("AB", max_size=6)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("AISYAH", "AISIYAH", True), ("RIZKI", "RIZAL", False), ("SUTRISNO", "SUTRISON", True), ("A", "", True),
        ("ABCD", "BADC", False), ("SAMA", "SAMA", True), ("ABC", "CBA", False), ("AB", "ABCD", False),
    ],
)  # fmt: skip
def test_known_pairs(one: str, other: str, near: bool) -> None:  # noqa: FBT001 - the table's own column
    assert within_one(one, other) is near


@given(TEXT, TEXT)
def test_as_the_distance_written_out(one: str, other: str) -> None:
    assert within_one(one, other) == within_one(other, one) == (other in _neighbours(one))


def _neighbours(word: str) -> set[str]:
    """All that is one edit away, found by making every edit."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    less = {left + right[1:] for left, right in cuts}
    more = {left + letter + right for left, right in cuts for letter in "AB"}
    others = {left + letter + right[1:] for left, right in cuts if right for letter in "AB"}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    return {word} | less | more | others | swapped
