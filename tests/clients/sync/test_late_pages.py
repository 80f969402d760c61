"""Pages that leave, or arrive, long after they were made: nothing newer is undone, nobody who is gone comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest
import requests
from sqlalchemy import select

from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.bpjs.translation import card_from
from adapter.exchange import set_aside
from adapter.exchange.runs import DELTA
from adapter.exchange.sync_models import OutgoingPage
from adapter.records.cards import CardDesk
from adapter.records.database import reading
from adapter.records.models import Card, CardHistory, OfficialHistory, StateOfficial
from adapter.records.storing import Writer
from clients.sync import reasons
from clients.sync.look_ahead import look_ahead
from clients.sync.retry import retry_set_aside
from tests.support.bad_line import BadLine
from tests.support.exchanged import officials
from tests.support.folders import Exchange, cards
from tests.support.inline import go, patient
from tests.support.rows import HOLDERS, card
from tests.support.sites import bkn_site, bkn_syncs, partner_site

HELD, OTHER = HOLDERS[0].card, "0009999999999"
LATE = timedelta(days=2)


class Cut(BadLine):
    about = b"kirim"


def bpjs(world, **changes):
    return partner_site(world, "BPJS", patience=patient(world, **changes))


def breaks_off(world, times=1):
    """BPJS Kesehatan pushes, and the line is cut before BKN has the page."""
    line = Cut(world, dict.fromkeys(range(times), requests.ConnectionError("cut")))
    assert go(line.of(bpjs(world, attempts=1, rejected=0)), "BPJS")[0] == reasons.OTHER_AWAY


def cards_at_bkn(world):
    with world.store() as session:
        found = session.scalars(select(Card)).all()
        return [
            world.vault.open(one.number, b"card|number|" + world.vault.index("nip", HOLDERS[0].nip)) for one in found
        ]


def replaced_cards(world):
    with world.store() as session:
        return len(session.scalars(select(CardHistory)).all())


def officials_at_bkn(world):
    with world.store() as session:
        ended = len(session.scalars(select(OfficialHistory)).all())
        return len(session.scalars(select(StateOfficial)).all()), ended


def test_a_kept_page_does_not_undo_what_was_pulled_meanwhile(world):
    host = world.host("BPJS")
    host.offer(CARDS, [card(HOLDERS[0])])
    breaks_off(world)
    host.offer(CARDS, [card(HOLDERS[0], OTHER)])
    bkn_syncs(world, "BPJS")
    assert go(bpjs(world), "BPJS")[0] == reasons.ENDED
    assert (cards_at_bkn(world), replaced_cards(world)) == ([OTHER.encode()], 0)


def test_a_kept_page_does_not_bring_back_who_was_taken_out_meanwhile(world):
    host, (one,) = world.host("BPJS"), officials(1)
    host.offer(OFFICIALS, [one])
    breaks_off(world)
    bkn_syncs(world, "BPJS")
    host.offer(OFFICIALS, [one], remove=True)
    bkn_syncs(world, "BPJS")
    assert go(bpjs(world), "BPJS")[0] == reasons.ENDED
    assert officials_at_bkn(world) == (0, 1)


def test_who_left_by_mistake_and_is_back_is_not_taken_out_when_that_is_told_later(world):
    back, gone = HOLDERS[0].record, HOLDERS[1].record
    for record, deceased in ((back, True), (back, False), (gone, True)):
        with world.store() as session:
            writer = Writer(session, world.vault, world.now)
            writer.save([replace(record, job=replace(record.job, deceased=deceased))])
            writer.finish()
    world.host("BPJS")
    assert go(bpjs(world), "BPJS")[0] == reasons.ENDED
    world.now += LATE
    (waiting,) = (
        one.records for one in look_ahead(bkn_site(world), "BPJS", DELTA).lists if one.leg.direction == "push"
    )
    # Who is gone was never there: both are left as they stand.
    assert bkn_syncs(world, "BPJS")["dataPegawai"] == {"TIDAK_BERUBAH": waiting}


def test_a_page_that_becomes_untrue_between_two_tries_is_made_anew(world):
    host = world.host("BPJS")
    host.offer(CARDS, [card(HOLDERS[0])])

    def before(number):
        if number == 0:
            host.offer(CARDS, [card(HOLDERS[0], OTHER)])
            with world.store() as session:  # as BKN has pulled it
                CardDesk(session, world.vault, world.now, "pesan").receive([card_from(card(HOLDERS[0], OTHER))])

    line = Cut(world, {0: requests.ConnectionError("cut")}, before)
    outcome, run = go(line.of(bpjs(world)), "BPJS")
    assert (outcome, run.note) == (reasons.ENDED, None)
    assert (cards_at_bkn(world), replaced_cards(world)) == ([OTHER.encode()], 0)


def test_a_page_that_is_true_still_goes_out_as_the_same_message(world):
    world.host("BPJS").offer(CARDS, [card(HOLDERS[0])])
    breaks_off(world)
    with reading(world.host("BPJS").engine) as session:
        kept = session.scalars(select(OutgoingPage.message_id)).one()
    assert go(bpjs(world), "BPJS")[0] == reasons.ENDED
    assert kept in {one.message_id for one in world.entries()}


@pytest.fixture
def exchange(world, tmp_path):
    (tmp_path / "map").mkdir()
    return Exchange(world, tmp_path / "map")


def test_a_late_file_does_not_undo_what_was_pulled_meanwhile(world, exchange):
    host = world.host("BPJS")
    host.offer(CARDS, [card(HOLDERS[0])])
    exchange.write()
    world.now += LATE
    host.offer(CARDS, [card(HOLDERS[0], OTHER)])
    bkn_syncs(world, "BPJS")
    taken = exchange.take_at_bkn()
    assert (taken.bad, taken.answered) == ({}, {"BERHASIL": 1})
    assert (cards_at_bkn(world), replaced_cards(world)) == ([OTHER.encode()], 0)


def test_a_late_file_does_not_bring_back_who_was_taken_out_meanwhile(world, exchange):
    host, (one,) = world.host("BPJS"), officials(1)
    host.offer(OFFICIALS, [one])
    host.offer(CARDS, [card(HOLDERS[0])])
    exchange.write()
    bkn_syncs(world, "BPJS")
    world.now += LATE
    host.offer(OFFICIALS, [one], remove=True)
    host.offer(CARDS, [card(HOLDERS[0])], remove=True)
    bkn_syncs(world, "BPJS")
    assert not exchange.take_at_bkn().bad
    assert officials_at_bkn(world) == (0, 1)
    assert cards_at_bkn(world) == []


def test_a_late_file_counts_where_nothing_was_said_since(world, exchange):
    host = world.host("BPJS")
    host.offer(CARDS, [card(HOLDERS[0])])
    bkn_syncs(world, "BPJS")
    world.now += LATE
    host.offer(CARDS, [card(HOLDERS[0], OTHER)])
    exchange.write()
    world.now += LATE
    assert not exchange.take_at_bkn().bad
    assert cards_at_bkn(world) == [OTHER.encode()]


def test_over_the_wire_nothing_is_left_behind_of_files_that_begin_elsewhere_now(world, exchange):
    exchange.offer(35, 0)
    exchange.write()
    world.host("BPJS").offer(CARDS, [cards(35)[number] for number in (3, 9)], remove=True)
    assert go(exchange.bpjs, "BPJS")[0] == reasons.ENDED
    with reading(world.host("BPJS").engine) as session:
        assert session.scalars(select(OutgoingPage.first)).all() == []


def refused_card(world):
    """A card whose number is somebody else's at BKN: it is set aside at BPJS Kesehatan, which then frees the number."""
    host = world.host("BPJS")
    with world.store() as session:
        CardDesk(session, world.vault, world.now, "pesan").receive([card_from(card(HOLDERS[1], OTHER))])
    host.offer(CARDS, [card(HOLDERS[0], OTHER)])
    assert go(bpjs(world), "BPJS")[0] == reasons.ENDED
    with world.store() as session:
        CardDesk(session, world.vault, world.now, "pesan").take_back(HOLDERS[1].nip, OTHER)
    return host


def test_a_record_that_was_set_aside_goes_out_as_it_is_now(world):
    host = refused_card(world)
    host.offer(CARDS, [card(HOLDERS[0])])
    assert retry_set_aside(bpjs(world), "BPJS", None, "petugas") == {"TERSIMPAN": 1}
    assert cards_at_bkn(world) == [HELD.encode()]


def test_a_record_that_was_set_aside_and_is_gone_goes_nowhere(world):
    host = refused_card(world)
    host.offer(CARDS, [card(HOLDERS[0])], remove=True)
    assert retry_set_aside(bpjs(world), "BPJS", None, "petugas") == {}
    with reading(host.engine) as session:
        assert set_aside.count(session, "BPJS") == 0
    assert cards_at_bkn(world) == []
