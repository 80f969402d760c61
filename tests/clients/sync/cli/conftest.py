"""A world that lives today, and who operates it."""

import os

import pytest

from adapter.agreements.bpjs.mitra import CARDS
from adapter.records.synthetic import populate
from tests.support.operators import Operator, wired
from tests.support.rows import HOLDERS, card
from tests.support.served import this_second
from tests.support.world import make_world


@pytest.fixture
def world(engine, vault):
    now = this_second()
    populate(engine, vault, 60, now=now)
    world = make_world(engine, vault, now, day=now)
    with wired(world):
        yield world


@pytest.fixture
def host(world):
    """BPJS Kesehatan, which offers 25 cards."""
    found = world.host("BPJS")
    found.offer(CARDS, [card(person) for person in HOLDERS[:25]])
    return found


@pytest.fixture
def bkn(world, tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("JEMBATAN_")]:
        monkeypatch.delenv(name)
    return Operator(world, tmp_path)


@pytest.fixture
def bpjs(host, bkn, tmp_path):
    return Operator(host.world, tmp_path, "BPJS")
