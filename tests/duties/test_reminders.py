"""Reminders: both contacts, once for each threshold, though four processes look; and no flood of old arrears."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Thread

from structlog.testing import capture_logs

from adapter.agreements.terms import Side
from adapter.clock import WIB
from adapter.duties.reminders import reminders
from adapter.records.database import open_engine, reading
from adapter.registry.catalogue import load_agreements
from adapter.registry.notices import seen_by
from adapter.watch import Watch
from tests.support.world import make_world

TASPEN = load_agreements().agreement("TASPEN")


def wib(*when):
    return datetime(*when, tzinfo=WIB)


def near(engine, at):
    with reading(engine) as session:
        found = [(one.item.duty.code, one.item.period.name, one.threshold) for one in reminders(session, TASPEN, at)]
    return sorted(one for one in found if one[0] != "REKONSILIASI")


def told(world, side, code="TASPEN"):
    with reading(world.engine) as session:
        seen = seen_by(session, world.catalogue.agreement(code), side)
        return [one.notice.number for one in seen if one.notice.kind == "PENGINGAT"]


def test_thresholds(engine):
    report = ("LAPORAN_PEMANFAATAN", "2026-Q3")
    assert near(engine, wib(2026, 9, 15)) == []
    assert near(engine, wib(2026, 9, 16)) == [(*report, "H14")]
    assert near(engine, wib(2026, 9, 27)) == [(*report, "H3")]
    assert near(engine, wib(2026, 9, 30, 23, 59, 59)) == [(*report, "H3")]
    assert near(engine, wib(2026, 10, 1)) == [(*report, "LEWAT")]
    assert near(engine, wib(2026, 10, 30)) == [(*report, "LEWAT")]
    assert near(engine, wib(2026, 10, 31)) == []


def test_180_90_and_30_days_before_the_last_day_to_ask_for_an_extension(engine):
    def extension(at):
        return [threshold for code, _, threshold in near(engine, at) if code == "PERPANJANGAN"]

    days = [timedelta(days=left) for left in (181, 180, 90, 30, 0, -1)]
    found = [extension(wib(2027, 5, 1) - left) for left in days]
    assert found == [[], ["H180"], ["H90"], ["H30"], ["H30"], ["LEWAT"]]


def test_both_contacts_are_told_once_though_four_processes_look(engine, vault):
    world = make_world(engine, vault, wib(2026, 10, 1), extended=())
    url = engine.url.render_as_string(hide_password=False)
    start = Barrier(4)
    with ExitStack() as opened, capture_logs() as lines:
        engines = [open_engine(url) for _ in range(4)]
        for one in engines:
            opened.callback(one.dispose)
        threads = [Thread(target=_look, args=(world, one, start)) for one in engines]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # and once more, half an hour later
        Watch(world.parts).look()
    events = sorted((line["agreement"], line["duty"], line["event"]) for line in lines if "duty" in line)
    assert events == [
        ("TASPEN", "LAPORAN_PEMANFAATAN", "duty overdue"),
        ("TASPEN", "REKONSILIASI", "duty overdue"),
    ]
    assert sorted(told(world, Side.PARTNER)) == [
        "PENGINGAT-TASPEN-LAPORAN_PEMANFAATAN-20260930-LEWAT-MITRA",
        "PENGINGAT-TASPEN-REKONSILIASI-20260930-LEWAT-MITRA",
    ]
    assert [number.removesuffix("-BKN") for number in sorted(told(world, Side.BKN))] == [
        "PENGINGAT-TASPEN-LAPORAN_PEMANFAATAN-20260930-LEWAT",
        "PENGINGAT-TASPEN-REKONSILIASI-20260930-LEWAT",
    ]


def _look(world, engine, start):
    watch = Watch(replace(world.parts, engine=engine))
    start.wait()
    watch.look()


def test_nothing_of_years_ago(engine, vault):
    world = make_world(engine, vault, wib(2026, 11, 20), extended=())
    Watch(world.parts).look()
    for agreement in world.catalogue.agreements:
        expected = ["PENGINGAT-TASPEN-PERPANJANGAN-20270501-H180-MITRA"] if agreement.code == "TASPEN" else []
        assert told(world, Side.PARTNER, agreement.code) == expected
