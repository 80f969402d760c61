"""What the fuzzer has found worth keeping, run again: one input for each path through the code that it reached."""

from pathlib import Path

import pytest

from tests.fuzz import target
from tests.support.world import make_world

CORPUS = sorted((Path(__file__).parents[1] / "fuzz/corpus").iterdir())


def test_the_corpus_is_there_and_small():
    assert 50 <= len(CORPUS) <= 1000
    assert sum(path.stat().st_size for path in CORPUS) < 2_000_000


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nothing_but_a_security_error(engine, vault):
    world = make_world(engine, vault, target.NOW, algorithm="ec")
    for path in CORPUS:
        target.run(path.read_bytes(), world)
