"""What networks and partners do to one request of a pull: told in one line, nothing applied, and it ends equal."""

import pytest
from sqlalchemy import select

from adapter.agreements.bpjs.mitra import CARDS
from adapter.records.marks import mark_of
from adapter.records.models import Card
from adapter.records.offered_models import PullMark
from adapter.records.synthetic import populate
from clients.bkn import BknToBpjs
from clients.bkn.apply import apply_feed
from clients.errors import AnswerRejected, NotReached
from clients.transport import post_within
from tests.clients.test_bkn import HOLDERS
from tests.support.proxy import Fault, proxying
from tests.support.rows import card
from tests.support.served import serving_partner, this_second
from tests.support.world import make_world

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

LOST = {
    Fault.CUT_BEFORE_REQUEST, Fault.CUT_AFTER_REQUEST, Fault.CUT_IN_ANSWER, Fault.STALL,
    Fault.CORRUPT_HEADERS, Fault.HTML, Fault.SERVER_ERROR,
}  # fmt: skip
"""Where no answer came. All others are answers that the partner did not sign, or not for this request."""


@pytest.fixture
def world(engine, vault):
    now = this_second()
    populate(engine, vault, 60, now=now)
    return make_world(engine, vault, now, day=now)


def pulling(world, address, **changes):
    trusted = world.bkn_to(BknToBpjs)._connection.trusted
    connection = world.connection("server", address=address, trusted=trusted, **changes)
    return apply_feed(BknToBpjs, connection, "kartu", world.engine, world.vault, 2)


def cards(world) -> set[bytes]:
    with world.store() as session:
        return set(session.scalars(select(Card.card_index)))


def mark(world) -> int:
    with world.store() as session:
        return mark_of(session, "BPJS", "ambilKartuPesertaPns")


def test_each_fault_is_told_and_nothing_is_lost(world, tmp_path):
    """One server for all of them; each fault befalls the second of three pages, which none of it may apply."""
    host, whose = world.host("BPJS"), HOLDERS[:6]
    host.offer(CARDS, [card(person) for person in whose])
    with serving_partner(host, tmp_path) as server:
        for fault in Fault:
            start_again(world)
            with proxying(server.port, {2: fault}) as proxy:
                # Short where it is waited for in vain; a busy machine may answer late where it is not.
                pages = pulling(world, proxy.address, post=post_within(1 if fault is Fault.STALL else 60))
                expected = NotReached if fault in LOST else AnswerRejected
                with pytest.raises(expected) as caught:
                    list(pages)
            assert "\n" not in str(caught.value), fault
            assert (len(cards(world)), mark(world)) == (2, 2), fault
            outcomes = [entry.outcome for entry in world.entries()[-2:]]
            assert outcomes[-1] == ("BERHASIL" if fault in LOST else "JAWABAN_DITOLAK"), fault
            list(pulling(world, f"http://127.0.0.1:{server.port}", post=post_within(60)))
            assert cards(world) == {world.vault.index("kartu", person.card) for person in whose}, fault


def start_again(world):
    """As if nothing had been pulled yet."""
    with world.store() as session:
        for row in session.scalars(select(Card)):
            session.delete(row)
        if found := session.get(PullMark, ("BPJS", "ambilKartuPesertaPns")):
            session.delete(found)


def test_of_an_answer_that_the_partner_did_not_sign_no_word_is_kept(world, tmp_path):
    host = world.host("BPJS")
    host.offer(CARDS, [card(HOLDERS[0])])
    unsigned, refused = {1: Fault.UNSIGNED}, pytest.raises(AnswerRejected, match="InvalidSecurity")
    with serving_partner(host, tmp_path) as server, proxying(server.port, unsigned) as proxy, refused:
        list(pulling(world, proxy.address, post=post_within(60)))
    (entry,) = world.entries()
    assert (entry.outcome, entry.answer_sealed, entry.answer_size > 0) == ("JAWABAN_DITOLAK", None, True)


def test_however_often_it_breaks_it_ends_equal(world, tmp_path):
    host, whose = world.host("BPJS"), HOLDERS[:20]
    host.offer(CARDS, [card(person) for person in whose])
    with serving_partner(host, tmp_path) as server, proxying(server.port, rate=0.4, seed=7) as proxy:
        for _ in range(60):
            try:
                list(pulling(world, proxy.address, post=post_within(2)))
            except (NotReached, AnswerRejected):
                continue
            break
    assert len(proxy.done) > 3
    assert cards(world) == {world.vault.index("kartu", person.card) for person in whose}
    good = [entry for entry in world.entries() if entry.outcome == "BERHASIL"]
    assert sum(len(world.accesses(entry)) for entry in good) == len(whose)
