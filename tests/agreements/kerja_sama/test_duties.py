"""ambilKalenderKewajiban, as a partner's client sees it."""

from datetime import date

import pytest

from clients.errors import RequestRefused


def shown(client, **how):
    return {(one.kode, one.periode): one for one in client.ambilKalenderKewajiban(**how).kewajiban}


def test_what_is_owed_by_whom_until_a_year_from_now(world):
    calendar = shown(world.bpjs())
    semester = calendar["VERIFIKASI_BERKALA", "2026-S2"]
    assert (semester.status, semester.pihak, semester.jatuhTempo) == (
        "AKAN_DATANG", ("MITRA", "BKN"), date(2026, 12, 31),
    )  # fmt: skip
    # The agreement ended in 2021, and the example's extension begins on 21 October 2026: nothing in between.
    years = [one.periode for (code, _), one in calendar.items() if code == "VERIFIKASI_BERKALA"]
    assert years == ["2016-S2", *(f"{year}-S{part}" for year in range(2017, 2021) for part in (1, 2)), "2021-S1",
                     "2021-S2", "2026-S2", "2027-S1", "2027-S2"]  # fmt: skip
    assert calendar["PERPANJANGAN", "2027-10-21"].status == "AKAN_DATANG"


def test_only_what_is_overdue_or_in_some_days(world):
    client = world.bpjs()
    assert {one.status for one in shown(client, hanyaTerlambat=True).values()} == {"TERLAMBAT"}
    found = shown(client, sejak=date(2026, 1, 1), sampai=date(2026, 12, 31))
    assert {code for code, _ in found} == {"VERIFIKASI_BERKALA", "PEMANTAUAN_EVALUASI", "PERPANJANGAN"}
    assert ("VERIFIKASI_BERKALA", "2021-S2") not in found
    assert shown(client, sejak=date(9999, 12, 31)) == {}


def test_days_that_contradict_each_other(world):
    with pytest.raises(RequestRefused) as refused:
        world.bpjs().ambilKalenderKewajiban(sejak=date(2026, 2, 1), sampai=date(2026, 1, 31))
    assert [item.jalur for item in refused.value.kesalahan] == ["/ambilKalenderKewajiban/sampai"]
