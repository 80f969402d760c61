"""What a peer or a line does wrong: nothing is lost, the run says in one line what it was, goes on, and ends equal."""

from datetime import timedelta

import pytest
import requests
from sqlalchemy import func, select, text

from adapter.agreements.bpjs.mitra import CARDS
from adapter.exchange import runs
from adapter.exchange.sync_models import SetAside
from adapter.journal.models import Entry
from adapter.records.database import reading, writing
from adapter.records.marks import mark_of
from adapter.records.models import Card
from adapter.records.offered_models import OfferCounter, OfferedRecord
from clients.sync import reasons
from tests.support.bad_line import BadLine, answered, changed, lying, put
from tests.support.inline import go, patient
from tests.support.rows import HOLDERS, card
from tests.support.sites import bkn_site, bkn_stops, bkn_syncs, partner_site

# What the peer does wrong does not depend on our database; test_store_away has both.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

COUNT, SIZE = 25, 10
OPERATION = "ambilKartuPesertaPns"


@pytest.fixture
def host(world):
    found = world.host("BPJS")
    found.offer(CARDS, [card(person) for person in HOLDERS[:COUNT]])
    return found


def stored(world):
    with reading(world.engine) as session:
        return session.scalar(select(func.count()).select_from(Card)), mark_of(session, "BPJS", OPERATION)


def aside(world):
    with reading(world.engine) as session:
        return session.execute(select(SetAside.reason, SetAside.attempts).order_by(SetAside.id)).all()


def site_of(world, **changes):
    return bkn_site(world, size=SIZE, **{"patience": patient(world), **changes})


def impatient(world):
    return site_of(world, patience=patient(world, attempts=1, rejected=0, store_attempts=1))


def said_in_one_line(run):
    assert run.note
    (line,) = (line for line in run.note.splitlines() if line.startswith("kartuPesertaPns: "))
    assert len(line) < 500
    return line


def swap(answer):
    first, second = answer.findall("{*}perubahan")[:2]
    first.addprevious(second)


def without_rows(answer):
    for row in answer.findall("{*}perubahan"):
        answer.remove(row)


ON_THE_LINE = {
    "garbage": answered(b"\x00\xff garbage"),
    "html": answered(b"<html>504</html>", "text/html", 504),
    "empty": answered(b""),
    "unsigned": changed(lambda message: message.header.remove(message.security)),
    "a byte": changed(lambda message: message.body[0].find("{*}tokenBerikutnya").__setattr__("text", "11")),
    "cut": requests.ConnectionError("cut"),
}


@pytest.mark.parametrize("what", ON_THE_LINE)
def test_a_bad_answer_is_asked_for_again(world, host, what):
    line = BadLine(world, {1: ON_THE_LINE[what]})
    outcome, run = go(line.of(site_of(world)), "BPJS")
    assert (outcome, run.note, stored(world)) == (reasons.ENDED, None, (COUNT, COUNT))
    with reading(world.engine) as session:
        outcomes = session.scalars(select(Entry.outcome).where(Entry.operation == OPERATION)).all()
    assert outcomes.count("BERHASIL") == 3
    assert outcomes.count("JAWABAN_DITOLAK") == (0 if what in ("empty", "cut") else 1)


@pytest.mark.parametrize("what", ON_THE_LINE)
def test_a_bad_answer_that_stays_bad_ends_the_attempt_and_the_next_goes_on(world, host, what):
    line = BadLine(world, {1: ON_THE_LINE[what]})
    outcome, run = go(line.of(impatient(world)), "BPJS")
    assert outcome in (reasons.STOPPED, reasons.OTHER_AWAY)
    assert said_in_one_line(run)
    assert stored(world) == (SIZE, SIZE)
    outcome, run = go(impatient(world), "BPJS")
    assert (outcome, run.attempt, stored(world)) == (reasons.ENDED, 2, (COUNT, COUNT))


