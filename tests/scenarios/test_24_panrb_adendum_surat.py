"""24. PANRB adendum, surat, pemantauan.

Given (perpanjangan tercatat) elemen dicabut dengan adendum dan satu elemen diminta dengan surat tertulis yang
disetujui, When KemenPANRB meminta data, Then elemen tercabut ditolak `ELEMEN_DICABUT`, elemen surat keluar sampai
batas waktunya, dan masing-masing pihak dapat membaca log pemanfaatan data miliknya; permintaan penghentian tanpa
jawaban 14 hari kerja membuat perjanjian berakhir pada tanggal surat.

Di sini: adendum dan surat.
"""

from datetime import date, timedelta

import pytest

from adapter.agreements.kerja_sama.addenda.messages import ElemenTambahan, Perubahan
from adapter.agreements.terms import Side
from adapter.registry import addenda, letters, team
from clients.errors import ContractRefused, RequestRefused

TODAY = date(2026, 11, 20)
UNTIL = TODAY + timedelta(days=30)
WITHDRAWN = [Perubahan(jenis="CABUT", daftar="dataManajemenAsn", elemen="namaJabatan")]
ASKED = [ElemenTambahan(daftar="dataManajemenAsn", elemen="nip")]


@pytest.fixture
def panrb(world):
    """Given: perpanjangan tercatat, dan Tim Teknis yang dibentuk dengan Keputusan Kepala BKN (Pasal 4 ayat (2))."""
    agreement = world.catalogue.agreement("PANRB")
    with world.store() as session:
        for member, side, role in (("ASDEP-TD-1", Side.PARTNER, "ANALIS"), ("DIT-PDPIK-2", Side.BKN, "PENGAWAS")):
            known = team.Member(member, side, role, "KEP-CONTOH-1", TODAY - timedelta(days=10), None)
            team.add_member(session, agreement, known, by="uji", now=world.now)
    return world.panrb()


def withdraw(world, panrb):
    """Given: elemen dicabut dengan adendum, diajukan KemenPANRB dan disetujui BKN."""
    panrb.ajukanAdendum("ADENDUM-CONTOH-1", WITHDRAWN, tanggalTandaTangan=TODAY, anggotaTim="ASDEP-TD-1")
    with world.store() as session:
        addenda.approve(
            session, panrb.agreement, Side.BKN, "ADENDUM-CONTOH-1",
            team_member="DIT-PDPIK-2", by="uji", now=world.now,
        )  # fmt: skip
    panrb.ambilDaftarElemen()


def grant(world, panrb):
    """Given: satu elemen diminta dengan surat tertulis yang disetujui."""
    asked = panrb.ajukanPermintaanDataTambahan(
        "SURAT-CONTOH-1", ASKED, tanggalSurat=TODAY, alasan="Penyusunan kebijakan", berlakuSampai=UNTIL
    )
    assert asked.keputusan == "MENUNGGU"
    decision = letters.Decision("DISETUJUI", (("dataManajemenAsn", "nip"),), UNTIL, "B-1/2026")
    with world.store() as session:
        letters.answer_letter(session, panrb.agreement, "SURAT-CONTOH-1", decision, by="uji", now=world.now)


def pulled(panrb, *names):
    return panrb.ambilDataManajemenAsn(ukuranHalaman=20, elemenDiminta=names).asn


def test_a_withdrawn_element_is_refused(world, panrb):
    assert any(row.namaJabatan for row in pulled(panrb, "namaJabatan"))
    withdraw(world, panrb)
    # When KemenPANRB meminta data, Then elemen tercabut ditolak ELEMEN_DICABUT
    with pytest.raises(RequestRefused, match=r"ELEMEN_DICABUT.*namaJabatan"):
        pulled(panrb, "namaJabatan")
    rows = pulled(panrb)
    assert rows
    assert not any(row.namaJabatan for row in rows)


def test_the_elements_of_the_letter_leave_until_its_day(world, panrb):
    with pytest.raises(RequestRefused, match="ELEMEN_TIDAK_DIIZINKAN"):
        pulled(panrb, "nip")
    grant(world, panrb)
    # When KemenPANRB meminta data, Then elemen surat keluar sampai batas waktunya
    world.now += timedelta(days=30)
    assert all(row.nip for row in pulled(panrb, "nip"))
    world.now += timedelta(days=1)
    with pytest.raises(RequestRefused, match="ELEMEN_TIDAK_DIIZINKAN"):
        pulled(panrb, "nip")
    assert not any(row.nip for row in pulled(panrb))


def test_without_the_technical_team_nothing_is_configured(panrb):
    with pytest.raises(ContractRefused) as refusal:
        panrb.ajukanAdendum("ADENDUM-CONTOH-2", WITHDRAWN, tanggalTandaTangan=TODAY)
    assert [each.jalur for each in refusal.value.galat.kesalahan] == ["/ajukanAdendum/anggotaTim"]
    with pytest.raises(ContractRefused):
        panrb.ajukanAdendum("ADENDUM-CONTOH-2", WITHDRAWN, tanggalTandaTangan=TODAY, anggotaTim="DIT-PDPIK-2")
