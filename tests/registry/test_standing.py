from datetime import date, timedelta

import pytest

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.agreements.terms import OperationClass, Right, Side
from adapter.errors import AgreementNotInForce
from adapter.registry.standing import ElementChange, RecordedAddendum, RecordedExtension, standing_on

TODAY = date(2026, 11, 20)
EXTENSION = RecordedExtension("P-1", date(2026, 1, 1), date(2027, 12, 31))


def addendum(kind: str, element: str, first_day: date = TODAY, number: str = "AD-1") -> RecordedAddendum:
    return RecordedAddendum(number, first_day, (ElementChange(kind, "dataPegawai", element),))


@pytest.mark.parametrize(
    ("agreement", "day", "status"),
    [
        (BPJS, date(2016, 10, 9), "DRAF"),
        (BPJS, date(2016, 10, 10), "BERLAKU"),
        (BPJS, date(2021, 10, 9), "AKAN_BERAKHIR"),
        (BPJS, date(2021, 10, 10), "BERAKHIR"),
        (SIGTK, date(2025, 11, 5), "BERLAKU"),
        (SIGTK, date(2025, 11, 7), "AKAN_BERAKHIR"),
        (SIGTK, date(2025, 12, 6), "AKAN_BERAKHIR"),
        (SIGTK, TODAY, "BERAKHIR"),
    ],
)
def test_status_follows_the_stored_days(agreement, day, status):
    assert standing_on(agreement, day).status == status


def test_an_extension_brings_it_back_to_life():
    standing = standing_on(BPJS, TODAY, [EXTENSION])
    assert (standing.status, standing.last_day, standing.days_left) == ("BERLAKU", EXTENSION.last_day, 406)


def test_between_the_end_and_the_extension_it_has_ended():
    assert standing_on(BPJS, date(2025, 12, 31), [EXTENSION]).status == "BERAKHIR"


def test_an_extension_that_overlaps_the_term_counts_on():
    early = RecordedExtension("P-2", date(2021, 6, 1), date(2023, 5, 31))
    assert standing_on(BPJS, date(2021, 10, 10), [early]).last_day == date(2023, 5, 31)


@pytest.mark.parametrize(
    ("operation_class", "refused"),
    [(OperationClass.EXCHANGE, True), (OperationClass.CLOSING_DUTY, False), (OperationClass.ALWAYS, False)],
)
def test_after_the_end_the_class_decides(operation_class, refused):
    right = Right("x", operation_class, (), Side.BKN, "")
    standing = standing_on(BPJS, TODAY)
    if refused:
        with pytest.raises(AgreementNotInForce) as refusal:
            standing.require(right)
        assert (refusal.value.state, refusal.value.last_day) == ("BERAKHIR", date(2021, 10, 9))
    else:
        standing.require(right)


def test_before_the_first_day_nothing_is_exchanged():
    with pytest.raises(AgreementNotInForce) as refusal:
        standing_on(BPJS, date(2016, 1, 1)).require(Right("x", OperationClass.EXCHANGE, (), Side.BKN, ""))
    assert refusal.value.state == "BELUM_BERLAKU"


def test_an_adendum_withdraws_from_its_first_day_on():
    before = standing_on(BPJS, TODAY - timedelta(days=1), addenda=[addendum("CABUT", "nik")])
    after = standing_on(BPJS, TODAY, addenda=[addendum("CABUT", "nik")])
    assert ("nik" in before.effective[DataPegawai], "nik" in after.effective[DataPegawai]) == (True, False)
    assert (before.version, after.version) == ("BPJS-1", "BPJS-1.1")


def test_a_later_adendum_gives_an_element_back():
    changes = [addendum("CABUT", "nik"), addendum("TAMBAH", "nik", number="AD-2")]
    standing = standing_on(BPJS, TODAY, addenda=changes)
    assert "nik" in standing.effective[DataPegawai]
    assert standing.changed_by("dataPegawai", "nik") == "AD-2"
    assert standing.versions == ("BPJS-1", "BPJS-1.1", "BPJS-1.2")
