"""19. SETNEG referensi.

Given kode instansi baru, When SIGTK mengambil data referensi sejak versi terakhir, Then hanya perubahan yang keluar
dan kode lama tetap terbaca sebagai tidak aktif.
"""

from adapter.records.references import Code, put_codes


def test_setneg_referensi(world):
    sigtk = world.sigtk()
    with world.store() as session:
        put_codes(session, "INSTANSI", [Code("K97", "Kementerian Lama"), Code("K98", "Kementerian Tetap")])
    before = sigtk.ambilReferensi("INSTANSI")
    assert {"K97", "K98"} <= {code.kode for code in before.referensi if code.aktif}

    # Given: a new code of an agency; the old one ends
    with world.store() as session:
        put_codes(session, "INSTANSI", [Code("K97", "Kementerian Lama", active=False), Code("K99", "Kementerian Baru")])

    # When: SIGTK fetches reference data since its last version
    changed = sigtk.ambilReferensi("INSTANSI", sejakVersi=before.versi)

    # Then: only what has changed comes, and the old code can still be read, as not active
    assert {(code.kode, code.aktif) for code in changed.referensi} == {("K97", False), ("K99", True)}
    whole = {code.kode: code for code in sigtk.ambilReferensi("INSTANSI").referensi}
    assert (whole["K97"].nama, whole["K97"].aktif, whole["K98"].aktif) == ("Kementerian Lama", False, True)
    assert sigtk.ambilReferensi("INSTANSI", sejakVersi=changed.versi).referensi == ()
