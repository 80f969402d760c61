"""konfirmasiPemusnahan: what was withdrawn or has ended is destroyed, and nothing else is claimed to be."""

from datetime import date

import pytest

from clients.errors import ContractRefused
from tests.support.world import World

SAID = {
    "nomorBeritaAcara": "BAP-1",
    "kelasData": "Berkas",
    "cara": "Dihapus",
    "jumlah": 10,
    "tanggal": date(2026, 11, 20),
}


def test_a_withdrawn_element_is_destroyed(world: World):
    world.amend("BPJS", ("CABUT", "dataPegawai", "alamatDomisili"))
    bpjs = world.bpjs()
    answer = bpjs.konfirmasiPemusnahan(alasan="ELEMEN_DICABUT", elemen=("alamatDomisili",), **SAID)
    assert answer.waktuDicatat == world.now
    again = bpjs.konfirmasiPemusnahan(alasan="ELEMEN_DICABUT", elemen=("alamatDomisili",), **SAID)
    assert again.nomorBeritaAcara == "BAP-1"
    with pytest.raises(ContractRefused, match="sudah dipakai untuk pemusnahan lain"):
        bpjs.konfirmasiPemusnahan(alasan="RETENSI_HABIS", **SAID)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"alasan": "ELEMEN_DICABUT"}, "elemen"),
        ({"alasan": "ELEMEN_DICABUT", "elemen": ("alamatDomisili",)}, "elemen[1]"),
        ({"alasan": "PERJANJIAN_BERAKHIR"}, "alasan"),
        ({"alasan": "RETENSI_HABIS", "tanggal": date(2026, 11, 21)}, "tanggal"),
        ({"alasan": "RETENSI_HABIS", "jumlah": 2**31}, "jumlah"),
    ],
)
def test_what_contradicts_the_agreement_is_refused(world: World, changes, path):
    with pytest.raises(ContractRefused) as refused:
        world.bpjs().konfirmasiPemusnahan(**{**SAID, **changes})
    assert [item.jalur for item in refused.value.kesalahan] == [f"/konfirmasiPemusnahan/{path}"]


def test_after_the_end_all_of_it_is_destroyed(world: World):
    world.now = world.now.replace(year=2028)
    world.now = world.now.replace(month=1)
    answer = world.bpjs().konfirmasiPemusnahan(alasan="PERJANJIAN_BERAKHIR", **SAID)
    assert answer.nomorBeritaAcara == "BAP-1"
