"""22. BPJS data berbeda.

Given jenis kelamin/NIK berbeda antara PARA PIHAK dan golongan ruang berbeda, When verifikasi berkala, Then golongan
mengikuti BKN, nomor kartu mengikuti BPJS, NIK menunggu instansi berwenang; tidak ada yang ditimpa diam-diam.
"""

from sqlalchemy import select

from adapter.records.models import Card, CardHistory
from adapter.records.people import by_nips, families_of, record_of
from tests.support.disputes import HOLDERS, cases, differing, report
from tests.support.rows import card
from tests.support.world import World

PERSON = HOLDERS[0]
THEIR_NIK, THEIR_CARD = "3171000101900009", "0009999999999"
THEIR_GENDER = "L" if PERSON.record.job.gender == "P" else "P"


def own_record(world: World):
    """What BKN holds of the person."""
    with world.store() as session:
        person = by_nips(session, world.vault, [PERSON.nip])[PERSON.nip]
        return record_of(person, world.vault, families_of(session, [person], world.vault)[person.id])


def test_yang_berwenang_menentukan_dan_tidak_ada_yang_ditimpa(world):
    bpjs = world.bpjs()
    bpjs.kirimKartuPesertaPns([card(PERSON)])
    before, token = own_record(world), bpjs.ambilMutasi(0).tokenBerikutnya
    # When verifikasi berkala
    session = bpjs.mulaiVerifikasiBerkala("2026", "II")
    told = report(
        bpjs,
        differing(PERSON, "jenisKelamin", THEIR_GENDER),
        differing(PERSON, "nik", THEIR_NIK),
        differing(PERSON, "pangkatGolonganRuang", "IV/e"),
        differing(PERSON, "nomorKartuPeserta", THEIR_CARD),
    )
    assert told == ["TERCATAT"] * 4
    # Then
    found = cases(bpjs)
    assert (found["pangkatGolonganRuang"].pihakBerwenang, found["pangkatGolonganRuang"].nilaiAcuan) == (
        "BKN", before.job.grade,
    )  # fmt: skip
    assert (found["nomorKartuPeserta"].pihakBerwenang, found["nomorKartuPeserta"].nilaiAcuan) == ("BPJS", THEIR_CARD)
    for element in ("nik", "jenisKelamin"):
        assert (found[element].status, found[element].nilaiAcuan) == ("MENUNGGU_INSTANSI_LAIN", None)
    # tidak ada yang ditimpa diam-diam
    assert own_record(world) == before
    assert bpjs.ambilMutasi(token).mutasi == ()
    with world.store() as stored:
        assert stored.scalar(select(Card.card_index)) == world.vault.index("kartu", THEIR_CARD)
        assert stored.scalar(select(CardHistory.card_index)) == world.vault.index("kartu", PERSON.card)
    result = bpjs.ambilHasilVerifikasiBerkala(session.idSesi)
    assert (result.diperiksa, result.sama, result.berbeda) == (1, 0, 1)
    assert {case.namaElemen for case in result.perbedaan} == found.keys()


def test_bpjs_tidak_memutuskan_untuk_dirinya_sendiri(world):
    bpjs = world.bpjs()
    report(bpjs, differing(PERSON, "pangkatGolonganRuang", "IV/e"), differing(PERSON, "nik", THEIR_NIK))
    found = cases(bpjs)
    assert bpjs.selesaikanPerbedaanData(found["pangkatGolonganRuang"].idKasus, "IV/e").hasil == "TIDAK_BERWENANG"
    answer = bpjs.selesaikanPerbedaanData(found["nik"].idKasus, THEIR_NIK, nomorDokumen="470/1/DUKCAPIL/2026")
    assert answer.hasil == "MENUNGGU_PIHAK_LAIN"
    assert own_record(world).identity.nik == PERSON.nik
