"""What a partner, a clock, a disk or a database may do in the middle: a clear word, and nothing lost."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
import requests
from sqlalchemy import delete, event, update

from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.sigtk.mitra import HONOURS
from adapter.errors import StoreUnavailable
from adapter.records import offered
from adapter.records.database import writing
from adapter.records.marks import mark_of, move_mark
from adapter.records.models import Card, StateOfficial
from adapter.records.offered_models import OfferCounter, OfferedRecord
from adapter.records.synthetic import synthetic_officials
from clients.bkn import BknToSigtk
from clients.errors import AnswerRejected, ContractRefused, NotReached, SecurityRefused
from tests.clients.test_bkn import HOLDERS, count, pull
from tests.clients.test_sigtk import honour
from tests.support.postgres import stopped
from tests.support.rows import card, official

OPERATION = "ambilKartuPesertaPns"


def offer_cards(world, number: int = 6) -> None:
    world.host("BPJS").offer(CARDS, [card(person) for person in HOLDERS[:number]])


def mark(world) -> int:
    with world.store() as session:
        return mark_of(session, "BPJS", OPERATION)


def answering(world, body: bytes, status: int = 200, content_type: str = "text/xml"):
    def post(*_how):
        answer = requests.Response()
        answer.status_code, answer._content = status, body
        answer.headers["Content-Type"] = content_type
        return answer

    return post


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"body": b"\x00\xff" * 50}, AnswerRejected),
        ({"body": b""}, AnswerRejected),
        ({"body": b"<html/>", "content_type": "text/html"}, NotReached),
        ({"body": b"", "status": 500, "content_type": "text/plain"}, NotReached),
    ],
)
def test_garbage_is_told_in_one_line_and_applies_nothing(world, wrong, error):
    offer_cards(world)
    with pytest.raises(error) as caught:
        list(pull(world, "kartu", post=answering(world, **wrong)))
    assert "\n" not in str(caught.value)
    assert (count(world, Card), mark(world)) == (0, 0)
    list(pull(world, "kartu"))
    assert count(world, Card) == 6


def test_a_page_twice_is_no_answer_to_the_second_request(world):
    offer_cards(world)
    given = []

    def twice(address, raw, headers):
        given.append(world.post(address, raw, headers) if len(given) != 1 else given[0])
        return given[-1]

    with pytest.raises(AnswerRejected):
        list(pull(world, "kartu", post=twice))
    assert (count(world, Card), mark(world)) == (2, 2)
    list(pull(world, "kartu"))
    assert (count(world, Card), mark(world)) == (6, 6)


def test_pages_out_of_order_are_not_applied(world, monkeypatch):
    """Signed, and an answer to the request, but older than what was applied."""
    offer_cards(world)
    honest = offered.after_token

    def again(session, agreement, lists, token, size, **how):
        return honest(session, agreement, lists, max(0, token - 2), size, **how)

    first = pull(world, "kartu")
    next(first)
    monkeypatch.setattr(offered, "after_token", again)
    with pytest.raises(AnswerRejected, match="tidak urut naik"):
        next(first)
    assert (count(world, Card), mark(world)) == (2, 2)
    assert world.entries()[-1].outcome == "JAWABAN_DITOLAK"


def test_a_partner_that_restored_an_old_backup_refuses_our_token_and_says_where(world):
    """Our mark is beyond its newest token: nothing is pulled, until somebody decides to begin again from 0."""
    host = world.host("BPJS")
    offer_cards(world)
    list(pull(world, "kartu"))
    with writing(host.engine) as session:
        session.execute(delete(OfferedRecord).where(OfferedRecord.token > 3))
        session.execute(update(OfferCounter).values(last_token=3))
    with pytest.raises(ContractRefused, match="sejakToken: token ini belum pernah diberikan"):
        list(pull(world, "kartu"))
    assert (world.entries()[-1].outcome, mark(world)) == ("FORMAT_TIDAK_SAH", 6)
    # What the operator does: begin again; what stands already changes nothing.
    with world.store() as session:
        move_mark(session, "BPJS", OPERATION, 6, 0, world.now)
    assert [page.results for page in pull(world, "kartu", size=9)] == [{"TIDAK_BERUBAH": 3}]


def test_our_own_old_backup_pulls_again_and_changes_nothing_twice(world):
    offer_cards(world)
    list(pull(world, "kartu"))
    with world.store() as session:
        move_mark(session, "BPJS", OPERATION, 6, 2, world.now)
    assert [page.results for page in pull(world, "kartu")] == [{"TIDAK_BERUBAH": 2}, {"TIDAK_BERUBAH": 2}]


def test_a_row_under_anothers_number_is_told_and_the_others_go_on(world):
    wrong = replace(card(HOLDERS[0]), nomorIdentitasPegawai=HOLDERS[1].nip)
    world.host("BPJS").offer(CARDS, [wrong, card(HOLDERS[2])])
    assert [page.results for page in pull(world, "kartu")] == [{"NAMA_BERBEDA": 1, "TERSIMPAN": 1}]
    world.host("SIGTK").offer(HONOURS, [honour(0, namaLengkap="Orang Lain"), honour(1)])
    assert [page.results for page in pull(world, "penganugerahan", BknToSigtk)] == [{"NAMA_BERBEDA": 1, "TERSIMPAN": 1}]


def test_a_nik_with_the_card_of_another_person_is_told_and_does_not_take_it(world):
    offer_cards(world, 1)
    list(pull(world, "kartu"))
    one = official(synthetic_officials(1)[0])
    world.host("BPJS").offer(OFFICIALS, [replace(one, nomorKartuPeserta=HOLDERS[0].card)])
    assert [page.results for page in pull(world, "pejabat")] == [{"KARTU_MILIK_LAIN": 1}]
    assert (count(world, Card), count(world, StateOfficial)) == (1, 0)


@pytest.mark.parametrize("hours", [1, -1])
def test_our_clock_jumps_and_then_is_right_again(world, hours):
    """The partner refuses what seems stale or of the future; nothing is applied, and nothing is lost afterwards."""
    offer_cards(world)
    jumped = world.now + timedelta(hours=hours)
    with pytest.raises((SecurityRefused, AnswerRejected)) as caught:
        list(pull(world, "kartu", clock=lambda: jumped))
    assert "\n" not in str(caught.value)
    assert (count(world, Card), mark(world)) == (0, 0)
    list(pull(world, "kartu"))
    assert count(world, Card) == 6


def test_both_clocks_go_back_and_the_mark_does_not(world):
    offer_cards(world, 2)
    list(pull(world, "kartu"))
    world.now -= timedelta(minutes=2)
    offer_cards(world, 4)
    list(pull(world, "kartu"))
    assert (count(world, Card), mark(world)) == (4, 4)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_and_the_page_comes_again(world):
    offer_cards(world)
    next(pull(world, "kartu"))
    full = [True]

    def limit(connection, _record, _proxy):
        connection.execute(f"PRAGMA max_page_count={1 if full[0] else 2**30}")  # never less than there are

    event.listen(world.engine, "checkout", limit)
    world.engine.dispose()
    with pytest.raises(StoreUnavailable, match="the disk is full"):
        list(pull(world, "kartu", size=1))
    full[0] = False
    assert count(world, Card) == mark(world)
    list(pull(world, "kartu"))
    assert (count(world, Card), mark(world)) == (6, 6)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_database_that_goes_away_in_the_middle(world, postgres):
    """Between the partner's answer and its page: the answer is lost, the partner gives it again."""
    offer_cards(world)
    pages = pull(world, "kartu")
    next(pages)
    down = ExitStack()

    def going(address, raw, headers):
        answer = world.post(address, raw, headers)
        down.enter_context(stopped(postgres))
        return answer

    with down, pytest.raises(StoreUnavailable, match="the database does not answer") as caught:
        list(pull(world, "kartu", post=going))
    assert "\n" not in str(caught.value)
    assert (count(world, Card), mark(world), len(world.entries())) == (2, 2, 1)
    assert [page.token for page in pages] == [4, 6]
    assert count(world, Card) == 6
