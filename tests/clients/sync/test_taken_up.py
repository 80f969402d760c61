"""A run that was broken off is taken up where it was."""

import time

from sqlalchemy import func, select

from adapter.agreements.bpjs.mitra import OFFICIALS
from adapter.exchange import runs
from adapter.exchange.durable import durable
from adapter.records.database import reading
from adapter.records.models import StateOfficial
from clients.sync import runs as sync
from tests.support.exchanged import officials
from tests.support.sites import bkn_site


def test_a_run_that_nobody_ended_goes_on_under_its_own_id(world, tmp_path):
    world.host("BPJS").offer(OFFICIALS, officials(30))
    site, url = bkn_site(world, size=1), f"sqlite:///{tmp_path}/durable.db"
    with durable(url, executor="satu") as work, sync.at_site(site, work):
        begun = sync.start("BPJS", runs.FULL)
    with durable(url, executor="dua") as work, sync.at_site(site, work):
        taken_up = sync.start("BPJS", runs.DELTA)
        assert work.result(sync.workflow_id(taken_up, 1)) == sync.ENDED
    assert taken_up == begun
    with reading(site.engine) as session:
        assert session.scalar(select(func.count()).select_from(StateOfficial)) == 30


def test_what_waits_already_is_not_begun_before_the_site_is_known(world, tmp_path):
    world.host("BPJS").offer(OFFICIALS, officials(10))
    site, url = bkn_site(world, size=1), f"sqlite:///{tmp_path}/durable.db"
    with durable(url, executor="satu", listen=False) as work, sync.at_site(site, work):
        begun = sync.start("BPJS", runs.FULL)
        time.sleep(1)  # its parts wait in the queue
    with durable(url, executor="dua") as work:
        time.sleep(1)
        with sync.at_site(site, work):
            assert work.result(sync.workflow_id(begun, 1)) == sync.ENDED
