"""Given the KUMKM agreement is in force at the time of the test, and a NIK of a PNS, When a proposal of NIK, full name
and date, month and year of birth is sent, Then `keterangan="ASN"` with the agency's name."""

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
