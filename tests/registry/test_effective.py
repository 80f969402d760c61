"""Which elements may pass on a day: what each document does, and the versions that they make."""

from datetime import date, datetime, timedelta

import pytest

from adapter.agreements.bpjs.elements import DATA_PEGAWAI, KARTU_PESERTA_PNS, DataPegawai
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.clock import WIB
from adapter.registry.effective import ElementChange, RecordedAddendum, RecordedGrant
from adapter.registry.standing import RecordedExtension, standing_on

TODAY = date(2026, 11, 20)
EXTENSION = RecordedExtension("P-1", date(2026, 1, 1), date(2027, 12, 31))
MORNING = datetime(2026, 11, 20, 9, tzinfo=WIB)


def day(offset):
    return TODAY + timedelta(days=offset)


def adendum(kind, element="nik", first=0, number="AD-1", listed="dataPegawai", mandatory=None, at=None):
    return RecordedAddendum(number, day(first), (ElementChange(kind, listed, element, mandatory),), at)


def letter(element="nik", first=0, last=10, number="S-1", at=None):
    return RecordedGrant(number, day(first), day(last), (("dataPegawai", element),), at)


def standing(offset, *documents):
    addenda = [one for one in documents if isinstance(one, RecordedAddendum)]
    grants = [one for one in documents if isinstance(one, RecordedGrant)]
    return standing_on(AGREEMENT, day(offset), [EXTENSION], addenda, grants=grants)


def passes(offset, *documents):
    return "nik" in standing(offset, *documents).effective[DataPegawai]


def test_a_letter_lets_an_element_pass_until_its_last_day_and_not_a_day_longer():
    documents = adendum("CABUT", first=-5), letter(first=0, last=10)
    assert [passes(offset, *documents) for offset in (-6, -5, -1, 0, 10, 11)] == [True, False, False, True, True, False]


def test_a_letter_for_what_passes_anyway_takes_nothing_away_when_it_ends():
    assert passes(11, letter())


def test_what_an_adendum_adds_meanwhile_stays_when_the_letter_ends():
    assert passes(11, adendum("CABUT", first=-5), letter(), adendum("TAMBAH", first=3, number="AD-2"))


def test_a_later_withdrawal_ends_the_letter_too():
    documents = adendum("CABUT", first=-5), letter(), adendum("CABUT", first=3, number="AD-2")
    assert [passes(offset, *documents) for offset in (2, 3, 10)] == [True, False, False]


def test_of_two_letters_the_longer_one_is_named():
    held = standing(0, adendum("CABUT", first=-5), letter(last=3), letter(last=9, number="S-2"))
    assert held.letter_for("dataPegawai", "nik").letter == "S-2"
    assert held.letter_for("dataPegawai", "nama") is None


def test_recorded_at_one_instant_the_adendum_has_the_last_word():
    assert not passes(0, letter(at=MORNING), adendum("CABUT", at=MORNING))


def test_what_has_passed_before_it_was_recorded_is_not_taken_back():
    late = adendum("CABUT", first=-30, at=MORNING)
    assert [passes(offset, late) for offset in (-1, 0)] == [True, False]


def test_every_change_is_a_version_and_an_older_one_knows_what_it_has_lost():
    held = standing(20, adendum("CABUT", first=-5), letter(last=10))
    assert held.versions == ("BPJS-1", "BPJS-1.1", "BPJS-1.2", "BPJS-1.3")
    lost = [held.lost_since(version, DATA_PEGAWAI) for version in held.versions]
    assert lost == [{"nik"}, set(), {"nik"}, set()]
    assert held.lost_since("BPJS-1", KARTU_PESERTA_PNS) == set()


@pytest.mark.parametrize(("at", "lost"), [(-6, {"nik"}), (0, {"nik"}), (11, {"nik"}), (12, set())])
def test_what_was_lost_after_an_instant(at, lost):
    held = standing(20, adendum("CABUT", first=-5), letter(last=10))
    instant = datetime.combine(day(at), datetime.min.time(), WIB)
    assert held.lost_after(instant, DATA_PEGAWAI) == lost


def test_only_an_adendum_puts_a_version_in_the_place_of_another():
    held = standing(5, letter(), adendum("TAMBAH", first=4))
    assert [held.replaced_on(version) for version in held.versions] == [day(4), day(4), None]


def test_an_adendum_makes_an_element_mandatory_and_optional_again():
    listed = "kartuPesertaPns"
    must = adendum("UBAH", "nomorKartuPeserta", listed=listed, mandatory=True)
    may = adendum("UBAH", "nomorKartuPeserta", 5, "AD-2", listed, mandatory=False)
    gone = adendum("CABUT", "nomorKartuPeserta", 2, "AD-3", listed)
    assert standing(0, must).mandatory(KARTU_PESERTA_PNS) == {"nomorKartuPeserta"}
    assert standing(5, must, may).mandatory(KARTU_PESERTA_PNS) == set()
    assert standing(2, must, gone).mandatory(KARTU_PESERTA_PNS) == set()
