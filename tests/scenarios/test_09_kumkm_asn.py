"""9. KUMKM ASN.

Given (perjanjian KUMKM berlaku pada jam uji) NIK milik PNS, When data usulan NIK, nama lengkap, tanggal/bulan/tahun
lahir dikirim, Then `keterangan="ASN"` dengan nama instansi.
"""

from tests.support.lists import people, proposal
from tests.support.world import World


def test_kumkm_asn(world: World) -> None:
    client = world.bpum()
    pns = next(person for person in people() if person.kind == "PNS")
    assert client.cekStatusPerjanjian().status == "BERLAKU"

    client.kirimUsulanPenerima("USUL-9", "CALON_PENERIMA", [proposal(pns)])
    world.work()

    answer = client.ambilHasilVerifikasi("USUL-9", halaman=1)
    (result,) = answer.hasil
    assert (result.nik, result.keterangan, result.perluKoordinasi) == (pns.nik, "ASN", False)
    assert result.namaInstansi
    assert answer.nomorHasil
    assert answer.tanggalData == world.now.date()
