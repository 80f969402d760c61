"""What is recorded about agreements and partners, and what cannot be."""

from datetime import date, timedelta

import pytest

from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.errors import OperatorError
from adapter.records.database import reading, writing
from adapter.registry import holds, store
from adapter.registry.effective import ElementChange

DAY = date(2026, 11, 20)


@pytest.fixture
def session(engine):
    with writing(engine) as opened:
        yield opened


def extend(session, now, **changes):
    given = {"number": "P-1", "first_day": DAY, "last_day": DAY + timedelta(days=9), "note": None, **changes}
    store.record_extension(session, BPJS, now=now, **given)


def amend(session, now, *changes, **more):
    given = {"number": "AD-1", "first_day": DAY, "note": None, **more}
    store.record_addendum(session, BPJS, changes=changes, now=now, **given)


def test_an_extension_counts_from_its_first_to_its_last_day(session, now):
    extend(session, now)
    days = [DAY + timedelta(days=days) for days in (-1, 0, 9, 10)]
    found = [store.standing(session, BPJS, day).status for day in days]
    assert found == ["BERAKHIR", "AKAN_BERAKHIR", "AKAN_BERAKHIR", "BERAKHIR"]


def test_it_is_another_agreements_extension_not_ours(session, now):
    extend(session, now)
    assert store.standing(session, SIGTK, DAY).extensions == ()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"last_day": DAY - timedelta(days=1)}, "before its first day"),
        ({"first_day": date(2016, 10, 10)}, "begins before"),
        ({"last_day": date(2206, 11, 20)}, "2206-11-20 lies more than 20 years ahead"),
        ({"number": ""}, "1 to 100 characters"),
        ({"number": "x" * 101}, "1 to 100 characters"),
        ({"number": "P-1\nP-2"}, "on one line"),
    ],
)
def test_days_that_cannot_be(session, now, changes, told):
    with pytest.raises(OperatorError, match=told):
        extend(session, now, **changes)


def test_twenty_years_are_not_too_far(session, now):
    extend(session, now, last_day=date(2046, 11, 20))


def test_extensions_do_not_overlap(session, now):
    extend(session, now)
    last = DAY + timedelta(days=9)
    with pytest.raises(OperatorError, match=f"P-2, {last} to 2027-12-31: it overlaps P-1, {DAY} to {last}"):
        extend(session, now, number="P-2", first_day=last, last_day=date(2027, 12, 31))
    extend(session, now, number="P-2", first_day=last + timedelta(days=1), last_day=date(2027, 12, 31))


def test_a_number_is_recorded_once(session, now):
    extend(session, now)
    with pytest.raises(OperatorError, match="recorded already"):
        extend(session, now, last_day=DAY + timedelta(days=99))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([], "changes nothing"),
        ([("HAPUS", "dataPegawai", "nik")], "cannot HAPUS"),
        ([("UBAH", "kartuPesertaPns", "namaPns")], "says whether it is mandatory"),
        ([ElementChange("CABUT", "dataPegawai", "nik", mandatory=True)], "says whether it is mandatory"),
        ([ElementChange("UBAH", "dataPegawai", "nik", mandatory=True)], "the partner gives"),
        ([("CABUT", "dataLain", "nik")], "no element list"),
        ([("CABUT", "dataPegawai", "agama")], "no element 'agama'"),
        ([("CABUT", "dataPegawai", "tanggalMutakhir")], "no element 'tanggalMutakhir'"),
    ],
)
def test_an_adendum_that_cannot_be(session, now, changes, told):
    with pytest.raises(OperatorError, match=told):
        amend(session, now, *changes)


def test_an_adendum_dated_before_the_agreement(session, now):
    with pytest.raises(OperatorError, match="begins before"):
        amend(session, now, ("CABUT", "dataPegawai", "nik"), first_day=date(2016, 10, 9))


def test_nothing_recorded_is_lost_when_read_again(engine, now):
    with writing(engine) as first:
        extend(first, now, note="contoh")
        amend(first, now, ("CABUT", "dataPegawai", "nik"), ("CABUT", "dataPegawai", "keluarga"))
    with reading(engine) as second:
        standing = store.standing(second, BPJS, DAY)
    assert standing.extensions[0].note == "contoh"
    assert [change.element for change in standing.addenda[0].changes] == ["nik", "keluarga"]


def test_what_was_cut_short_is_not_in_the_way_of_what_replaces_it(session, now):
    extend(session, now, last_day=DAY + timedelta(days=300))
    holds.void(session, BPJS, first_day=DAY + timedelta(days=10), reason="uji", by="petugas", now=now)
    later = now + timedelta(days=20)
    with pytest.raises(OperatorError, match="overlaps"):
        extend(session, later, number="P-2", first_day=DAY + timedelta(days=9))
    extend(session, later, number="P-2", first_day=DAY + timedelta(days=20), last_day=DAY + timedelta(days=400))
    days = [DAY + timedelta(days=days) for days in (9, 10, 20, 400, 401)]
    found = [store.standing(session, BPJS, day).status for day in days]
    assert found == ["AKAN_BERAKHIR", "BATAL_DEMI_HUKUM", "BERLAKU", "AKAN_BERAKHIR", "BERAKHIR"]
