"""The calendar from what is stored: calls in the journal, what operators recorded, extensions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from adapter.agreements.terms import Side
from adapter.clock import WIB
from adapter.duties.calendar import State
from adapter.duties.known import calendar_of, record_done
from adapter.errors import OperatorError
from adapter.journal import journal
from adapter.journal.papers import MinutesPaper, MinutesSignature
from adapter.journal.reports import UTILISATION, Place, keep
from adapter.records.database import reading, writing
from adapter.registry import holds, store
from adapter.registry.catalogue import load_agreements
from adapter.registry.term_models import ForceMajeure

BPJS, BPUM, SIGTK, TASPEN = (load_agreements().agreement(code) for code in ("BPJS", "BPUM", "SIGTK", "TASPEN"))
REPORT = "LAPORAN_PEMANFAATAN"


@dataclass(frozen=True)
class Said:
    """What a report says."""

    ringkasan: str


def called(engine, vault, at, operation, outcome="BERHASIL", agreement="TASPEN"):
    exchange = journal.Exchange(
        correlation_id=f"{at:%Y%m%d%H%M%S}", received_at=at, service="LayananKerjaSama", outcome=outcome, request=b"",
        answer=b"", verified=False, operation=operation, agreement=agreement, result_number=f"{agreement}-1",
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
    assert item(engine, wib(2026, 9, 30, 23, 59, 59), "2026-Q3").state is State.DUE
    assert item(engine, wib(2026, 10, 1), "2026-Q3").state is State.LATE


def test_a_successful_call_on_the_last_evening_in_wib_is_in_time(engine, vault):
    def accessed(at, **how):
        called(engine, vault, at, "mulaiVerifikasiBerkala", **{"agreement": "BPJS", **how})

    accessed(wib(2018, 12, 31, 23, 59, 59))
    accessed(wib(2018, 12, 31, 23, 59, 58))
    accessed(wib(2018, 6, 30, 23, 0), outcome="FORMAT_TIDAK_SAH")
    accessed(wib(2017, 12, 31, 23, 0), agreement="TASPEN")
    after = wib(2026, 11, 20)
    found = {name: item(engine, after, name, "VERIFIKASI_BERKALA", BPJS) for name in ("2017-S2", "2018-S1", "2018-S2")}
    assert [one.state for one in found.values()] == [State.LATE, State.LATE, State.DONE]
    assert (found["2018-S2"].done_on, found["2018-S2"].evidence) == (date(2018, 12, 31), "BPJS-1")


def report(engine, vault, at, period="2026-Q3", side=Side.PARTNER):
    with writing(engine) as session:
        keep(session, vault, Place(TASPEN, side, UTILISATION, period), Said("x"), at)


def test_a_report_counts_for_the_quarter_that_it_tells_of_however_late(engine, vault):
    report(engine, vault, wib(2026, 10, 9))
    report(engine, vault, wib(2026, 10, 20))
    report(engine, vault, wib(2026, 3, 1), "2026-Q1", Side.BKN)
    after = wib(2026, 11, 20)
    done = item(engine, after, "2026-Q3")
    assert (done.state, done.done_on, done.evidence) == (State.DONE, date(2026, 10, 9), "laporan PEMANFAATAN 2026-Q3")
    assert [item(engine, after, name).state for name in ("2026-Q1", "2026-Q2", "2026-Q4")] == [
        State.LATE, State.LATE, State.AHEAD,
    ]  # fmt: skip


def test_minutes_count_once_both_have_signed(engine, now):
    paper = MinutesPaper(
        agreement="TASPEN", number="BA-1", period="2026-Q3", proposed_by="BKN", document=b"", recorded_at=now
    )
    for side in (Side.BKN, Side.PARTNER):
        with writing(engine) as session:
            paper = session.merge(paper)
            paper.signatures.append(MinutesSignature(side=side.value, thumbprint=b"", signature=b"", received_at=now))
            session.flush()
            session.expunge_all()
        state = item(engine, now, "2026-Q3", "REKONSILIASI").state
        assert state is (State.LATE if side is Side.BKN else State.DONE)


def test_in_a_partners_journal_it_is_bkn_that_called(engine, vault):
    called(engine, vault, wib(2024, 5, 1), "laporkanEliminasi", agreement="BPUM")
    called(engine, vault, wib(2024, 5, 2), "kirimUsulanPenerima", agreement="BPUM")
    after = wib(2026, 11, 20)
    assert item(engine, after, "2024-05", "ELIMINASI_NIK", BPUM).state is State.DONE
    assert item(engine, after, "2024-05", "ELIMINASI_NIK", BPUM, host=Side.PARTNER).state is State.LATE


def test_keadaan_kahar_postpones(engine, now):
    told = ForceMajeure(
        agreement="TASPEN", side="MITRA", event="BENCANA_ALAM", began_on=date(2026, 9, 1), duties="LAPORAN_PEMANFAATAN",
        postpones_exchange=False, evidence="[]", received_on=date(2026, 9, 2), tell_by=date(2026, 9, 14),
        effective_on=date(2026, 9, 1), ended_on=date(2026, 9, 30), recorded_at=now,
    )  # fmt: skip
    with writing(engine) as session:
        session.add(told)
    assert item(engine, now, "2026-Q3").due == date(2026, 10, 30)
    assert item(engine, now, "2026-Q3", "REKONSILIASI").due == date(2026, 9, 30)


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


def test_nothing_is_owed_after_an_early_end_nor_before_what_replaces_it(engine, now):
    def quarters():
        with reading(engine) as session:
            items = [one.period for one in calendar_of(session, TASPEN, now) if one.duty.code == REPORT]
        return [(one.name, str(one.last_day)) for one in items[-2:]]

    with writing(engine) as session:
        holds.void(session, TASPEN, first_day=date(2026, 2, 16), reason="uji", by="uji", now=now)
    assert quarters() == [("2025-Q4", "2025-12-31"), ("2026-Q1", "2026-02-15")]
    days = {"first_day": date(2026, 10, 1), "last_day": date(2026, 12, 31)}
    with writing(engine) as session:
        store.record_extension(session, TASPEN, number="P-1", **days, note=None, now=now + timedelta(hours=1))
    assert quarters() == [("2026-Q1", "2026-02-15"), ("2026-Q4", "2026-12-31")]


def done(engine, now, duty=REPORT, period="2026-Q3", evidence="surat 7/2026", on=date(2026, 10, 5)):
    with writing(engine) as session:
        return record_done(session, TASPEN, duty, period, on=on, evidence=evidence, by="petugas", now=now)


def test_what_was_done_off_line_is_recorded_once(engine, now):
    assert done(engine, now).state is State.DONE
    assert item(engine, now, "2026-Q3").evidence == "surat 7/2026"
    with pytest.raises(OperatorError, match=r"done on 2026-10-05 already \(surat 7/2026\); nothing was changed"):
        done(engine, now, evidence="lain")


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"duty": "LAPORAN"}, "has no duty 'LAPORAN'; it has LAPORAN_PEMANFAATAN, REKONSILIASI"),
        ({"period": "2026-TW3"}, "has no period '2026-TW3'; it has 2026-Q2"),
        ({"on": date(2026, 6, 30)}, "between 2026-07-01 and today"),
        ({"on": date(2026, 11, 21)}, "between 2026-07-01 and today"),
        ({"evidence": ""}, "1 to 250 characters"),
    ],
)
def test_what_cannot_be_recorded(engine, now, how, told):
    with pytest.raises(OperatorError, match=told):
        done(engine, now, **how)
