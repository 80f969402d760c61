"""8. TL kewajiban triwulan terlambat.

Given laporan hasil pemanfaatan tidak disampaikan 3 bulan, When tanggal jatuh tempo lewat, Then kalender kewajiban
menandai terlambat dan kedua narahubung diberi tahu.
"""

from datetime import datetime

from adapter.agreements.terms import Side
from adapter.clock import WIB
from adapter.duties.calendar import State
from adapter.duties.known import calendar_of
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements
from adapter.registry.notices import seen_by
from adapter.watch import Watch
from tests.support.world import make_world

TASPEN = load_agreements().agreement("TASPEN")
REPORT = ("LAPORAN_PEMANFAATAN", "2026-Q3")


def states(world):
    with reading(world.engine) as session:
        return {(item.duty.code, item.period.name): item.state for item in calendar_of(session, TASPEN, world.now)}


def reminded(world, side):
    with reading(world.engine) as session:
        found = seen_by(session, TASPEN, side)
        return [one.notice.number for one in found if "LAPORAN_PEMANFAATAN" in one.notice.number]


def test_tl_kewajiban_triwulan_terlambat(engine, vault):
    # Given: no report of use in the three months from July to September
    world = make_world(engine, vault, datetime(2026, 9, 30, 23, 59, 59, tzinfo=WIB))
    assert states(world)[REPORT] is State.DUE

    # When: the due date passes
    world.now = datetime(2026, 10, 1, tzinfo=WIB)
    Watch(world.parts).look()

    # Then: the calendar marks it as overdue, and both contacts are told
    assert states(world)[REPORT] is State.LATE
    number = "PENGINGAT-TASPEN-LAPORAN_PEMANFAATAN-20260930-LEWAT"
    assert reminded(world, Side.PARTNER) == [f"{number}-MITRA"]
    assert reminded(world, Side.BKN) == [f"{number}-BKN"]
