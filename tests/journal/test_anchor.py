"""The anchor has every seal once, in order, through crashes and beside others."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from adapter.journal import anchor
from adapter.journal.anchor import AnchorError

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def three(kept):
    """Three seals in the database and in the anchor."""
    for _ in range(3):
        kept.write()
        kept.seal()
    return kept


def follow(kept):
    anchor.follow(kept.anchor, kept.engine)


def test_one_line_for_each_seal(three):
    text = three.anchor.read_text()
    assert [line.split()[:3] for line in text.splitlines()] == [
        [str(number), str(number), f"2026-11-20T02:00:0{number}.000000Z"] for number in (1, 2, 3)
    ]
    assert three.anchor.stat().st_mode & 0o777 == 0o600


def test_what_a_crash_kept_from_it_is_made_up_for(three):
    whole = three.anchor.read_bytes()
    for length in range(len(whole)):
        three.anchor.write_bytes(whole[:length])
        assert [one.number for one in anchor.lines(three.anchor)] == [1, 2, 3][: whole[:length].count(b"\n")]
        follow(three)
        assert three.anchor.read_bytes() == whole


def test_many_follow_at_once(three):
    whole = three.anchor.read_bytes()
    three.anchor.unlink()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: follow(three), range(16)))
    assert three.anchor.read_bytes() == whole


def test_it_may_begin_with_a_later_seal(three):
    lines = three.anchor.read_bytes().splitlines(keepends=True)
    three.anchor.write_bytes(lines[-1])
    assert three.verdict() == "intact"
    three.tamper("DELETE FROM journal_seal WHERE number = 3")
    assert "the anchor knows seal 3, the database ends with seal 2" in three.verdict()


@pytest.mark.parametrize("end", [b"4", b"9 9 x", b"3 3 "])
def test_a_beginning_of_another_line_is_refused(three, end):
    with three.anchor.open("ab") as file:
        file.write(end)
    three.write()
    if end == b"4":
        assert three.seal() == 1
        return
    with pytest.raises(AnchorError, match="its last line is no beginning of seal 4"):
        three.seal()


@pytest.mark.parametrize("line", [b"4 4 x y\n", b"\n", b"-1 4 2026-11-20T02:00:01.000000Z " + b"0" * 64 + b"\n"])
def test_a_line_that_is_none_is_refused(three, line):
    with three.anchor.open("ab") as file:
        file.write(line)
    with pytest.raises(AnchorError, match="a line that is none of an anchor"):
        follow(three)
    with pytest.raises(AnchorError, match="a line that is none of an anchor"):
        list(anchor.lines(three.anchor))


def test_lines_out_of_order_are_refused(three):
    lines = three.anchor.read_bytes().splitlines(keepends=True)
    three.anchor.write_bytes(lines[0] + lines[2])
    with pytest.raises(AnchorError, match="seal 3 stands where seal 2 should"):
        list(anchor.lines(three.anchor))


def test_what_is_sealed_while_somebody_verifies_is_no_cut_tail(three):
    found = anchor.lines(three.anchor)
    three.write()
    three.seal()
    assert [one.number for one in found] == [1, 2, 3]
