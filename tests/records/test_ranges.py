"""Ranges of positions: what they are made of, and that their digests tell every change."""

from hashlib import sha256
from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.records import ranges
from adapter.records.ranges import DEEPEST_BITS, FEW, WHOLE, Mark, Range, Share, deepest_at, summarise

POSITIONS = st.integers(0, 2**63 - 1)
MARKS = st.dictionaries(POSITIONS, st.binary(min_size=16, max_size=16), min_size=FEW + 1, max_size=60)


def marks_of(content: dict[int, bytes]) -> list[Mark]:
    return [Mark(position, content[position]) for position in sorted(content)]


@pytest.mark.parametrize(("bits", "prefix"), [(3, 0), (64, 0), (-4, 0), (4, 16), (0, 1), (8, -1)])
def test_what_is_no_range_is_refused(bits, prefix):
    with pytest.raises(ValueError, match="no range"):
        Range(bits, prefix)


@given(POSITIONS)
def test_the_children_share_a_range_without_gap_or_overlap(position):
    one = WHOLE
    while one.children():
        children = one.children()
        assert (children[0].first, children[-1].last) == (one.first, one.last)
        assert all(left.last + 1 == right.first for left, right in pairwise(children))
        one = children[one.child_of(position)]
        assert one.first <= position <= one.last
    assert one == deepest_at(position)
    assert one.bits == DEEPEST_BITS


def test_few_records_are_told_and_many_are_summed_up():
    few = {position << 58: bytes(16) for position in range(FEW)}
    assert summarise(WHOLE, marks_of(few)).marks == tuple(marks_of(few))
    many = {**few, 17 << 58: bytes(16)}
    told = summarise(WHOLE, iter(marks_of(many)))
    assert (told.count, told.marks) == (FEW + 1, None)
    assert sum(share.count for share in told.by_children().values()) == FEW + 1


def test_the_deepest_range_is_told_record_by_record():
    crowd = [Mark(7, bytes([n]) * 16) for n in range(FEW + 5)]
    assert summarise(deepest_at(7), crowd).marks == tuple(crowd)


@given(MARKS, st.integers(1, 70))
def test_a_share_is_what_the_contract_says(content, at_a_time):
    """Sixteen bytes of SHA-256 over position and digest of each record, in order."""
    with patch.object(ranges, "_AT_A_TIME", at_a_time):
        told = summarise(WHOLE, marks_of(content)).by_children()
    for number, child in enumerate(WHOLE.children()):
        inside = [mark for mark in marks_of(content) if child.first <= mark.position <= child.last]
        digest = sha256(b"".join(mark.position.to_bytes(8, "big") + mark.digest for mark in inside)).digest()[:16]
        assert told.get(number) == (Share(len(inside), digest) if inside else None)


@given(MARKS, st.data())
def test_one_change_shows_in_the_digest_of_its_child_and_in_no_other(content, data):
    changed = data.draw(st.sampled_from(sorted(content)))
    before = summarise(WHOLE, marks_of(content)).by_children()
    after = summarise(WHOLE, marks_of({**content, changed: b"another content!"})).by_children()
    same = content[changed] == b"another content!"
    assert {n for n in before if before[n] != after[n]} == (set() if same else {WHOLE.child_of(changed)})


def test_two_records_that_change_places_do_not_cancel_out():
    one, other = b"a" * 16, b"b" * 16
    content = {position: bytes(16) for position in range(FEW)}
    straight = summarise(WHOLE, marks_of({**content, 100: one, 101: other})).by_children()
    crossed = summarise(WHOLE, marks_of({**content, 100: other, 101: one})).by_children()
    assert straight != crossed
