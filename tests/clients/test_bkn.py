"""BKN's own clients follow a partner's list page by page, as long as it leads on."""

from dataclasses import replace

import pytest

from adapter.agreements.bpjs.mitra import CARDS
from adapter.records import offered
from clients.bkn import BknToBpjs
from clients.errors import AnswerUnfit
from tests.support.rows import HOLDERS, card

# What the partner offers lies in its own database, whatever BKN's is.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def bpjs(world):
    world.host("BPJS").offer(CARDS, [card(person) for person in HOLDERS[:5]])
    return world.bkn_to(BknToBpjs)


def test_every_page_comes_in_its_order(bpjs):
    assert [page.tokenBerikutnya for page in bpjs.pages("kartu", size=2)] == [2, 4, 5]
    assert [page.tokenBerikutnya for page in bpjs.pages("kartu", 4)] == [5]
    assert [page.perubahan for page in bpjs.pages("kartu", 5)] == [()]


@pytest.mark.parametrize(
    "wrong",
    [
        {"reached": 1},
        {"rows": (), "reached": 3, "more": True},
        {"rows": (), "reached": 1, "more": False},
    ],
)
def test_a_partner_whose_tokens_do_not_go_up_is_not_followed(bpjs, monkeypatch, wrong):
    honest = offered.after_token
    monkeypatch.setattr(offered, "after_token", lambda *how, **more: replace(honest(*how, **more), **wrong))
    with pytest.raises(AnswerUnfit, match="token"):
        list(bpjs.pages("kartu", 2))


def test_older_states_do_not_come_after_newer_ones(bpjs, monkeypatch):
    honest = offered.after_token

    def backwards(*how, **more):
        page = honest(*how, **more)
        return replace(page, rows=page.rows[::-1])

    monkeypatch.setattr(offered, "after_token", backwards)
    with pytest.raises(AnswerUnfit, match="tidak urut naik"):
        list(bpjs.pages("kartu"))
