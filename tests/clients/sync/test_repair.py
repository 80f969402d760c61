"""What differs is exchanged once more as every page is: kept before it leaves, and only where it may leave."""

import pytest
import requests
from sqlalchemy import select

from adapter.agreements.bpjs.mitra import CARDS
from adapter.errors import AgreementNotInForce
from adapter.exchange import runs
from adapter.exchange.sync_models import OutgoingPage
from adapter.records.database import reading
from adapter.registry import holds
from clients.errors import NotReached
from clients.sync.reconcile import reconcile
from clients.sync.repair import repair
from tests.support.bad_line import BadLine
from tests.support.inline import patient
from tests.support.rows import HOLDERS, card
from tests.support.sites import bkn_site, bkn_syncs

LIST = "dataPegawai"


class Line(BadLine):
    about = b"kirimDataPegawai"


def compared(site, world, name=LIST):
    return reconcile(site, world.catalogue.agreement("BPJS"), name)


def pages(world):
    with reading(world.engine) as session:
        return session.scalars(select(OutgoingPage.message_id)).all()


def sent(world):
    return [
        one.message_id for one in world.entries() if one.operation == "kirimDataPegawai" and one.outcome == "BERHASIL"
    ]


@pytest.mark.parametrize("had_it", [True, False], ids=["answer lost", "request lost"])
def test_a_repair_that_is_broken_off_sends_the_same_message_again(world, had_it):
    site = bkn_site(world, patience=patient(world, attempts=1, rejected=0))

    def lose(_answer):
        raise requests.ConnectionError("cut")

    line = Line(world, {0: lose if had_it else requests.ConnectionError("cut")})
    found = compared(site, world)
    with pytest.raises(NotReached):
        repair(line.of(site), found)
    (kept,) = pages(world)
    done = repair(site, found)
    assert sum(done.counts.values()) == 2 * len(found.differences)
    assert sent(world)[0] == kept
    assert pages(world) == []
    assert compared(site, world).differences == ()
    with reading(world.engine) as session:
        assert runs.broken_off(session, "BPJS", LIST, runs.REPAIR) is None
        assert runs.latest(session, "BPJS") is None


def test_a_repair_does_not_ask_while_the_agreement_is_suspended(world):
    world.host("BPJS").offer(CARDS, [card(one) for one in HOLDERS[:2]])
    site, line = bkn_site(world), Line(world, {})
    found = [compared(site, world, name) for name in (LIST, CARDS.listed.name)]
    with world.store() as session:
        agreement = world.catalogue.agreement("BPJS")
        holds.suspend(session, agreement, first_day=world.now.date(), now=world.now, reason="uji", by="petugas")
    line.about = b""
    for one in found:
        with pytest.raises(AgreementNotInForce):
            repair(line.of(site), one)
    assert line.calls == 0


def test_a_record_that_changed_since_the_comparison_is_pushed_as_it_is_now(world):
    site = bkn_site(world)
    found = compared(site, world)
    bkn_syncs(world, "BPJS", "full")
    assert repair(site, found).counts == {"TIDAK_BERUBAH": len(found.differences)}
