"""17. SETNEG dicabut.

Given tanda kehormatan dicabut dengan Keppres, When status `DICABUT` dikirim, Then riwayat tetap ada berstatus dicabut
dengan nomor Keppres pencabutan.
"""

from datetime import date

from adapter.agreements.sigtk.mitra import HONOURS
from adapter.records.models import Award
from tests.clients.test_sigtk import ACTIVE, honour
from tests.support.sites import bkn_syncs
from tests.support.world import World

REVOKED = honour(status="DICABUT", nomorKeppresPencabutan="5/TK Tahun 2026", tanggalKeppresPencabutan=date(2026, 1, 5))


def require_revoked(world: World) -> None:
    (asn,) = world.sigtk().ambilDataAsn("U-1", nip=[ACTIVE[0].nip]).asn
    assert [(award.status, award.nomorKeppres) for award in asn.riwayatPenghargaan] == [("DICABUT", "19/TK/Tahun 2025")]
    with world.store() as session:
        (award,) = session.query(Award).all()
        assert (award.revoking_decree, award.revoked_on) == ("5/TK/Tahun 2026", date(2026, 1, 5))


def test_riwayat_tetap_ada_berstatus_dicabut(world):
    world.sigtk().kirimPenganugerahan([honour()])
    answer = world.sigtk().kirimPenganugerahan([REVOKED])
    assert answer.hasil[0].hasil == "DICABUT"
    require_revoked(world)


def test_demikian_pula_bila_bkn_yang_mengambilnya(world):
    for state in (honour(), REVOKED):
        world.host("SIGTK").offer(HONOURS, [state])
        bkn_syncs(world, "SIGTK")
    require_revoked(world)
