"""18. SETNEG gangguan.

Given API SIASN diperbaiki Sabtu 20.00-24.00, When BKN menyampaikan pemberitahuan `PERBAIKAN`, Then SIGTK menerimanya
beserta narahubung, mengonfirmasi, dan panggilan pada jendela itu mendapat fault `SEDANG_PERBAIKAN` dengan nomor
pemberitahuan; demikian sebaliknya untuk API SIGTK.
"""

from datetime import datetime

import pytest

from adapter.agreements.terms import Side
from adapter.clock import WIB
from adapter.records.database import writing
from adapter.registry.notice_rules import Draft
from adapter.registry.notices import confirm, publish, seen_by
from clients.bkn import BknToSigtk
from clients.errors import RequestRefused

SATURDAY_20 = datetime(2026, 11, 21, 20, 0, tzinfo=WIB)
SATURDAY_24 = datetime(2026, 11, 22, 0, 0, tzinfo=WIB)


def test_setneg_gangguan(world):
    sigtk = world.sigtk()

    # Given: the API of SIASN is repaired on Saturday from 20.00 to 24.00
    # When: BKN tells it
    told = Draft(
        number="BKN/PERBAIKAN/1", kind="PERBAIKAN", text="Perbaikan API SIASN", system="SIASN",
        starts_at=SATURDAY_20, expected_end=SATURDAY_24,
    )  # fmt: skip
    with writing(world.engine) as session:
        publish(session, sigtk.agreement, Side.BKN, told, world.now)

    # Then: SIGTK receives it with a contact, and confirms
    (received,) = sigtk.ambilPemberitahuan(belumDikonfirmasi=True).pemberitahuan
    assert (received.idPemberitahuan, received.jenis, received.sistem) == ("BKN/PERBAIKAN/1", "PERBAIKAN", "SIASN")
    assert (received.mulai, received.perkiraanSelesai) == (SATURDAY_20, SATURDAY_24)
    assert received.narahubung.surel == "pdpik@bkn.go.id"
    sigtk.konfirmasiPenerimaan(received.idPemberitahuan)
    assert sigtk.ambilPemberitahuan(belumDikonfirmasi=True).pemberitahuan == ()

    # ... and a call in that window gets SEDANG_PERBAIKAN with the notice's number
    assert sigtk.ambilReferensi("JENIS_PENGHARGAAN").versi >= 0
    world.now = datetime(2026, 11, 21, 21, 30, tzinfo=WIB)
    with pytest.raises(RequestRefused) as refused:
        sigtk.ambilReferensi("JENIS_PENGHARGAAN")
    assert refused.value.kodeGalat == "SEDANG_PERBAIKAN"
    assert refused.value.galat.nomorPemberitahuan == "BKN/PERBAIKAN/1"
    world.now = SATURDAY_24
    assert sigtk.ambilReferensi("JENIS_PENGHARGAAN").versi >= 0


def test_demikian_sebaliknya_untuk_api_sigtk(world):
    sigtk = world.sigtk()
    world.now = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)
    sigtk.sampaikanPemberitahuan(
        "SIGTK/7", "PERBAIKAN", "Perbaikan API SIGTK", sistem="SIGTK", mulai=SATURDAY_20, perkiraanSelesai=SATURDAY_24
    )
    with writing(world.engine) as session:
        (received,) = seen_by(session, sigtk.agreement, Side.BKN, unconfirmed=True)
        assert (received.notice.number, received.notice.contact_email) == ("SIGTK/7", "biro_gtk@setneg.go.id")
        confirm(session, sigtk.agreement, Side.BKN, "SIGTK/7", manner="SISTEM", who="petugas", now=world.now)
    (own,) = sigtk.ambilPemberitahuan(termasukMilikSendiri=True).pemberitahuan
    assert own.caraKonfirmasi == "SISTEM"

    # SIGTK's own installation has told it too: what it hosts is closed to BKN, and BKN's services are not
    told = Draft(
        number="SIGTK/7", kind="PERBAIKAN", text="Perbaikan API SIGTK", system="SIGTK",
        starts_at=SATURDAY_20, expected_end=SATURDAY_24,
    )  # fmt: skip
    with writing(world.host("SIGTK").engine) as session:
        publish(session, sigtk.agreement, Side.PARTNER, told, world.now)
    bkn = world.bkn_to(BknToSigtk)
    assert bkn.ambilPenganugerahan(0).perubahan == ()
    world.now = SATURDAY_20
    with pytest.raises(RequestRefused) as refused:
        bkn.ambilPenganugerahan(0)
    assert (refused.value.kodeGalat, refused.value.galat.nomorPemberitahuan) == ("SEDANG_PERBAIKAN", "SIGTK/7")
    assert [one.idPemberitahuan for one in bkn.ambilPemberitahuan().pemberitahuan] == ["SIGTK/7"]
    assert sigtk.ambilReferensi("INSTANSI").versi >= 0
    world.now = SATURDAY_24
    bkn.ambilPenganugerahan(0)
