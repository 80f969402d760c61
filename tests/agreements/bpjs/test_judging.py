"""Every element of an employee's record, as BPJS Kesehatan judges it where BKN says otherwise."""

from datetime import date

import pytest

from adapter.agreements.bpjs.elements import DATA_PEGAWAI
from adapter.agreements.bpjs.judging import MATRIX, text_of
from adapter.agreements.judging import Declared, Verdict, judge
from adapter.agreements.structures import (
    Alamat,
    AnggotaKeluarga,
    Instansi,
    LokasiKerja,
    MasaKerja,
    PangkatGolonganRuang,
)


def child(name: str) -> AnggotaKeluarga:
    return AnggotaKeluarga(hubunganKeluarga="ANAK", nama=name, tanggalLahir=date(2020, 2, 2), jenisKelamin="P")


TAKEN, DIFFERS = Verdict.TAKEN, Verdict.DIFFERS
TABLE = {
    "nomorIdentitasPegawai": ("199001012015041901", "199001012015041902", TAKEN),
    "nik": ("3171000101900001", "3171000101900002", DIFFERS),
    "namaPegawai": ("Banuraja Watugede", "Sekarlangit Antabaya", DIFFERS),
    "tempatLahir": ("Contoh", "Tempat Lain", DIFFERS),
    "tanggalLahir": (date(1990, 1, 1), date(1990, 1, 2), DIFFERS),
    "jenisKelamin": ("L", "P", DIFFERS),
    "alamatDomisili": (Alamat(alamat="Jalan Contoh 1"), Alamat(alamat="Jalan Contoh 2"), DIFFERS),
    "instansiKerja": (Instansi(namaInstansi="Satu"), Instansi(namaInstansi="Dua"), TAKEN),
    "instansiInduk": (
        Instansi(kodeInstansi="K01", namaInstansi="Satu"), Instansi(kodeInstansi="K02", namaInstansi="Satu"), TAKEN,
    ),
    "lokasiTempatBekerja": (LokasiKerja(nama="Kantor 1"), LokasiKerja(nama="Kantor 2"), TAKEN),
    "statusPegawai": ("CPNS", "PNS", TAKEN),
    "pangkatGolonganRuang": (
        PangkatGolonganRuang(pangkat="Penata", golonganRuang="III/c"),
        PangkatGolonganRuang(pangkat="Penata Tingkat I", golonganRuang="III/d"), TAKEN,
    ),
    "tmtGolonganRuangTerakhir": (date(2019, 4, 1), date(2023, 4, 1), TAKEN),
    "masaKerjaGolongan": (MasaKerja(tahun=4, bulan=0), MasaKerja(tahun=8, bulan=0), TAKEN),
    "keluarga": ((child("Embunita"),), (child("Embunita"), child("Melatiwangi")), DIFFERS),
}  # fmt: skip
"""What the holder has, what BKN says, and what follows from Pasal 9 ayat (3)."""


def test_no_element_is_left_out():
    assert TABLE.keys() == set(DATA_PEGAWAI.elements)


@pytest.mark.parametrize("element", TABLE)
def test_every_element(element):
    own, given, verdict = TABLE[element]
    assert judge(MATRIX, element, own, given) is verdict
    assert judge(MATRIX, element, own, own) is Verdict.SAME
    assert judge(MATRIX, element, () if element == "keluarga" else None, given) is Verdict.FILLED
    assert judge(MATRIX, element, own, () if element == "keluarga" else None) is Verdict.SILENT


@pytest.mark.parametrize(
    ("own", "given", "verdict"),
    [
        (date(2026, 3, 1), None, DIFFERS),
        (date(2026, 3, 1), date(2026, 2, 28), DIFFERS),
        (date(2026, 3, 1), date(2026, 3, 1), DIFFERS),
        (date(2026, 3, 1), date(2026, 3, 2), TAKEN),
        (None, date(2026, 3, 2), TAKEN),
        (None, None, DIFFERS),
    ],
)
def test_an_address_follows_a_later_dated_declaration_only(own, given, verdict):
    first, second, _ = TABLE["alamatDomisili"]
    assert judge(MATRIX, "alamatDomisili", first, second, Declared(own, given)) is verdict


def test_a_date_wins_nothing_where_neither_decides():
    own, given, _ = TABLE["nik"]
    assert judge(MATRIX, "nik", own, given, Declared(None, date(2026, 3, 2))) is DIFFERS


def test_what_bkn_would_call_the_same_is_no_difference():
    assert judge(MATRIX, "namaPegawai", "BANURAJA WATUGEDE, S.H.", "Banuraja Watugede") is Verdict.SAME
    assert judge(MATRIX, "keluarga", (child("A"), child("B")), (child("B"), child("A"))) is Verdict.SAME


def test_a_text_fits_the_contract():
    assert len(text_of("keluarga", tuple(child(f"Anak {number}") for number in range(20)))) == 250
    assert text_of("masaKerjaGolongan", MasaKerja(tahun=4, bulan=2)) == "4 tahun 2 bulan"
