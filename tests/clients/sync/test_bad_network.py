"""What networks and partners do to one request of a sync: told in one line, nothing applied, and it ends equal."""

import pytest
from sqlalchemy import select

from adapter.agreements.bpjs.mitra import CARDS
from adapter.records.marks import mark_of, put_mark
from adapter.records.models import Card
from adapter.records.synthetic import populate
from clients.sync import reasons
from clients.transport import post_within
from tests.clients.sync.test_pull import CARD_LIST, OPERATION, asked
from tests.support.inline import go, patient
from tests.support.proxy import Fault, proxying
from tests.support.rows import HOLDERS, card
from tests.support.served import serving_partner, this_second
from tests.support.sites import bkn_site, bkn_stops, bkn_syncs
from tests.support.world import make_world

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

SECOND_PAGE = 3
"""Of the cards, among the requests of a sync: the officials come first, and there are none."""
NOTHING_CAME = {
    Fault.CUT_BEFORE_REQUEST, Fault.CUT_AFTER_REQUEST, Fault.CUT_IN_ANSWER, Fault.STALL, Fault.EMPTY,
    Fault.SERVER_ERROR,
}  # fmt: skip
"""Where there is nothing to journal. All others are answers that the partner did not sign, or not for this request."""


@pytest.fixture
def world(engine, vault):
    now = this_second()
    populate(engine, vault, 60, now=now)
    world = make_world(engine, vault, now, day=now)
    bkn_syncs(world, "BPJS")  # what is pushed is out of the way
    return world


def cards(world) -> set[bytes]:
    with world.store() as session:
        return set(session.scalars(select(Card.card_index)))


def mark(world) -> int:
    with world.store() as session:
        return mark_of(session, "BPJS", OPERATION)


def over(port: int, seconds: int = 60) -> dict[str, object]:
    """A line by this port, on which an answer is waited for so long."""
    return {"address": f"http://127.0.0.1:{port}", "post": post_within(seconds)}


def test_each_fault_is_told_and_nothing_is_lost(world, tmp_path):
    """One server for all of them; each fault befalls the second of three pages, which none of it may apply."""
    host, whose = world.host("BPJS"), HOLDERS[:6]
    host.offer(CARDS, [card(person) for person in whose])
    with serving_partner(host, tmp_path) as server:
        for fault in Fault:
            start_again(world)
            with proxying(server.port, {SECOND_PAGE: fault}) as proxy:
                # Short where it is waited for in vain; a busy machine may answer late where it is not.
                note = bkn_stops(world, "BPJS", size=2, line=over(proxy.port, 1 if fault is Fault.STALL else 60))
            assert note.startswith(f"{CARD_LIST}: "), fault
            assert (note.count("\n"), len(cards(world)), mark(world)) == (0, 2, 2), fault
            last = asked(world)[-1]
            assert last.outcome == ("BERHASIL" if fault in NOTHING_CAME else "JAWABAN_DITOLAK"), fault
            # Of what the partner did not sign, for this request, no word is kept.
            assert (last.answer_sealed is None) == (fault not in NOTHING_CAME), fault
            bkn_syncs(world, "BPJS", size=2, line=over(server.port))
            assert cards(world) == {world.vault.index("kartu", person.card) for person in whose}, fault


def start_again(world):
    """As if nothing had been pulled yet."""
    with world.store() as session:
        for row in session.scalars(select(Card)):
            session.delete(row)
        put_mark(session, "BPJS", OPERATION, 0, world.now)


def test_however_often_it_breaks_it_ends_equal(world, tmp_path):
    host, whose = world.host("BPJS"), HOLDERS[:20]
    host.offer(CARDS, [card(person) for person in whose])
    with serving_partner(host, tmp_path) as server, proxying(server.port, rate=0.4, seed=7) as proxy:
        for _ in range(60):
            site = bkn_site(world, size=2, line=over(proxy.port, 2), patience=patient(world, attempts=1, rejected=0))
            outcome, run = go(site, "BPJS")
            if outcome == reasons.ENDED:
                break
    assert (outcome, len(proxy.done) > 3) == (reasons.ENDED, True), run.note
    assert cards(world) == {world.vault.index("kartu", person.card) for person in whose}
    good = [entry for entry in asked(world) if entry.outcome == "BERHASIL"]
    assert sum(len(world.accesses(entry)) for entry in good) == len(whose)
