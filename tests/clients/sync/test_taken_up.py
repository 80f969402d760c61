"""A run that was broken off is taken up where it was."""

import threading
import time
import uuid
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from adapter.agreements.bpjs.mitra import OFFICIAL_FEED, OFFICIALS
from adapter.agreements.bpjs.translation import official_from
from adapter.exchange import runs
from adapter.exchange.durable import durable
from adapter.records.database import reading
from adapter.records.models import StateOfficial
from adapter.records.officials import receive_officials
from clients.sync import reasons
from clients.sync import runs as sync
from clients.sync.process import at_site
from clients.sync.worker import _go_on
from tests.support.exchanged import officials
from tests.support.sites import bkn_site


def test_a_run_that_nobody_ended_goes_on_under_its_own_id(world, tmp_path):
    world.host("BPJS").offer(OFFICIALS, officials(30))
    site, url = bkn_site(world, size=1), f"sqlite:///{tmp_path}/durable.db"
    with durable(url, executor="satu") as work, at_site(site, work):
        begun = sync.start("BPJS", runs.FULL)
    with durable(url, executor="dua") as work, at_site(site, work):
        taken_up = sync.start("BPJS", runs.DELTA)
        assert work.result(sync.workflow_id(taken_up, 1)) == reasons.ENDED
    assert taken_up == begun
    with reading(site.engine) as session:
        assert session.scalar(select(func.count()).select_from(StateOfficial)) == 30


def test_what_waits_already_is_not_begun_before_the_site_is_known(world, tmp_path):
    world.host("BPJS").offer(OFFICIALS, officials(10))
    site, url = bkn_site(world, size=1), f"sqlite:///{tmp_path}/durable.db"
    with durable(url, executor="satu", listen=False) as work, at_site(site, work):
        begun = sync.start("BPJS", runs.FULL)
        time.sleep(1)  # its parts wait in the queue
    with durable(url, executor="dua") as work:
        time.sleep(1)
        with at_site(site, work):
            assert work.result(sync.workflow_id(begun, 1)) == reasons.ENDED


def test_what_the_other_party_pushes_at_the_same_moment_is_no_failure(world, tmp_path):
    if world.engine.dialect.name == "sqlite":
        pytest.skip("there is one writer at a time")
    rows = officials(5)
    world.host("BPJS").offer(OFFICIALS, rows)
    began = threading.Event()

    def push() -> None:
        with world.store() as session:
            receive_officials(session, world.vault, [official_from(row) for row in rows], world.now, str(uuid.uuid4()))
            began.set()
            # The plan asks, then the page: that one waits for these rows.
            while [one.operation for one in world.host("BPJS").entries()].count(OFFICIAL_FEED.name) < 2:
                time.sleep(0.05)
            time.sleep(1)

    pushing = threading.Thread(target=push)
    pushing.start()
    began.wait()
    site = bkn_site(world)
    with durable(f"sqlite:///{tmp_path}/durable.db", executor="satu") as work, at_site(site, work):
        begun = sync.start("BPJS", runs.FULL)
        assert work.result(sync.workflow_id(begun, 1)) == reasons.ENDED
    pushing.join()
    with reading(site.engine) as session:
        (part,) = (one for one in runs.parts_of(session, begun, runs.FULL) if one.leg == OFFICIALS.listed.name)
        assert part.counts == '{"TIDAK_BERUBAH": 5}'


def test_a_worker_looks_again_after_whatever_has_failed(world):
    class Twice(threading.Event):
        def wait(self, timeout=None):
            looks.append(timeout)
            return len(looks) > 2

    looks = []
    broken = replace(bkn_site(world), engine=None)  # not a word of ours comes of it
    _go_on(Twice(), broken, ["BPJS"])
    assert len(looks) == 3
