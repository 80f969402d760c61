"""15. SETNEG kirim penganugerahan.

Given Keputusan Presiden sudah terbit, When SIGTK mengirim `penganugerahan`, Then riwayat penghargaan ASN bertambah
satu kali walau pesan dikirim dua kali.
"""

import uuid

import pytest

from adapter.agreements.sigtk.mitra import HONOURS
from adapter.exchange.runs import DELTA, FULL
from tests.clients.test_sigtk import ACTIVE, honour
from tests.support.sites import bkn_syncs
from tests.support.world import World


def history(world: World) -> list[str]:
    """Riwayat penghargaan, as SIGTK itself reads it back."""
    (asn,) = world.sigtk().ambilDataAsn("U-1", nip=[ACTIVE[0].nip]).asn
    return [award.nomorKeppres for award in asn.riwayatPenghargaan]


@pytest.mark.parametrize("same_message", [True, False], ids=["the same message", "a new message"])
def test_riwayat_bertambah_satu_kali_walau_dikirim_dua_kali(world, same_message):
    before = history(world)
    sigtk, enacted, first = world.sigtk(), honour(), str(uuid.uuid4())
    answers = [
        sigtk.kirimPenganugerahan([enacted], idPesan=number)
        for number in (first, first if same_message else str(uuid.uuid4()))
    ]
    assert [answer.kepala.ulangan for answer in answers] == [False, same_message]
    assert [answer.hasil[0].hasil for answer in answers] == ["TERSIMPAN", "TERSIMPAN" if same_message else "SUDAH_ADA"]
    assert history(world) == [*before, "19/TK/Tahun 2025"]


def test_demikian_pula_bila_bkn_yang_mengambilnya(world):
    before = history(world)
    world.host("SIGTK").offer(HONOURS, [honour()])
    for mode in (DELTA, FULL):
        bkn_syncs(world, "SIGTK", mode)
    world.sigtk().kirimPenganugerahan([honour()])
    assert history(world) == [*before, "19/TK/Tahun 2025"]
