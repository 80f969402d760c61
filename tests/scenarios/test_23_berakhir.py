"""Scenario 23, Berakhir.

Given tanggal 2026-11-20 tanpa perpanjangan, When BPJS, SIGTK, PANRB atau KUMKM melakukan pertukaran, Then fault
PERJANJIAN_BERAKHIR memuat nomor perjanjian dan tanggal akhir, sedangkan pemberitahuan, laporan pelanggaran dan data
balikan lama tetap diterima; TL tetap dilayani.
"""

from datetime import date

import pytest

from adapter.agreements.terms import OperationClass, Right, Side
from adapter.clock import wib_date
from adapter.errors import AgreementNotInForce
from adapter.registry import store
from clients.errors import RequestRefused
from tests.support.world import make_world

ENDED = {
    "BPJS": date(2021, 10, 9),
    "SIGTK": date(2025, 12, 6),
    "PANRB": date(2024, 2, 8),
    "BPUM": date(2024, 12, 31),
}


@pytest.fixture
def unextended(engine, vault, now):
    """Given: 20 November 2026, and no extension is recorded."""
    assert wib_date(now) == date(2026, 11, 20)
    return make_world(engine, vault, now, extended=())


@pytest.mark.parametrize("exchange", ["bpjs", "sigtk"])
def test_an_exchange_is_refused_with_number_and_last_day(unextended, exchange):
    # When
    calls = {
        "bpjs": lambda: unextended.bpjs().ambilDataPegawai(),
        "sigtk": lambda: unextended.sigtk().ambilDataAsn("USUL-1", nip=["199001012015041001"]),
    }
    with pytest.raises(RequestRefused) as refused:
        calls[exchange]()
    # Then
    galat, agreement = refused.value.galat, unextended.catalogue.agreement(exchange.upper())
    assert galat.kodeGalat == "PERJANJIAN_BERAKHIR"
    assert agreement.bkn.number in galat.pesan
    assert galat.nomorPerjanjian == agreement.bkn.number
    assert galat.tanggalAkhir == ENDED[agreement.code]


@pytest.mark.parametrize("code", sorted(ENDED))
def test_each_ended_agreement_refuses_the_exchange_on_that_day(unextended, code):
    agreement = unextended.catalogue.agreement(code)
    with unextended.store() as session:
        standing = store.standing(session, agreement, wib_date(unextended.now))
    with pytest.raises(AgreementNotInForce) as refused:
        standing.require(Right("x", OperationClass.EXCHANGE, (), Side.BKN, ""))
    assert (refused.value.number, refused.value.last_day) == (agreement.bkn.number, ENDED[code])


@pytest.mark.parametrize("code", sorted(ENDED))
def test_what_outlives_the_agreement_is_still_accepted(unextended, code):
    client = unextended.partner(code)
    status = client.cekStatusPerjanjian()
    assert (status.status, status.tanggalAkhir, status.sisaHari) == ("BERAKHIR", ENDED[code], 0)
    asked = client.ajukanPerpanjangan("S-1", date(2026, 12, 1), date(2029, 11, 30), alasan="pertukaran dilanjutkan")
    assert asked.nomorPengajuan
    assert asked.tepatWaktu is False


def test_taspen_is_still_served(unextended):
    status = unextended.partner("TASPEN").cekStatusPerjanjian()
    assert (status.status, status.tanggalAkhir, status.sisaHari) == ("BERLAKU", date(2027, 8, 1), 254)
    assert "2 atau 23 Agustus 2024" in (status.tanggalPerluKonfirmasi or "")
    agreement = unextended.catalogue.agreement("TASPEN")
    with unextended.store() as session:
        standing = store.standing(session, agreement, wib_date(unextended.now))
    standing.require(Right("x", OperationClass.EXCHANGE, (), Side.BKN, ""))
