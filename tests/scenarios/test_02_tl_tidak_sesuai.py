"""2. TL tidak sesuai.

Given tanggal lahir yang diinput berbeda satu hari, When verifikasi, Then `tidak sesuai`, rincian hanya menyebut
`tanggalLahir`, nilai BKN tidak dibuka.
"""

from datetime import timedelta

from adapter.journal import journal
from tests.support.registrants import PEOPLE, registrant
from tests.support.world import World


def test_tl_tidak_sesuai(world: World) -> None:
    # Given tanggal lahir yang diinput berbeda satu hari
    asn = PEOPLE[0]
    born = asn.record.identity.born
    entered = registrant(asn, tanggalLahir=born + timedelta(days=1))

    # When verifikasi
    answer = world.taspen().verifikasiPeserta(entered).hasil

    # Then tidak sesuai, rincian hanya menyebut tanggalLahir
    assert answer.keterangan == "tidak sesuai"
    assert [item.nama for item in answer.rincian if item.keterangan == "tidak sesuai"] == ["tanggalLahir"]
    # nilai BKN tidak dibuka
    assert born.isoformat() not in journal.answer_of(world.vault, world.entries()[-1]).decode()
