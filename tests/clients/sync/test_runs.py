"""A run from its beginning to its end, in one process: the real hosts, the real durable work."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from adapter.agreements.bpjs.elements import KartuPesertaPns
from adapter.agreements.bpjs.mitra import CARDS
from adapter.exchange import runs
from adapter.exchange.durable import durable
from adapter.exchange.sync_models import SyncRun
from adapter.records.database import reading
from adapter.records.models import Card
from adapter.records.population import nth_person
from clients.sync import runs as sync
from clients.sync.site import Site
from tests.support.sites import bkn_site


@contextmanager
def working(site: Site, tmp_path) -> Iterator[None]:
    with durable(f"sqlite:///{tmp_path}/durable.db", executor="uji") as work, sync.at_site(site, work):
        yield


def run(site: Site, tmp_path, code: str, mode: str) -> SyncRun:
    with durable(f"sqlite:///{tmp_path}/durable.db", executor="uji") as work, sync.at_site(site, work):
        run_id = sync.start(code, mode)
        with reading(site.engine) as session:
            attempt = session.get_one(SyncRun, run_id).attempt
        work.result(sync.workflow_id(run_id, attempt))
    with reading(site.engine) as session:
        session.expire_on_commit = False
        return session.get_one(SyncRun, run_id)


def cards(count: int):
    people = [nth_person(number) for number in range(count * 2)]
    holders = [one for one in people if one.record.job.kind in ("PNS", "CPNS") and not one.restricted][:count]
    return [
        KartuPesertaPns(
            nomorIdentitasPegawai=one.record.identity.nip, namaPns=one.record.identity.name, nomorKartuPeserta=one.card
        )
        for one in holders
    ]


@pytest.mark.parametrize("mode", [runs.FULL, runs.DELTA])
def test_bkn_pulls_the_cards(world, tmp_path, mode):
    world.host("BPJS").offer(CARDS, cards(25))
    done = run(bkn_site(world, size=10), tmp_path, "BPJS", mode)
    assert done.outcome == "done", done.note
    with world.store() as session:
        assert session.scalar(select(func.count()).select_from(Card)) == 25
