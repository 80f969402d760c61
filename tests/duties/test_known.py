"""The calendar from what is stored: calls in the journal, what operators recorded, extensions."""

from datetime import date, datetime

import pytest

from adapter.agreements.terms import Side
from adapter.clock import WIB
from adapter.duties.calendar import State
from adapter.duties.known import calendar_of, record_done
from adapter.errors import OperatorError
from adapter.journal import journal
from adapter.records.database import reading, writing
from adapter.registry import store
from adapter.registry.catalogue import load_agreements

TASPEN, SIGTK = (load_agreements().agreement(code) for code in ("TASPEN", "SIGTK"))
REPORT = "LAPORAN_PEMANFAATAN"


def called(engine, vault, at, operation="sampaikanLaporanPemanfaatan", outcome="BERHASIL", agreement="TASPEN"):
    exchange = journal.Exchange(
        correlation_id=f"{at:%Y%m%d%H%M%S}", received_at=at, service="LayananKerjaSama", outcome=outcome, request=b"",
        answer=b"", verified=False, operation=operation, agreement=agreement, result_number="TASPEN-1",
    )  # fmt: skip
    with writing(engine) as session:
        journal.write(session, vault, exchange)


def item(engine, at, period, duty=REPORT, agreement=TASPEN, host=Side.BKN):
    with reading(engine) as session:
        found = calendar_of(session, agreement, at, host)
        return next(one for one in found if (one.duty.code, one.period.name) == (duty, period))


def wib(*when):
    return datetime(*when, tzinfo=WIB)


def test_overdue_from_the_first_second_of_the_day_after_in_wib(engine):
    assert item(engine, wib(2026, 9, 30, 23, 59, 59), "2026-TW3").state is State.DUE
    assert item(engine, wib(2026, 10, 1), "2026-TW3").state is State.LATE


def test_a_successful_call_on_the_last_evening_in_wib_is_in_time(engine, vault):
    called(engine, vault, wib(2026, 9, 30, 23, 59, 59))
    called(engine, vault, wib(2026, 6, 30, 23, 0), outcome="FORMAT_TIDAK_SAH")
    called(engine, vault, wib(2026, 3, 31, 23, 0), agreement="BPJS")
    after = wib(2026, 11, 20)
    done = item(engine, after, "2026-TW3")
    assert (done.state, done.done_on, done.evidence) == (State.DONE, date(2026, 9, 30), "TASPEN-1")
    assert [item(engine, after, name).state for name in ("2026-TW1", "2026-TW2")] == [State.LATE, State.LATE]


def test_in_a_partners_journal_it_is_bkn_that_called(engine, vault):
    called(engine, vault, wib(2026, 9, 1))
    assert item(engine, wib(2026, 11, 20), "2026-TW3", host=Side.PARTNER).state is State.LATE


def test_nothing_is_owed_in_a_gap_before_an_extension(engine, now):
    with writing(engine) as session:
        store.record_extension(
            session, SIGTK, number="P-1", first_day=date(2026, 10, 1), last_day=date(2027, 9, 30), note=None, now=now
        )
    with reading(engine) as session:
        items = [one for one in calendar_of(session, SIGTK, now) if one.duty.code == "PEMANTAUAN_EVALUASI"]
    assert [(one.period.name, str(one.period.last_day)) for one in items[2:]] == [
        ("KE-3", "2025-12-06"),
        ("KE-4", "2027-09-30"),
    ]


def done(engine, now, duty=REPORT, period="2026-TW3", evidence="surat 7/2026", on=date(2026, 10, 5)):
    with writing(engine) as session:
        return record_done(session, TASPEN, duty, period, on=on, evidence=evidence, by="petugas", now=now)


def test_what_was_done_off_line_is_recorded_once(engine, now):
    assert done(engine, now).state is State.DONE
    assert item(engine, now, "2026-TW3").evidence == "surat 7/2026"
    with pytest.raises(OperatorError, match=r"done on 2026-10-05 already \(surat 7/2026\); nothing was changed"):
        done(engine, now, evidence="lain")


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"duty": "LAPORAN"}, "has no duty 'LAPORAN'; it has LAPORAN_PEMANFAATAN, REKONSILIASI"),
        ({"period": "2026-Q3"}, "has no period '2026-Q3'; it has 2026-TW2"),
        ({"on": date(2026, 6, 30)}, "between 2026-07-01 and today"),
        ({"on": date(2026, 11, 21)}, "between 2026-07-01 and today"),
        ({"evidence": ""}, "1 to 250 characters"),
    ],
)
def test_what_cannot_be_recorded(engine, now, how, told):
    with pytest.raises(OperatorError, match=told):
        done(engine, now, **how)
