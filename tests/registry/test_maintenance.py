"""A window of maintenance: its edges to the second, its kinds of operations, whose system it is."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from adapter.agreements.terms import Side
from adapter.records.database import reading
from adapter.registry.maintenance import under_maintenance
from adapter.registry.notice_rules import Draft
from clients.errors import RequestRefused, UnderMaintenance
from tests.registry.test_notices import BPJS, HOUR, SIGTK, draft, tell

SECOND = timedelta(seconds=1)


def closed(engine, at, agreement=SIGTK, host=Side.BKN):
    with reading(engine) as session:
        return under_maintenance(session, agreement, host, at) is not None


def test_the_edges_to_the_second(engine, now):
    tell(engine, now, draft(now))
    instants = (now - SECOND, now, now + HOUR - SECOND, now + HOUR)
    assert [closed(engine, at) for at in instants] == [False, True, True, False]


def test_only_the_host_that_told_it_and_only_those_it_was_told_to(engine, now):
    tell(engine, now, draft(now))
    assert not closed(engine, now, SIGTK, Side.PARTNER)
    assert not closed(engine, now, BPJS)
    tell(engine, now, draft(now), by=Side.PARTNER, to=BPJS)
    assert not closed(engine, now, BPJS)
    assert closed(engine, now, BPJS, Side.PARTNER)
    tell(engine, now, draft(now, "N-2"), to=None)
    assert closed(engine, now, BPJS)


def test_a_trouble_closes_nothing(engine, now):
    tell(engine, now, draft(now, kind="KENDALA"))
    assert not closed(engine, now)


@pytest.mark.parametrize(("changes", "opens"), [({"ended_at": HOUR / 2}, HOUR / 2), ({"withdrawn": True}, 0 * HOUR)])
def test_an_earlier_end_or_a_withdrawal_opens_it(engine, now, changes, opens):
    if "ended_at" in changes:
        changes = {"ended_at": now + changes["ended_at"]}
    tell(engine, now, draft(now), Draft(number="N-2", kind="PERBAIKAN", text="x", follows="N-1", **changes))
    assert closed(engine, now + opens - SECOND) is (opens > 0 * HOUR)
    assert not closed(engine, now + opens)


def test_exchanges_wait_and_the_rest_goes_on(world):
    tell(world.engine, world.now, draft(world.now))
    sigtk = world.sigtk()
    with pytest.raises(UnderMaintenance) as refused:
        sigtk.ambilReferensi("INSTANSI")
    galat = refused.value.galat
    assert (galat.kodeGalat, galat.nomorPemberitahuan) == ("SEDANG_PERBAIKAN", "N-1")
    assert galat.perkiraanSelesai == world.now + HOUR
    assert sigtk.cekStatusPerjanjian().status == "BERLAKU"
    assert world.entries()[-2].outcome == "SEDANG_PERBAIKAN"
    assert world.bpjs().ambilMutasi(0).mutasi is not None
    world.now += HOUR
    assert sigtk.ambilReferensi("INSTANSI").referensi


def test_a_purpose_that_is_wrong_is_told_even_then(world):
    tell(world.engine, world.now, draft(world.now))
    client = world.sigtk()
    client.purpose = "LAIN"
    with pytest.raises(RequestRefused) as refused:
        client.ambilReferensi("INSTANSI")
    assert refused.value.kodeGalat == "TUJUAN_TIDAK_SAH"


def test_what_others_announce_is_not_waded_through(sqlite_file):
    """Every exchange of every partner asks; any of them may announce as many windows of its own as it likes."""
    with closing(sqlite3.connect(sqlite_file)) as database:
        plan = database.execute(
            "EXPLAIN QUERY PLAN SELECT token FROM notice WHERE kind = 'PERBAIKAN' AND sender = 'BKN' "
            "AND expected_end > '2026-11-20' AND starts_at <= '2026-11-20'"
        ).fetchall()
    assert "(sender=? AND kind=? AND expected_end>?)" in plan[0][-1]
