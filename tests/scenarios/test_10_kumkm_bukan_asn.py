"""10. KUMKM bukan ASN.

Given NIK tidak ada pada data ASN, When dikirim, Then `data tidak ditemukan` tanpa nama instansi; tidak pernah keluar
kata "tidak sesuai".
"""

from tests.support.lists import people, proposal, stranger
from tests.support.world import World


def test_kumkm_bukan_asn(world: World) -> None:
    client, answers = world.bpum(), []
    client = world.bpum(post=lambda *call: answers.append(answer := world.post(*call)) or answer)
    asn = next(people())

    client.kirimUsulanPenerima("USUL-10", "PENERIMA", [stranger(), proposal(asn, namaLengkap="Nama Lain Sekali")])
    world.work()

    none, _ = client.ambilHasilVerifikasi("USUL-10", halaman=1).hasil
    assert (none.keterangan, none.namaInstansi, none.perluKoordinasi) == ("data tidak ditemukan", None, False)
    assert not any(b"tidak sesuai" in answer.content for answer in answers)
