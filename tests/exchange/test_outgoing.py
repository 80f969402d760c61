"""A page that is sent is one message, whoever makes it."""

import pytest
from sqlalchemy import func, select

from adapter.agreements.bpjs.elements import KartuPesertaPns
from adapter.exchange import outgoing, runs
from adapter.exchange.outgoing import Made
from adapter.exchange.parts import Overtaken, PartKey, Range
from adapter.exchange.sync_models import OutgoingPage
from adapter.records.database import writing

ROW = KartuPesertaPns(nomorIdentitasPegawai="199001012015041901", namaPns="Uji", nomorKartuPeserta="0001234567891")
MADE = Made((ROW,), 1, more=True)


@pytest.fixture
def key(engine, now) -> PartKey:
    with writing(engine) as session:
        run = runs.begin(session, "BPJS", runs.FULL, now)
        runs.plan(session, run.run_id, runs.FULL, {"kartu": [Range(0, 10)]}, now)
        return PartKey(run.run_id, runs.FULL, "kartu", 0)


def kept(engine, vault, key, now):
    with writing(engine) as session:
        return outgoing.keep(session, vault, key, 0, MADE, "1", now)


def test_who_makes_a_page_second_sends_the_first(engine, vault, key, now):
    first, second = kept(engine, vault, key, now), kept(engine, vault, key, now)
    assert second == first
    with writing(engine) as session:
        assert session.scalar(select(func.count()).select_from(OutgoingPage)) == 1


def test_a_page_is_acknowledged_once(engine, vault, key, now):
    page = kept(engine, vault, key, now)
    with writing(engine) as session:
        outgoing.acknowledge(session, page.message_id)
    with writing(engine) as session, pytest.raises(Overtaken):
        outgoing.acknowledge(session, page.message_id)
