"""24. PANRB adendum, surat, pemantauan.

Given (perpanjangan tercatat) elemen dicabut dengan adendum dan satu elemen diminta dengan surat tertulis yang
disetujui, When KemenPANRB meminta data, Then elemen tercabut ditolak `ELEMEN_DICABUT`, elemen surat keluar sampai
batas waktunya, dan masing-masing pihak dapat membaca log pemanfaatan data miliknya; permintaan penghentian tanpa
jawaban 14 hari kerja membuat perjanjian berakhir pada tanggal surat.

Di sini: log pemanfaatan.
"""

from datetime import timedelta

import pytest

from adapter.agreements.terms import Agreement, Side
from adapter.journal.usage import Question, of_person, page_of
from clients.errors import ContractRefused
from tests.support.compared import answered
from tests.support.partners import partner
from tests.support.world import World

GIVEN_BY_BKN, GIVEN_BY_PANRB = "ambilDataManajemenAsn", "kirimInformasiManajemenAsn"


def panrb(world: World) -> Agreement:
    return world.catalogue.agreement("PANRB")


@pytest.fixture
def monitored(world: World) -> World:
    """Given (perpanjangan tercatat), one access to BKN's data and one to the ministry's information."""
    person = world.vault.index("nik", "3171000101900001")
    with world.store() as session:
        for hours, operation in ((3, GIVEN_BY_BKN), (2, GIVEN_BY_PANRB)):
            answered(
                session, world.vault, world.now - timedelta(hours=hours), agreement="PANRB", operation=operation,
                service="LayananPanrb", people=(person,),
            )  # fmt: skip
    return world


def test_the_ministry_reads_the_log_of_its_information_only(monitored: World) -> None:
    client = partner(monitored, "PANRB")
    (row,) = client.usage()
    assert (row.operasi, row.idPengguna, row.kodeMitra, row.jumlahOrang) == (
        GIVEN_BY_PANRB, "petugas-mitra", "PANRB", 1,
    )  # fmt: skip
    assert (row.waktu, row.hasil, row.nomorHasil) == (monitored.now - timedelta(hours=2), "BERHASIL", "H-1")


def test_bkn_reads_the_log_of_its_data_only(monitored: World) -> None:
    with monitored.store() as session:
        page = page_of(session, monitored.vault, Question(panrb(monitored), Side.BKN), None, 10)
        assert [row.operation for row in page.rows] == [GIVEN_BY_BKN]
        assert [row.operation for row in of_person(session, monitored.vault, "3171000101900001")] == [
            GIVEN_BY_BKN, GIVEN_BY_PANRB,
        ]  # fmt: skip


def test_of_one_person_only_with_the_persons_own_number(monitored: World) -> None:
    client = partner(monitored, "PANRB")
    assert client.ambilLogPemanfaatan(nomorIdentitas="3171000101900001").jumlahSeluruhnya == 1
    assert client.ambilLogPemanfaatan(nomorIdentitas="3171000101900009").jumlahSeluruhnya == 0


def test_page_by_page_and_no_cursor_of_another_question(monitored: World) -> None:
    with monitored.store() as session:
        for number in range(5):
            at = monitored.now - timedelta(minutes=number + 1)
            answered(session, monitored.vault, at, agreement="PANRB", operation=GIVEN_BY_PANRB, service="LayananPanrb")
    client = partner(monitored, "PANRB")
    first = client.ambilLogPemanfaatan(ukuranHalaman=4)
    rest = client.ambilLogPemanfaatan(ukuranHalaman=4, kursor=first.kursorBerikutnya)
    assert (len(first.baris), len(rest.baris), first.jumlahSeluruhnya) == (4, 2, 6)
    assert rest.kursorBerikutnya is None
    with pytest.raises(ContractRefused, match="kursor tidak berasal"):
        client.ambilLogPemanfaatan(mulai=monitored.now.date(), kursor=first.kursorBerikutnya)
