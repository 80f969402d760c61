"""The shared simple types (domain: 2.0), and the Python types that carry them.

Numbers of people are strings throughout: leading zeros count, and nobody computes with them.
"""

from datetime import date, datetime
from functools import partial
from typing import Annotated

from adapter.agreements.types import SHARED_NAMESPACE, SimpleType

_shared = partial(SimpleType, namespace=SHARED_NAMESPACE)

_DAY_OF_BIRTH = r"(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"
# Month 01-12 for PNS; 2 and the frequency of the contract for PPPK.
_NIP = _DAY_OF_BIRTH + r"(19|20)[0-9]{2}(0[1-9]|1[0-2]|2[1-9])[12][0-9]{3}"

Nik = Annotated[str, _shared("tNik", "string", "Nomor Induk Kependudukan, 16 angka", r"[0-9]{16}")]
Nip = Annotated[str, _shared("tNip", "string", "NIP PNS atau NI PPPK, 18 angka", _NIP)]
# A pensioner may have only the old number of nine digits (domain: tNomorIdentitasPegawai).
NomorIdentitasPegawai = Annotated[
    str,
    _shared("tNomorIdentitasPegawai", "string", "NIP 18 angka atau NIP lama 9 angka", rf"{_NIP}|[0-9]{{9}}"),
]
NomorKartu = Annotated[
    str, _shared("tNomorKartu", "string", "Nomor kartu peserta BPJS Kesehatan, 13 angka", r"[0-9]{13}")
]
Nama = Annotated[
    str, _shared("tNama", "token", "Nama orang; satu kata pun sah", r"\S(.*\S)?", min_length=1, max_length=150)
]
JenisKelamin = Annotated[str, _shared("tJenisKelamin", "string", "L laki-laki, P perempuan", values=("L", "P"))]
Tanggal = Annotated[date, _shared("tTanggal", "date", "Tanggal kalender")]
Waktu = Annotated[
    datetime,
    _shared("tWaktu", "dateTime", "Saat dengan selisih zona waktu", r".+(Z|[+\-][0-9]{2}:[0-9]{2})"),
]
Tahun = Annotated[str, _shared("tTahun", "gYear", "Tahun empat angka", r"[0-9]{4}")]
Boolean = Annotated[bool, _shared("boolean", "boolean", "")]
Cacah = Annotated[int, _shared("tCacah", "integer", "Cacah, mulai dari nol", minimum=0)]
KodeProvinsi = Annotated[str, _shared("tKodeProvinsi", "string", "Kode provinsi Kemendagri", r"[1-9][0-9]")]
KodeKabKota = Annotated[
    str, _shared("tKodeKabKota", "string", "Kode kabupaten/kota Kemendagri tanpa titik", r"[1-9][0-9]{3}")
]

_LADDER = {"I": "abcd", "II": "abcd", "III": "abcd", "IV": "abcde"}
GOLONGAN_RUANG = tuple(f"{rank}/{room}" for rank, rooms in _LADDER.items() for room in rooms)
GolonganRuang = Annotated[str, _shared("tGolonganRuangPns", "string", "Golongan ruang PNS", values=GOLONGAN_RUANG)]
_PPPK_LADDER = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII"
GolonganPppk = Annotated[str, _shared("tGolonganPppk", "string", "Golongan PPPK", values=tuple(_PPPK_LADDER.split()))]

Teks40 = Annotated[str, _shared("tTeks40", "token", "Teks 1-40 huruf", min_length=1, max_length=40)]
Teks100 = Annotated[str, _shared("tTeks100", "token", "Teks 1-100 huruf", min_length=1, max_length=100)]
Teks250 = Annotated[str, _shared("tTeks250", "token", "Teks 1-250 huruf", min_length=1, max_length=250)]
Teks1000 = Annotated[str, _shared("tTeks1000", "token", "Teks 1-1000 huruf", min_length=1, max_length=1000)]
KodeInstansi = Annotated[str, _shared("tKodeInstansi", "token", "Kode instansi", min_length=1, max_length=42)]

Uuid = Annotated[
    str,
    _shared("tUuid", "string", "UUID", r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"),
]
Digest = Annotated[
    str,
    _shared(
        "tDigest", "string", "Digest dalam base64, seperti pada DigestValue", r"[A-Za-z0-9+/]*={0,2}", max_length=88
    ),
]
NamaElemen = Annotated[
    str, _shared("tNamaElemen", "token", "Nama sebuah elemen data", r"[a-z][A-Za-z0-9]*", max_length=64)
]
UkuranHalaman = Annotated[int, _shared("tUkuranHalaman", "integer", "Baris per halaman", minimum=1, maximum=1000)]
Token = Annotated[int, _shared("tToken", "integer", "Nomor urut mutasi; mulai dari 0", minimum=0, maximum=2**63 - 1)]
