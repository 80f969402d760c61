"""Given a NIK is not in the ASN data, When it is sent, Then `data tidak ditemukan` without an agency's name; the words
"tidak sesuai" never come."""

from tests.support.lists import people, proposal, stranger
from tests.support.world import World


def test_kumkm_not_asn(world: World) -> None:
    client, answers = world.bpum(), []
    client = world.bpum(post=lambda *call: answers.append(answer := world.post(*call)) or answer)
    asn = next(people())

    client.kirimUsulanPenerima("USUL-10", "PENERIMA", [stranger(), proposal(asn, namaLengkap="Nama Lain Sekali")])
    world.work()

    none, _ = client.ambilHasilVerifikasi("USUL-10", halaman=1).hasil
    assert (none.keterangan, none.namaInstansi, none.perluKoordinasi) == ("data tidak ditemukan", None, False)
    assert not any(b"tidak sesuai" in answer.content for answer in answers)
