"""23. Berakhir.

Given tanggal 2026-11-20 tanpa perpanjangan, When BPJS, SIGTK, PANRB atau KUMKM melakukan pertukaran, Then fault
`PERJANJIAN_BERAKHIR` memuat nomor perjanjian dan tanggal akhir, sedangkan pemberitahuan, laporan pelanggaran dan data
balikan lama tetap diterima; TL tetap dilayani.
"""

from datetime import date, timedelta

import pytest

from adapter.clock import wib_date
from clients.errors import RequestRefused
from tests.support.lists import people, proposal
from tests.support.registrants import PEOPLE as REGISTRANTS
from tests.support.registrants import registrant
from tests.support.world import make_world

ENDED = {
    "BPJS": date(2021, 10, 9),
    "SIGTK": date(2025, 12, 6),
    "PANRB": date(2024, 2, 8),
    "BPUM": date(2024, 12, 31),
}

PERSON = next(iter(people()))


@pytest.fixture
def unextended(engine, vault, now):
    """Given: 20 November 2026, and no extension is recorded."""
    assert wib_date(now) == date(2026, 11, 20)
    return make_world(engine, vault, now, extended=())


@pytest.mark.parametrize("code", sorted(ENDED))
def test_an_exchange_is_refused_with_number_and_last_day(unextended, code):
    # When
    calls = {
        "BPJS": lambda: unextended.bpjs().ambilDataPegawai(),
        "SIGTK": lambda: unextended.sigtk().ambilDataAsn("USUL-1", nip=["199001012015041001"]),
        "PANRB": lambda: unextended.panrb().ambilDataManajemenAsn(),
        "BPUM": lambda: unextended.bpum().kirimUsulanPenerima("USUL-1", "PENERIMA", [proposal(PERSON)]),
    }
    with pytest.raises(RequestRefused) as refused:
        calls[code]()
    # Then
    galat, agreement = refused.value.galat, unextended.catalogue.agreement(code)
    assert galat.kodeGalat == "PERJANJIAN_BERAKHIR"
    assert agreement.bkn.number in galat.pesan
    assert galat.nomorPerjanjian == agreement.bkn.number
    assert galat.tanggalAkhir == ENDED[agreement.code]


@pytest.mark.parametrize("code", sorted(ENDED))
def test_notices_breaches_and_letters_are_still_accepted(unextended, code):
    client, now = unextended.partner(code), unextended.now
    # sedangkan pemberitahuan
    assert client.ambilPemberitahuan() is not None
    # laporan pelanggaran
    known = now - timedelta(hours=1)
    told = client.laporkanKegagalanPelindungan(
        waktuKejadian=now - timedelta(hours=2), waktuDiketahui=known, uraianData="daftar uji",
        kronologi="salah kirim", penanganan="ditarik kembali",
    )  # fmt: skip
    assert told.batasWaktu == known + timedelta(hours=72)
    # dan surat tentang perjanjiannya sendiri tetap diterima
    status = client.cekStatusPerjanjian()
    assert (status.status, status.tanggalAkhir, status.sisaHari) == ("BERAKHIR", ENDED[code], 0)
    asked = client.ajukanPerpanjangan("S-1", date(2026, 12, 1), date(2029, 11, 30), alasan="pertukaran dilanjutkan")
    assert (bool(asked.nomorPengajuan), asked.tepatWaktu) == (True, False)


def test_taspen_is_still_served(unextended):
    answer = unextended.taspen().verifikasiPeserta(registrant(REGISTRANTS[0]))
    assert answer.hasil.keterangan
    status = unextended.taspen().cekStatusPerjanjian()
    assert (status.status, status.tanggalAkhir, status.sisaHari) == ("BERLAKU", date(2027, 8, 1), 254)
    assert "2 atau 23 Agustus 2024" in (status.tanggalPerluKonfirmasi or "")
