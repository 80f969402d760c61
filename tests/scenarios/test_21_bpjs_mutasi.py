"""21. BPJS mutasi.

Given kenaikan pangkat dan kelahiran anak sejak token terakhir, When `ambilMutasi`, Then dua mutasi keluar, yang
pertama berdampak finansial, dan token baru tidak mengulang data.
"""

from dataclasses import replace
from datetime import date

from tests.support.records import CHILD, record, store


def test_dua_mutasi_keluar_dan_token_baru_tidak_mengulang(world):
    bpjs, before = world.bpjs(), record()
    store(world.engine, world.vault, world.now, before)
    last = bpjs.ambilMutasi(0).tokenBerikutnya
    # Given kenaikan pangkat, lalu kelahiran anak
    promoted = replace(before, job=replace(before.job, grade="III/c", grade_since=date(2026, 10, 1)))
    store(world.engine, world.vault, world.now, promoted)
    store(world.engine, world.vault, world.now, replace(promoted, family=(CHILD,)))
    # When
    answer = bpjs.ambilMutasi(last)
    # Then
    assert [(row.jenisMutasi, row.dampak) for row in answer.mutasi] == [
        ("KENAIKAN_PANGKAT", "FINANSIAL"),
        ("KELAHIRAN_ANAK", "FINANSIAL"),
    ]
    assert answer.mutasi[0].berlakuMulai == date(2026, 10, 1)
    assert answer.mutasi[1].pegawai.keluarga[0].nama == CHILD.name
    again = bpjs.ambilMutasi(answer.tokenBerikutnya)
    assert (again.mutasi, again.tokenBerikutnya, again.adaLagi) == ((), answer.tokenBerikutnya, False)