def test_the_page_of_another_request_is_none_of_this_one(world, host):
    line = BadLine(world, {})
    line._wrong[1] = lambda _: line.answers[0]
    outcome, run = go(line.of(impatient(world)), "BPJS")
    assert outcome == reasons.STOPPED
    assert "not accepted" in said_in_one_line(run)
    assert stored(world) == (SIZE, SIZE)
    assert go(site_of(world), "BPJS")[0] == reasons.ENDED
    assert stored(world) == (COUNT, COUNT)


LIES = {
    "rows out of order": swap,
    "a page twice": put(tokenBerikutnya=SIZE),
    "more, and no rows": without_rows,
    "going back": put(tokenBerikutnya=3),
}


@pytest.mark.parametrize("what", LIES)
def test_a_peer_that_signs_a_page_that_leads_nowhere_is_not_followed(world, host, what):
    line = BadLine(world, {1: lying(world, "BPJS", LIES[what])})
    outcome, run = go(line.of(impatient(world)), "BPJS")
    assert outcome == reasons.STOPPED
    assert "token" in said_in_one_line(run)
    assert stored(world) == (SIZE, SIZE)
    assert go(site_of(world), "BPJS")[0] == reasons.ENDED
    assert stored(world) == (COUNT, COUNT)


def test_the_same_rows_under_higher_tokens_are_applied_once(world, host):
    go(site_of(world), "BPJS")
    with world.store() as session:
        before = session.scalars(select(Card.message_id).order_by(Card.person_id)).all()
    host.offer(CARDS, [card(person) for person in HOLDERS[:COUNT]], remove=False)
    with writing(host.engine) as session:
        session.execute(text("UPDATE offered_record SET token = token + 100"))
        session.execute(text("UPDATE offer_counter SET last_token = 125"))
    assert go(site_of(world), "BPJS")[0] == reasons.ENDED
    with world.store() as session:
        assert session.scalars(select(Card.message_id).order_by(Card.person_id)).all() == before


def restore(host, newest):
    with writing(host.engine) as session:
        session.query(OfferedRecord).filter(OfferedRecord.token > newest).delete()
        session.query(OfferCounter).update({"last_token": newest})


def nothing_after_12(answer):
    without_rows(answer)
    put(tokenBerikutnya=COUNT, jumlahTersisa=0, tokenTerakhir=12)(answer)


@pytest.mark.parametrize("mute", [False, True], ids=["it says so", "it answers with nothing"])
def test_a_store_that_was_restored_is_told_and_a_full_run_goes_through_it_again(world, host, mute):
    go(site_of(world), "BPJS")
    host.offer(CARDS, [card(HOLDERS[0], "0009999999999")])
    site = site_of(world)
    if mute:
        site = BadLine(world, {0: lying(world, "BPJS", nothing_after_12)}).of(site)
    else:
        restore(host, 12)
    outcome, run = go(site, "BPJS")
    assert outcome == reasons.STOPPED
    assert "its store seems to have been restored; `jembatan sync BPJS --penuh`" in said_in_one_line(run)
    assert stored(world) == (COUNT, COUNT)
    if mute:
        return
    host.offer(CARDS, [card(HOLDERS[1], "0008888888888")])
    outcome, full = go(site_of(world), "BPJS", runs.FULL)
    assert (outcome, full.mode) == (reasons.ENDED, runs.FULL), full.note
    assert stored(world) == (COUNT, 13)
    host.offer(CARDS, [card(HOLDERS[2], "0007777777777")])
    assert go(site_of(world), "BPJS")[0] == reasons.ENDED
    assert stored(world) == (COUNT, 14)


@pytest.mark.parametrize("at", [3, 4], ids=["in its full stage", "in the delta after it"])
def test_a_full_run_in_which_the_other_store_is_restored_begins_that_list_again(world, host, at):
    line = BadLine(world, {}, lambda number: restore(host, 12) if number == at else None)
    outcome, run = go(line.of(site_of(world)), "BPJS", runs.FULL)
    assert outcome == reasons.STOPPED
    assert "restored" in said_in_one_line(run)
    host.offer(CARDS, [card(HOLDERS[1], "0008888888888")])
    outcome, again = go(site_of(world), "BPJS", runs.FULL)
    assert (outcome, again.run_id, again.note) == (reasons.ENDED, run.run_id, None)
    assert stored(world)[1] == 13
    host.offer(CARDS, [card(HOLDERS[2], "0007777777777")])
    assert go(site_of(world), "BPJS")[0] == reasons.ENDED
    assert stored(world)[1] == 14


