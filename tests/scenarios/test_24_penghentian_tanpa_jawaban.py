"""24. PANRB adendum, surat, pemantauan.

Given (perpanjangan tercatat) elemen dicabut dengan adendum dan satu elemen diminta dengan surat tertulis yang
disetujui, When KemenPANRB meminta data, Then elemen tercabut ditolak `ELEMEN_DICABUT`, elemen surat keluar sampai
batas waktunya, dan masing-masing pihak dapat membaca log pemanfaatan data miliknya; permintaan penghentian tanpa
jawaban 14 hari kerja membuat perjanjian berakhir pada tanggal surat.

Di sini: permintaan penghentian tanpa jawaban.
"""

from datetime import date, datetime, timedelta

from adapter.clock import WIB
from adapter.registry import proposals
from adapter.registry.holidays import add_holiday

WISHED = date(2027, 2, 26)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=WIB)


def test_silence_of_14_working_days_ends_the_agreement_on_the_letters_date(world):
    # Given: PANRB's agreement is extended by example, and one day of cuti bersama lies in the period
    panrb = world.partner("PANRB")
    assert panrb.cekStatusPerjanjian().status == "BERLAKU"
    with world.store() as session:
        add_holiday(session, date(2026, 12, 9), "contoh cuti bersama", world.now)
    # When: PANRB asks for the end, more than three months ahead, and BKN does not answer
    letter = panrb.ajukanPengakhiran("B-77/2026", WISHED)
    assert (letter.hasil, letter.tanggalPalingAwal) == ("TERCATAT", date(2027, 2, 20))
    # 20 November is a Friday; the fourteenth working day after it, without 9 December, is Friday, 11 December
    assert (letter.akibatDiam, letter.batasTanggapan) == ("BERAKHIR", date(2026, 12, 11))
    # Then: it is in force up to the letter's date, and not after it
    world.now = at(date(2026, 12, 11))
    assert [one.nomorPengajuan for one in panrb.cekStatusPerjanjian().pengajuan] == [letter.nomorPengajuan]
    world.now = at(date(2026, 12, 12))
    decided = panrb.cekStatusPerjanjian()
    assert (decided.status, decided.tanggalAkhir, decided.pengajuan) == ("BERLAKU", WISHED, ())
    world.now = at(WISHED)
    assert panrb.cekStatusPerjanjian().status == "AKAN_BERAKHIR"
    world.now = at(WISHED + timedelta(days=1))
    ended = panrb.cekStatusPerjanjian()
    assert (ended.status, ended.tanggalAkhir) == ("DIHENTIKAN", WISHED)
    assert ended.alasanStatus == "Diakhiri MITRA dengan surat nomor B-77/2026; tidak dijawab sampai dengan 2026-12-11."


def test_an_answer_on_the_last_day_keeps_it_in_force(world):
    panrb = world.partner("PANRB")
    letter = panrb.ajukanPengakhiran("B-77/2026", WISHED)
    world.now = at(letter.batasTanggapan)
    answered(world, letter.nomorPengajuan)
    world.now = at(WISHED + timedelta(days=1))
    assert panrb.cekStatusPerjanjian().status == "BERLAKU"


def test_elsewhere_silence_changes_nothing(world):
    bpum = world.partner("BPUM")
    letter = bpum.ajukanPengakhiran("B-77/2026", WISHED)
    assert (letter.akibatDiam, letter.batasTanggapan) == ("TETAP_BERLAKU", None)
    world.now = at(WISHED + timedelta(days=1))
    assert bpum.cekStatusPerjanjian().status == "BERLAKU"


def answered(world, number):
    """BKN refuses; both go on to talk (musyawarah)."""
    with world.store() as session:
        row = proposals.find(session, world.catalogue.agreement("PANRB"), number)
        proposals.answer(row, "TOLAK", world.now)
