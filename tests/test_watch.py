"""What ends soon is told once for each threshold and day, by one of the processes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from structlog.testing import capture_logs

from adapter.records.aggregates import aggregate
from adapter.records.database import open_engine
from adapter.registry import enrolled
from adapter.watch import Watch
from tests.support import authorities, certificates
from tests.support.world import PARTNERS

DAY = timedelta(days=1)


def told(*watches):
    with capture_logs() as lines:
        for watch in watches:
            watch.look()
    return [
        (line["log_level"], line["event"], line["role"], line["days_left"], line["threshold"])
        for line in lines
        if "role" in line
    ]


def test_nothing_is_near(world):
    assert told(Watch(world.parts)) == []


def test_once_for_each_threshold_and_day_and_by_one_process(world):
    with world.store() as session:
        ending = authorities.signer(authorities.authority(world.now), world.now, days=62)
        key = enrolled.add_certificate(session, world.catalogue.agreement("BPJS"), ending.certificate, world.now)
    engine = open_engine(world.engine.url.render_as_string(hide_password=False))
    watches = Watch(world.parts), Watch(replace(world.parts, engine=engine))
    start = world.now
    found = {}
    for days in (0, 1, 1.1, 2, 47, 58, 62, 63):
        world.now = start + days * DAY
        found[days] = told(*watches)
    assert found == {
        0: [],
        1: [("warning", "ends soon", "partner", 60, 60)],
        1.1: [],
        2: [("warning", "ends soon", "partner", 59, 60)],
        47: [("warning", "ends soon", "partner", 14, 14)],
        58: [("warning", "ends soon", "partner", 3, 3)],
        62: [("error", "ended", "partner", -1, 0)],
        63: [("error", "ended", "partner", -2, 0)],
    }
    with world.store() as session:
        enrolled.remove_certificate(session, world.catalogue.agreement("BPJS"), key.hex(), world.now)
    world.now += DAY
    assert told(*watches) == []
    engine.dispose()


def test_the_servers_own_and_no_name_of_a_person(world):
    world.now = certificates.good(world.now, "rsa", "server").certificate.not_valid_after_utc - DAY
    with capture_logs() as lines:
        Watch(world.parts).look()
    assert sorted(line["role"] for line in lines if "role" in line) == [*["partner"] * len(PARTNERS), "server"]
    assert not any("kunci" in str(line) or "CN=" in str(line) for line in lines)


def test_a_database_that_is_away_is_for_the_calls_to_tell(world):
    assert told(Watch(replace(world.parts, engine=open_engine("sqlite:////nonexistent/x.db")))) == []


def test_a_month_is_due_once_it_has_ended_until_it_is_counted(world):
    watch = Watch(world.parts)
    assert watch.month_due() == date(2026, 10, 31)
    aggregate(world.engine, world.vault, date(2026, 10, 31), world.now)
    assert watch.month_due() is None
    world.now = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)  # midnight in Jakarta
    assert watch.month_due() == date(2026, 11, 30)


def test_nothing_is_due_in_a_database_that_is_away(world):
    assert Watch(replace(world.parts, engine=open_engine("sqlite:////nowhere/at/all.db"))).month_due() is None
