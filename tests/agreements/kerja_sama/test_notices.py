"""sampaikanPemberitahuan, ambilPemberitahuan, konfirmasiPenerimaan: as a partner's client sees them."""

from datetime import UTC, datetime, timedelta

import pytest

from adapter.agreements.terms import Side
from adapter.records.database import writing
from adapter.registry.notices import confirm
from clients.errors import RequestRefused
from tests.registry.test_notices import BPJS, HOUR, SIGTK, draft, tell


def refused(call):
    with pytest.raises(RequestRefused) as raised:
        call()
    return [(item.jalur, item.kodeGalat) for item in raised.value.kesalahan]


def test_told_once_however_often_it_is_sent_and_bkn_confirms(world):
    client = world.sigtk()
    told = {"sistem": "SIGTK", "mulai": world.now, "elemenTerdampak": ["nomorKeppres"]}
    answers = [client.sampaikanPemberitahuan("S-1", "PERUBAHAN_API", "kolom baru", **told) for _ in range(2)]
    assert [(answer.token, answer.sudahAda) for answer in answers] == [(1, False), (1, True)]
    with writing(world.engine) as session:
        confirm(session, SIGTK, Side.BKN, "S-1", manner="TERTULIS", who="petugas", now=world.now + HOUR)
    (own,) = client.ambilPemberitahuan(termasukMilikSendiri=True).pemberitahuan
    assert (own.pengirim, own.caraKonfirmasi, own.dikonfirmasiPada) == ("MITRA", "TERTULIS", world.now + HOUR)
    assert (own.elemenTerdampak, own.narahubung.surel) == (("nomorKeppres",), "biro_gtk@setneg.go.id")
    assert client.ambilPemberitahuan().pemberitahuan == ()


def test_every_mistake_with_its_path(world):
    client = world.sigtk()
    assert refused(lambda: client.sampaikanPemberitahuan("S-1", "PERBAIKAN", "x", mulai=world.now)) == [
        ("/sampaikanPemberitahuan/perkiraanSelesai", "DATA_TIDAK_LENGKAP"),
        ("/sampaikanPemberitahuan/sistem", "DATA_TIDAK_LENGKAP"),
    ]
    backwards = {"sistem": "SIGTK", "mulai": world.now, "perkiraanSelesai": world.now - timedelta(seconds=1)}
    assert refused(lambda: client.sampaikanPemberitahuan("S-1", "PERBAIKAN", "x", **backwards)) == [
        ("/sampaikanPemberitahuan/perkiraanSelesai", "FORMAT_TIDAK_SAH")
    ]
    assert refused(lambda: client.konfirmasiPenerimaan("TIADA")) == [
        ("/konfirmasiPenerimaan/idPemberitahuan", "FORMAT_TIDAK_SAH")
    ]
    assert refused(lambda: client.ambilPemberitahuan(sejakToken=1)) == [
        ("/ambilPemberitahuan/sejakToken", "FORMAT_TIDAK_SAH")
    ]


def test_other_content_under_one_number(world):
    client = world.sigtk()
    client.sampaikanPemberitahuan("S-1", "UMUM", "satu", mulai=world.now)
    with pytest.raises(RequestRefused) as raised:
        client.sampaikanPemberitahuan("S-1", "UMUM", "dua", mulai=world.now)
    assert raised.value.kodeGalat == "DUPLIKAT_BERBEDA_ISI"


def test_an_instant_at_the_end_of_all_years_is_still_told_in_wib(world):
    client = world.sigtk()
    for number, began in enumerate((datetime(9999, 12, 31, 23, 59, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC))):
        client.sampaikanPemberitahuan(f"S-{number}", "UMUM", "jauh", mulai=began)
    told = client.ambilPemberitahuan(termasukMilikSendiri=True).pemberitahuan
    assert {one.mulai.year for one in told} == {9999}


def test_page_by_page_what_waits_for_confirmation(world):
    for number in range(5):
        tell(world.engine, world.now, draft(world.now, f"N-{number}", kind="KENDALA"), to=None)
    client = world.sigtk()
    page = client.ambilPemberitahuan(ukuranHalaman=2)
    assert ([one.idPemberitahuan for one in page.pemberitahuan], page.adaLagi) == (["N-0", "N-1"], True)
    last = client.ambilPemberitahuan(sejakToken=page.tokenTerakhir, ukuranHalaman=3)
    assert ([one.token for one in last.pemberitahuan], last.adaLagi, last.tokenTerakhir) == ([3, 4, 5], False, 5)
    assert client.konfirmasiPenerimaan("N-3", "LISAN").caraKonfirmasi == "LISAN"
    waiting = [one.idPemberitahuan for one in client.semua_pemberitahuan(belumDikonfirmasi=True)]
    assert waiting == ["N-0", "N-1", "N-2", "N-4"]
    assert len(list(world.bpjs().semua_pemberitahuan(belumDikonfirmasi=True))) == 5


def test_they_go_on_after_the_end_and_in_a_window(world):
    tell(world.engine, world.now, draft(world.now), to=BPJS)
    world.now += timedelta(days=400)
    with pytest.raises(RequestRefused, match="PERJANJIAN_BERAKHIR"):
        world.bpjs().ambilMutasi(0)
    assert [one.idPemberitahuan for one in world.bpjs().ambilPemberitahuan().pemberitahuan] == ["N-1"]
