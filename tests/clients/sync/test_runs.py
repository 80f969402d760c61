"""A run from its beginning to its end, in one process: the real hosts, the real durable work."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from adapter.agreements.bpjs.elements import KartuPesertaPns
from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.panrb.mitra import DOCUMENTS
from adapter.agreements.sigtk.mitra import HONOURS
from adapter.exchange.durable import durable
from adapter.exchange.runs import DELTA, FULL
from adapter.exchange.sync_models import OutgoingPage, SyncRun
from adapter.records.base import Base
from adapter.records.database import reading
from adapter.records.information_models import Information
from adapter.records.models import Award, Card, StateOfficial
from adapter.records.population import nth_person
from clients.demo.flows.bpjs import demo_officials
from clients.demo.flows.panrb import demo_document
from clients.demo.flows.sigtk import demo_honours
from clients.sync import runs as sync
from clients.sync.process import at_site
from clients.sync.site import Site
from tests.support.sites import bkn_site, partner_site
from tests.support.world import World


def carry_out(site: Site, folder: Path, code: str, mode: str) -> SyncRun:
    with durable(f"sqlite:///{folder}/durable.db", executor="uji") as work, at_site(site, work):
        run_id = sync.start(code, mode)
        with reading(site.engine) as session:
            attempt = session.get_one(SyncRun, run_id).attempt
        work.result(sync.workflow_id(run_id, attempt))
    with reading(site.engine) as session:
        session.expire_on_commit = False
        return session.get_one(SyncRun, run_id)


def cards(count: int) -> list[KartuPesertaPns]:
    people = [nth_person(number) for number in range(count * 2)]
    holders = [one for one in people if one.record.job.kind in ("PNS", "CPNS") and not one.restricted][:count]
    return [
        KartuPesertaPns(
            nomorIdentitasPegawai=one.record.identity.nip, namaPns=one.record.identity.name, nomorKartuPeserta=one.card
        )
        for one in holders
    ]


OFFERED = {
    "BPJS": ((CARDS, cards(25), Card), (OFFICIALS, demo_officials(), StateOfficial)),
    "SIGTK": ((HONOURS, demo_honours(), Award),),
    "PANRB": ((DOCUMENTS, [demo_document(3)], Information),),
}


def stored(world: World, table: type[Base]) -> int:
    with world.store() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def offer_all(world: World, code: str) -> None:
    for offer, records, _ in OFFERED[code]:
        world.host(code).offer(offer, records)


@pytest.mark.parametrize("mode", [FULL, DELTA])
@pytest.mark.parametrize("code", list(OFFERED))
def test_bkn_pulls_what_the_partner_offers(world, tmp_path, code, mode):
    offer_all(world, code)
    done = carry_out(bkn_site(world, size=10), tmp_path, code, mode)
    assert done.outcome == "done", done.note
    for _, records, table in OFFERED[code]:
        assert stored(world, table) == len(records)


@pytest.mark.parametrize("code", list(OFFERED))
def test_the_partner_pushes_what_it_offers(world, tmp_path, code):
    offer_all(world, code)
    site = partner_site(world, code, size=10)
    assert carry_out(site, tmp_path, code, DELTA).outcome == "done"
    for _, records, table in OFFERED[code]:
        assert stored(world, table) == len(records)
    with reading(site.engine) as session:
        assert session.scalar(select(func.count()).select_from(OutgoingPage)) == 0


def test_a_second_delta_asks_once_and_brings_nothing(world, tmp_path):
    offer_all(world, "BPJS")
    site = partner_site(world, "BPJS")
    carry_out(site, tmp_path, "BPJS", DELTA)
    before = len(world.entries())
    assert carry_out(site, tmp_path, "BPJS", DELTA).outcome == "done"
    assert [entry.operation for entry in world.entries()[before:]] == ["ambilMutasi"]
