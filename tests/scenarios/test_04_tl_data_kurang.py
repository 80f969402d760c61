"""4. TL data kurang.

Given elemen wajib `tanggalLahir` tidak diisi, When verifikasi, Then fault `DATA_TIDAK_LENGKAP`, bukan `tidak sesuai`,
dan tidak dihitung sebagai akses data.
"""

from adapter.agreements.taspen.verification_messages import VerifikasiPeserta
from tests.support.incomplete import send_without
from tests.support.registrants import PEOPLE, registrant
from tests.support.world import World


def test_tl_data_kurang(world: World) -> None:
    # Given elemen wajib tanggalLahir tidak diisi
    taspen = world.taspen()
    request = VerifikasiPeserta(kepala=taspen.kepala(), pendaftar=registrant(PEOPLE[0]))

    # When verifikasi
    answer = send_without(world, taspen, request, "tanggalLahir").text

    # Then fault DATA_TIDAK_LENGKAP
    assert "<pks:kodeGalat>DATA_TIDAK_LENGKAP</pks:kodeGalat>" in answer
    assert "/verifikasiPeserta/pendaftar/tanggalLahir" in answer
    # bukan tidak sesuai
    assert ">tidak sesuai<" not in answer
    # dan tidak dihitung sebagai akses data
    entry = world.entries()[-1]
    assert (entry.outcome, world.accesses(entry)) == ("DATA_TIDAK_LENGKAP", [])
