"""The log of use over the wire: its days, its cursor, and the incidents that it tells of."""

from datetime import date, timedelta

import pytest

from adapter.agreements.terms import Side
from adapter.journal import incidents
from clients.errors import ContractRefused
from tests.support.compared import answered
from tests.support.lists import people, proposal
from tests.support.partners import partner
from tests.support.world import World

DAY, LAST = date(2026, 11, 20), date(9999, 12, 31)


@pytest.fixture
def panrb(world: World):
    with world.store() as session:
        for first in range(3):
            answered(
                session, world.vault, world.now - timedelta(hours=1), agreement="PANRB", service="LayananPanrb",
                operation="kirimInformasiManajemenAsn", first=first,
            )  # fmt: skip
    return partner(world, "PANRB")


def test_the_last_day_of_all_has_none_after_it(panrb):
    assert panrb.ambilLogPemanfaatan(sampai=LAST).jumlahSeluruhnya == 3


def test_a_cursor_is_of_one_question_and_one_partner(world, panrb):
    cursor = panrb.ambilLogPemanfaatan(mulai=DAY, ukuranHalaman=1).kursorBerikutnya
    assert len(panrb.ambilLogPemanfaatan(mulai=DAY, kursor=cursor).baris) == 2
    forged = ("B" if cursor[0] == "A" else "A") + cursor[1:]
    for client, asked in (
        (panrb, {"kursor": cursor}),
        (panrb, {"kursor": forged, "mulai": DAY}),
        (panrb, {"kursor": cursor, "mulai": DAY, "nomorIdentitas": "3171000101900001"}),
        (partner(world, "TASPEN"), {"kursor": cursor, "mulai": DAY}),
    ):
        with pytest.raises(ContractRefused, match="kursor tidak berasal"):
            client.ambilLogPemanfaatan(**asked)


def test_an_incident_is_found_by_its_number_however_many_came_after(world, panrb):
    failure = incidents.Failure(world.now, world.now, "NIP", "Salah kirim", "Ditarik", ("198001012006041001",))
    with world.store() as session:
        told = [
            incidents.tell(session, world.vault, panrb.agreement, Side.BKN, failure, world.now).number
            for _ in range(51)
        ]
    assert len(panrb.ambilLogPemanfaatan().insiden) == 50
    (first,) = panrb.ambilLogPemanfaatan(nomorInsiden=told[0]).insiden
    assert first.nomorInsiden == told[0]


def test_whoever_gave_a_nik_does_not_try_out_the_nip_that_belongs_to_it(world):
    """The ministry learns of a NIK whether it is an ASN's, and never the ASN's NIP."""
    client, asn = world.bpum(), next(people())
    client.kirimUsulanPenerima("U-1", "PENERIMA", [proposal(asn, namaLengkap="Nama Lain", tanggalLahir="1950-01-01")])
    world.work()
    client.koordinasikanHasil("U-1")
    assert client.ambilLogPemanfaatan(nomorIdentitas=asn.nik).jumlahSeluruhnya == 1
    with pytest.raises(ContractRefused, match="hanya mempertukarkan NIK"):
        client.ambilLogPemanfaatan(nomorIdentitas=asn.nip)
