"""Whom to turn to on a day."""

from datetime import date, timedelta

import pytest

from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.panrb.terms import AGREEMENT as PANRB
from adapter.agreements.terms import Side
from adapter.records.database import writing
from adapter.registry.contacts import Office, change_office, offices_on
from adapter.registry.flaws import Flaw, Flawed
from adapter.registry.holidays import add_holiday

FRIDAY = date(2026, 11, 20)
SEVENTH = date(2026, 12, 1)
"""The seventh working day after it."""


@pytest.fixture
def session(engine):
    with writing(engine) as opened:
        yield opened


def tell(session, now, unit, first_day, *, agreement=PANRB, kind="UMUM", side=Side.PARTNER):
    office = Office(side, kind, unit, "021", "kantor@contoh.test", first_day)
    change_office(session, agreement, office, by="uji", now=now)


def units(session, day, agreement=PANRB):
    return [
        (held.office.side.value, held.office.kind, held.office.unit) for held in offices_on(session, agreement, day)
    ]


def test_the_text_names_the_first_ones(session):
    first = offices_on(session, PANRB, FRIDAY)
    assert [(held.office.side, held.source) for held in first] == [
        (Side.PARTNER, "Pasal 8 ayat (1)"), (Side.BKN, "Pasal 8 ayat (1)"),
    ]  # fmt: skip
    assert first[0].office.first_day == PANRB.term.first_day


def test_a_new_one_is_announced_and_then_takes_its_place(session, now):
    tell(session, now, "Asdep Baru", SEVENTH)
    before, after = units(session, FRIDAY), units(session, SEVENTH)
    assert ("mitra", "UMUM", "Asdep Baru") in before
    assert len(before) == len(after) + 1 == 3
    assert after[0] == ("mitra", "UMUM", "Asdep Baru")


def test_of_two_for_one_day_the_later_told_counts(session, now):
    tell(session, now, "A", SEVENTH)
    tell(session, now, "B", SEVENTH)
    assert units(session, SEVENTH)[0][2] == "B"


def test_each_kind_stands_for_itself(session, now):
    for kind in ("GANGGUAN", "PPDP"):
        tell(session, now, kind, FRIDAY, agreement=BPJS, kind=kind, side=Side.BKN)
    assert [kind for side, kind, _ in units(session, FRIDAY, BPJS) if side == "BKN"] == ["UMUM", "GANGGUAN", "PPDP"]


def test_panrb_wants_seven_working_days(session, now):
    with pytest.raises(Flawed) as raised:
        tell(session, now, "Asdep Baru", SEVENTH - timedelta(days=1))
    assert list(raised.value.found) == [("berlakuMulai", Flaw.TOO_SOON)]
    add_holiday(session, date(2026, 11, 25), "Libur contoh", now)
    with pytest.raises(Flawed):
        tell(session, now, "Asdep Baru", SEVENTH)
    tell(session, now, "Asdep Baru", SEVENTH + timedelta(days=1))


def test_others_may_change_today_but_not_yesterday(session, now):
    tell(session, now, "Grup Baru", FRIDAY, agreement=BPJS)
    with pytest.raises(Flawed) as raised:
        tell(session, now, "Grup Baru", FRIDAY - timedelta(days=1), agreement=BPJS)
    assert list(raised.value.found) == [("berlakuMulai", Flaw.IN_PAST)]
