"""What is owed and when: states, what counts as done, pauses by keadaan kahar, the last day to ask for an extension."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from adapter.agreements.bpum.terms import AGREEMENT as BPUM
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.agreements.taspen.terms import AGREEMENT as TASPEN
from adapter.agreements.terms import NoticePeriod, Side
from adapter.duties.calendar import Deed, Known, Recorded, State, calendar
from adapter.duties.periods import Period, time_in_force
from tests.duties.test_periods import duty

DAY = timedelta(days=1)
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
DUE = QUARTER.last_day


@dataclass(frozen=True)
class Rest:
    first_day: date
    last_day: date | None
    duties: tuple[str, ...] = ()


def only(today, *, owed=None, deeds=(), recorded=(), pauses=()):
    """The one period of a duty in one quarter."""
    owed = owed or duty(fulfilled_by=("lapor",))
    known = Known((QUARTER,), tuple(deeds), tuple(recorded), tuple(pauses))
    (item,) = (one for one in calendar(replace(TASPEN, duties=(owed,)), known, today) if one.duty is owed)
    return item


def state(today, **how):
    return only(today, **how).state


def test_from_ahead_to_overdue_the_day_after():
    days = (DUE - 15 * DAY, DUE - 14 * DAY, DUE, DUE + DAY)
    assert [state(day) for day in days] == [State.AHEAD, State.DUE, State.DUE, State.LATE]
    assert state(QUARTER.first_day - DAY) is State.AHEAD


def test_only_a_deed_of_the_one_who_owes_it_in_the_period_counts():
    done = Deed("lapor", Side.PARTNER, DUE, "H-1")
    item = only(DUE + DAY, deeds=[done])
    assert (item.state, item.done_on, item.evidence) == (State.DONE, DUE, "H-1")
    for other in (
        replace(done, by=Side.BKN),
        replace(done, operation="lain"),
        replace(done, on=DUE + DAY),
        replace(done, on=QUARTER.first_day - DAY),
    ):
        assert state(DUE + DAY, deeds=[other]) is State.LATE


def test_what_tells_of_the_period_counts_for_it_however_late():
    report = Deed("lapor", Side.PARTNER, DUE + 40 * DAY, "H-1", about=Period(date(2026, 7, 1), date(2026, 9, 30)))
    assert state(DUE + 50 * DAY, deeds=[report]) is State.DONE
    other = replace(report, on=DUE, about=Period(date(2026, 4, 1), date(2026, 6, 30)))
    assert state(DUE + DAY, deeds=[other]) is State.LATE


def test_one_deed_counts_for_one_period_the_earliest():
    owed = duty(1, fulfilled_by=("lapor",), grace=NoticePeriod("asumsi", months=1))
    known = Known((QUARTER,), (Deed("lapor", Side.PARTNER, date(2026, 8, 5)),))
    items = [one for one in calendar(replace(TASPEN, duties=(owed,)), known, date(2026, 12, 1)) if one.duty is owed]
    found = [(one.period.name, str(one.due), one.state) for one in items]
    assert found == [
        ("2026-07", "2026-08-31", State.DONE),
        ("2026-08", "2026-09-30", State.LATE),
        ("2026-09", "2026-10-30", State.LATE),
    ]


def test_twice_in_a_period_is_owed_twice():
    owed = replace(duty(fulfilled_by=("lapor",)), times=2)
    deeds = [Deed("lapor", Side.PARTNER, DUE - DAY), Deed("lapor", Side.PARTNER, DUE)]
    assert state(DUE + DAY, owed=owed, deeds=deeds[:1]) is State.LATE
    assert state(DUE + DAY, owed=owed, deeds=deeds) is State.DONE


def test_what_an_operator_recorded_counts_even_later():
    assert state(DUE + 60 * DAY, recorded=[Recorded("UJI", "2026-Q3", DUE + 50 * DAY, "surat 1")]) is State.DONE
    assert state(DUE + 60 * DAY, recorded=[Recorded("UJI", "2026-Q2", DUE, "surat 1")]) is State.LATE


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([Rest(date(2026, 8, 1), date(2026, 8, 10))], DUE + 10 * DAY),
        ([Rest(date(2026, 6, 20), date(2026, 7, 5))], DUE + 5 * DAY),
        ([Rest(DUE, DUE + 9 * DAY)], DUE + 10 * DAY),
        ([Rest(DUE + DAY, DUE + 9 * DAY)], DUE),
        ([Rest(date(2026, 8, 1), date(2026, 8, 10)), Rest(date(2026, 8, 5), date(2026, 8, 12))], DUE + 12 * DAY),
        ([Rest(date(2026, 8, 1), date(2026, 8, 10)), Rest(DUE + 5 * DAY, DUE + 6 * DAY)], DUE + 12 * DAY),
        ([Rest(date(2026, 8, 1), date(2026, 8, 10), ("LAIN",))], DUE),
        ([Rest(date(2026, 8, 1), None, ("UJI",))], None),
    ],
)
def test_keadaan_kahar_postpones_by_the_days_on_which_the_duty_rested(pauses, due):
    assert only(DUE, pauses=pauses).due == due


def test_it_rests_while_it_lasts_and_runs_on_afterwards():
    pause = Rest(date(2026, 9, 20), date(2026, 10, 9))
    assert state(date(2026, 10, 1), pauses=[pause]) is State.PAUSED
    assert state(date(2026, 10, 20), pauses=[pause]) is State.DUE
    assert state(date(2026, 10, 21), pauses=[pause]) is State.LATE
    assert state(date(2027, 1, 1), pauses=[Rest(DUE, None)]) is State.PAUSED
    assert state(date(2027, 1, 1), pauses=[Rest(DUE + DAY, None)]) is State.LATE


def terms(agreement, today, *deeds):
    known = Known(time_in_force([(agreement.term.first_day, agreement.term.last_day)]), deeds)
    return {(item.duty.code, item.period.name): item for item in calendar(agreement, known, today)}


def test_taspens_quarters_begin_with_the_agreement_and_end_with_it():
    items = terms(TASPEN, date(2026, 11, 20))
    names = [name for code, name in items if code == "LAPORAN_PEMANFAATAN"]
    assert (names[0], names[-1], len(names)) == ("2024-Q3", "2027-Q3", 13)
    assert items["LAPORAN_PEMANFAATAN", "2027-Q3"].due == date(2027, 8, 1)
    assert items["REKONSILIASI", "2026-Q4"].due == date(2026, 12, 31)


def test_the_last_day_to_ask_for_an_extension():
    assert terms(TASPEN, date(2026, 11, 20))["PERPANJANGAN", "2027-08-01"].due == date(2027, 5, 1)
    assert terms(SIGTK, date(2025, 1, 1))["PERPANJANGAN", "2025-12-06"].due == date(2025, 11, 6)
    late = terms(SIGTK, date(2025, 11, 7))["PERPANJANGAN", "2025-12-06"]
    assert (late.state, late.proposal) == (State.LATE, "Tanpa perpanjangan, perjanjian berakhir pada 2025-12-06")
    asked = Deed("ajukanPerpanjangan", Side.BKN, date(2025, 10, 1))
    assert terms(SIGTK, date(2025, 11, 7), asked)["PERPANJANGAN", "2025-12-06"].state is State.DONE
    assert not [code for code, _ in terms(SIGTK, date(2025, 12, 7)) if code == "PERPANJANGAN"]


def test_sigtk_evaluates_once_in_each_of_three_years_and_bpum_begins_within_a_month():
    assert [name for code, name in terms(SIGTK, date(2026, 1, 1))] == ["KE-1", "KE-2", "KE-3"]
    once = terms(BPUM, date(2022, 10, 13))["PELAKSANAAN_TEKNIS", "SEKALI"]
    assert (once.due, once.state) == (date(2022, 10, 12), State.LATE)


def test_bpum_owes_data_balikan_only_for_months_in_which_data_were_accessed():
    accessed = Deed("kirimUsulanPenerima", Side.PARTNER, date(2023, 2, 10))
    items = terms(BPUM, date(2023, 4, 15), accessed)
    owed = [(name, str(item.due), item.state) for (code, name), item in items.items() if code == "DATA_BALIKAN"]
    assert owed == [("2023-02", "2023-03-28", State.LATE)]
    assert items["DATA_BALIKAN", "2023-02"].proposal == "BKN dapat mengakhiri perjanjian (Pasal 13 ayat (1))"
