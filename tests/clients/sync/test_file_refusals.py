"""Pages refused as files: what is to blame is set aside with its reason, and nothing goes to and fro for ever."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from adapter.agreements.bpjs.mitra import CARDS
from adapter.exchange import runs
from adapter.exchange.sync_models import OutgoingPage, SetAside
from adapter.journal.journal import claim_message
from adapter.records.database import reading
from clients.sync import file_refusals
from clients.sync.retry import retry_set_aside
from tests.support.folders import Exchange, cards

CODE = "DUPLIKAT_BERBEDA_ISI"


@pytest.fixture
def exchange(world, tmp_path):
    (tmp_path / "map").mkdir()
    return Exchange(world, tmp_path / "map")


def aside(exchange):
    with reading(exchange.bpjs.engine) as session:
        return Counter(session.scalars(select(SetAside.reason)))


def counts(exchange):
    with reading(exchange.bpjs.engine) as session:
        run = runs.latest(session, "BPJS")
        return runs.counts_of(runs.parts_of(session, run.run_id))["kartuPesertaPns"], run.outcome


def claim_all(exchange):
    """Have BKN know every message that waits already, as another one."""
    with reading(exchange.bpjs.engine) as session:
        waiting = session.scalars(select(OutgoingPage.message_id)).all()
    with exchange.world.store() as session:
        for message_id in waiting:
            claim_message(session, "BPJS", message_id, b"other")


def round_trip(exchange):
    exchange.take_at_bkn()
    return exchange.take_at_bpjs()


def test_the_row_that_a_refusal_names_is_set_aside_and_the_rest_goes_with_the_next_folder(exchange):
    wrong, *others = cards(5)
    exchange.world.host("BPJS").offer(CARDS, [replace(wrong, nomorIdentitasPegawai="1"), *others])
    exchange.write()
    assert round_trip(exchange).acknowledged == {"FORMAT_TIDAK_SAH": 1}
    assert aside(exchange) == {"FORMAT_TIDAK_SAH": 1}
    assert exchange.write().new == 1
    round_trip(exchange)
    assert exchange.stored() == (4, 0)
    assert counts(exchange) == ({"FORMAT_TIDAK_SAH": 1, "TERSIMPAN": 4}, "done")


def test_a_page_that_is_refused_again_and_again_is_set_aside_and_taken_up_on_command(exchange):
    exchange.offer(count=12, officials=0)  # two pages
    for trip in range(file_refusals.MOST_REFUSALS):
        assert aside(exchange) == {}
        assert exchange.write().new == 2, trip
        claim_all(exchange)
        assert round_trip(exchange).acknowledged[CODE] == 2
    assert aside(exchange) == {CODE: 12}
    assert counts(exchange) == ({CODE: 12}, "done")
    assert exchange.write().new == 0
    assert retry_set_aside(exchange.bpjs, "BPJS", None, "petugas") == {"TERSIMPAN": 12}
    assert (exchange.stored(), aside(exchange)) == ((12, 0), {})


def test_a_page_that_was_refused_goes_out_as_its_records_are_by_then(exchange):
    exchange.offer(count=3, officials=0)
    exchange.write()
    claim_all(exchange)
    round_trip(exchange)
    exchange.world.host("BPJS").offer(CARDS, cards(1), remove=True)
    exchange.write()
    round_trip(exchange)
    assert exchange.stored() == (2, 0)
