"""12. KUMKM eliminasi.

Given NIK terkonfirmasi ASN, When PIHAK KESATU tidak melaporkan eliminasi pada dokumen yang diterbitkan, Then BKN
melihat daftar tunggakan dan dapat mengusulkan pengakhiran (Pasal 13(1)).
"""

from datetime import timedelta

from adapter.agreements.bpum.elements import Eliminasi
from adapter.agreements.bpum.overdue import overdue
from tests.support.lists import people, proposal
from tests.support.world import World


def test_kumkm_eliminasi(world: World) -> None:
    client, (one, other) = world.bpum(), list(people())[:2]
    client.kirimUsulanPenerima("USUL-12", "PENERIMA", [proposal(one), proposal(other)])
    world.work()
    number = client.ambilHasilVerifikasi("USUL-12").nomorHasil

    report = Eliminasi(
        nik=one.nik, nomorHasil=number, nomorDokumenPenetapan="SK-1", tanggalDokumen=world.now.date(),
        status="DIELIMINASI",
    )  # fmt: skip
    answer = client.laporkanEliminasi([report])
    assert [row.hasil for row in answer.baris] == ["TERCATAT"]
    assert answer.jumlahBelumDilaporkan == 1

    assert late(world) == []
    world.now += timedelta(days=32)
    assert late(world) == [(other.nik, "USUL-12")]


def late(world: World) -> list[tuple[str, str]]:
    with world.store() as session:
        return [(one.nik, one.number) for one in overdue(session, world.vault, world.now)]
