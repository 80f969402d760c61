"""25. Kahar, kebocoran, tanda tangan.

Given keadaan kahar dilaporkan dalam 7 hari (SETNEG/BPJS) atau 14 hari kalender (TL/PANRB/KUMKM) dengan lampiran, Then
jatuh tempo ditunda dan berjalan lagi setelah berakhir; Given kebocoran pada penerima, When dilaporkan, Then pihak lain
menerima daftar subjek terdampak dalam batas 3×24 jam; Given pesan diubah/diputar ulang/tanpa tanda tangan, Then
ditolak `TANDA_TANGAN_TIDAK_SAH` dan tidak ada data keluar.

Di sini: keadaan kahar.
"""

from datetime import timedelta

import pytest

from adapter.agreements.kerja_sama.force_majeure.messages import DokumenLampiran
from adapter.clock import wib_date
from adapter.registry import force_majeure, postponement
from clients.errors import RequestRefused


def rests(world, code):
    with world.store() as session:
        return [(p.first_day, p.last_day) for p in postponement.pauses(session, code, wib_date(world.now))]


@pytest.mark.parametrize(("code", "days"), [("SIGTK", 7), ("BPJS", 7), ("TASPEN", 14), ("PANRB", 14), ("BPUM", 14)])
def test_duties_rest_from_its_beginning_to_its_end(world, code, days):
    # Given: a keadaan kahar, told on the last day for it, with its attachments
    client, began = world.partner(code), wib_date(world.now) - timedelta(days=days)
    paper = DokumenLampiran(nomor="300/1/2026", penerbit="BPBD", tanggal=began, sidikJari="a" * 64)
    duty = world.catalogue.agreement(code).duties[0].code
    told = client.sampaikanKeadaanKahar(
        "BENCANA_ALAM", began, penyebab="gempa", kewajibanTertunda=[duty], bukti=[paper], lampiranPernyataan=paper
    )
    assert told.terlambat is False
    if not told.menunda:  # the other party considers it first
        with world.store() as session:
            row = force_majeure.find(session, world.catalogue.agreement(code), told.nomorKahar)
            force_majeure.answer(row, "SETUJU", world.now)
    # Then: the duties rest, from the event itself on
    assert rests(world, code) == [(began, None)]
    # And after its end they go on
    world.now += timedelta(days=10)
    over = client.akhiriKeadaanKahar(told.nomorKahar, wib_date(world.now))
    assert over.hariTertunda == days + 11
    assert rests(world, code) == [(began, wib_date(world.now))]


def test_the_exchange_rests_and_goes_on_where_the_notice_says_so(world):
    told = world.sigtk().sampaikanKeadaanKahar("BENCANA_ALAM", wib_date(world.now), menundaPertukaran=True)
    with pytest.raises(RequestRefused) as refused:
        world.sigtk().ambilReferensi("INSTANSI")
    assert refused.value.kodeGalat == "KEADAAN_KAHAR"
    world.sigtk().akhiriKeadaanKahar(told.nomorKahar, wib_date(world.now))
    world.sigtk().ambilReferensi("INSTANSI")