def test_a_store_that_was_restored_empty_is_gone_through_as_well(world, host):
    go(site_of(world), "BPJS")
    restore(host, 0)
    assert go(site_of(world), "BPJS")[0] == reasons.STOPPED
    assert go(site_of(world), "BPJS", runs.FULL)[0] == reasons.ENDED
    assert stored(world) == (COUNT, 0)


def test_a_card_of_somebody_else_is_set_aside_and_comes_in_when_it_is_right(world, host):
    mine, other = HOLDERS[0], HOLDERS[1]
    host.offer(CARDS, [card(mine, other.card), card(HOLDERS[2], "0007777777777")])
    assert go(site_of(world), "BPJS")[0] == reasons.ENDED
    assert aside(world) == [("KARTU_MILIK_LAIN", 1)]
    assert stored(world)[0] == COUNT - 1
    host.offer(CARDS, [card(mine)])
    assert go(site_of(world), "BPJS")[0] == reasons.ENDED
    assert (aside(world), stored(world)[0]) == ([], COUNT)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_jumps_an_hour_loses_nothing(world, host, hours):
    def jump(number):
        if number == 1:
            world.now += timedelta(hours=hours)

    line = BadLine(world, {}, jump)
    outcomes = [go(line.of(site_of(world)), "BPJS")[0]]
    while outcomes[-1] != reasons.ENDED and len(outcomes) < 3:
        outcomes.append(go(site_of(world), "BPJS")[0])
    assert (outcomes[-1], stored(world)) == (reasons.ENDED, (COUNT, COUNT))


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_peer_whose_clock_is_an_hour_off_is_told(world, host, hours):
    honest = world.post

    def off(address, raw, headers):
        world.now += timedelta(hours=hours)
        try:
            return honest(address, raw, headers)
        finally:
            world.now -= timedelta(hours=hours)

    world.post = off
    outcome, run = go(impatient(world), "BPJS")
    assert outcome == reasons.STOPPED
    assert said_in_one_line(run)
    assert stored(world) == (0, 0)
    world.post = honest
    assert go(site_of(world), "BPJS")[0] == reasons.ENDED
    assert stored(world) == (COUNT, COUNT)


def without_people(answer):
    for row in answer.findall("{*}pegawai"):
        answer.remove(row)


def test_a_whole_list_whose_pages_bring_nobody_is_not_gone_through_for_ever(world, host):
    site = partner_site(world, "BPJS", size=SIZE, patience=patient(world, attempts=1, rejected=0))
    line = BadLine(world, {number: lying(world, "server", without_people) for number in range(2, 50)})
    line.about = b"ambilDataPegawai"
    outcome, run = go(line.of(site), "BPJS", runs.FULL)
    assert (outcome, line.calls) == (reasons.STOPPED, 3)
    assert "halaman tidak membawa maju" in run.note


@pytest.mark.parametrize("hours", [-1, 1])
def test_our_own_clock_is_an_hour_off_and_then_right_again(world, host, hours):
    jumped = world.now + timedelta(hours=hours)
    note = bkn_stops(world, "BPJS", line={"clock": lambda: jumped})
    assert "kartuPesertaPns: " in note
    assert stored(world) == (0, 0)
    bkn_syncs(world, "BPJS")
    assert stored(world) == (COUNT, COUNT)


def test_both_clocks_go_back_and_the_mark_does_not(world, host):
    bkn_syncs(world, "BPJS")
    world.now -= timedelta(minutes=2)
    host.offer(CARDS, [card(HOLDERS[COUNT])])
    bkn_syncs(world, "BPJS")
    assert stored(world) == (COUNT + 1, COUNT + 1)
