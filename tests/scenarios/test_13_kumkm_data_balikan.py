"""13. KUMKM data balikan.

Given 1 000 NIK telah diakses, When data balikan berisi 998 baris, Then selisih 2 baris muncul pada laporan terhadap
log akses, juga bila data balikan dikirim setelah perjanjian berakhir.
"""

from datetime import timedelta

import pytest

from adapter.agreements.bpum.elements import DataBalikan
from adapter.agreements.bpum.feedback import difference, rows_of_difference
from adapter.records.synthetic import populate
from tests.support.lists import people, proposal
from tests.support.world import World


@pytest.mark.parametrize("ended", [False, True], ids=["in force", "ended"])
def test_kumkm_data_balikan(world: World, *, ended: bool) -> None:
    populate(world.engine, world.vault, 1300, now=world.now)
    client, accessed = world.bpum(), list(people(1300))[:1000]
    client.kirimUsulanPenerima("USUL-13", "PENERIMA", [proposal(person) for person in accessed])
    world.work()
    assert client.ambilHasilVerifikasi("USUL-13").jumlahAsn == 1000

    if ended:
        world.now += timedelta(days=400)
        assert client.cekStatusPerjanjian().status == "BERAKHIR"
    rows = [
        DataBalikan(nik=row.nik, namaLengkap=row.namaLengkap, tanggalLahir=row.tanggalLahir)
        for row in map(proposal, accessed[:998])
    ]
    answer = client.kirimDataBalikan("BALIKAN-1", rows)

    assert (answer.jumlahDiterima, answer.jumlahTerkonfirmasi, answer.jumlahBelumDikembalikan) == (998, 1000, 2)
    with world.store() as session:
        report = difference(session)
        shown = list(rows_of_difference(session, world.vault))
    assert (report.accessed, report.returned, report.missing, report.never_accessed) == (1000, 998, 2, 0)
    masks = [f"{person.nik[:4]}********{person.nik[-4:]}" for person in accessed[998:]]
    assert sorted(shown) == sorted(("missing", mask) for mask in masks)
