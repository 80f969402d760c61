"""Nothing is passed over: not who left before a full exchange, not what a worker of the other side gets hold of."""

from dataclasses import replace

import pytest

from adapter.agreements.bpjs.receiving import EMPLOYEES
from adapter.errors import OperatorError
from adapter.exchange import parts, runs
from adapter.exchange.runs import FULL
from adapter.records.database import reading, writing
from adapter.records.held import count
from adapter.records.people import by_nips, families_of, record_of
from adapter.records.storing import Writer
from clients.sync import reasons
from clients.sync import runs as sync
from clients.sync.process import at_site
from tests.support.exchanged import participants
from tests.support.inline import Inline, go
from tests.support.sites import bkn_site, partner_site

# What is passed over does not depend on the database.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

LEAVES = participants(3)[2].nip


def dies(world, nip):
    with world.store() as session:
        person = by_nips(session, world.vault, [nip])[nip]
        record = record_of(person, world.vault, families_of(session, [person], world.vault)[person.id])
        writer = Writer(session, world.vault, world.now)
        writer.save([replace(record, job=replace(record.job, deceased=True))])
        writer.finish()


def held(world):
    host = world.host("BPJS")
    with reading(host.engine) as session:
        return count(session, EMPLOYEES.place)


@pytest.mark.parametrize("whose", ["pushed by BKN", "pulled by BPJS Kesehatan"])
def test_who_died_before_a_full_exchange_is_taken_out_by_it(world, whose):
    site = bkn_site(world) if whose == "pushed by BKN" else partner_site(world, "BPJS")
    # Somebody is told of by token, so that there is a mark.
    dies(world, participants(2)[1].nip)
    assert go(site, "BPJS", FULL)[0] == reasons.ENDED
    before = held(world)
    dies(world, LEAVES)
    outcome, run = go(site, "BPJS", FULL)
    assert (outcome, run.note, held(world)) == (reasons.ENDED, None, before - 1)


def test_a_process_of_the_other_side_carries_out_nothing_of_ours(world):
    """On its own database, started without JEMBATAN_MITRA: `dataPegawai` would be pushed there, and nobody is."""
    ours = partner_site(world, "BPJS")
    wrong = replace(ours, catalogue=world.catalogue)
    with writing(ours.engine) as session:
        run = runs.begin(session, "BPJS", FULL, world.now, side=ours.own.value).run_id
        runs.plan(session, run, FULL, {"dataPegawai": [parts.Range(0, None, newest=7)]}, world.now)
    with at_site(wrong, Inline()):
        outcome = sync._page(run, FULL, "dataPegawai", 0)
        with pytest.raises(OperatorError, match="JEMBATAN_MITRA"):
            sync.start("BPJS", FULL)
    assert outcome["kind"] == reasons.STOPPED
    assert "JEMBATAN_MITRA" in outcome["said"]
    assert go(ours, "BPJS", FULL)[0] == reasons.ENDED
    assert held(world)
