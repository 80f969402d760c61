"""The data elements exchanged with KemenPANRB, and the lists that govern them.

Lampiran I, which names them, is lost: both lists are our assumption, PANRB-LAMP1-DATA-DEFAULT v1 and
PANRB-LAMP1-INFO-DEFAULT v1. Policy needs numbers, not persons: who is meant stands under a pseudonym, and NIK,
address, family and card number have no field here.
"""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import (
    Cacah,
    GolonganPppk,
    GolonganRuang,
    JenisKelamin,
    KodeInstansi,
    KodeKabKota,
    Nip,
    Tahun,
    Tanggal,
    Teks100,
    Teks250,
)
from adapter.agreements.structures import Instansi, MasaKerja
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element, SimpleType, choice

DATA = "asumsi: PANRB-LAMP1-DATA-DEFAULT v1, Lampiran I hilang; Pasal 3 ayat (1) huruf a"

INFORMASI = "asumsi: PANRB-LAMP1-INFO-DEFAULT v1, Lampiran I hilang; Pasal 3 ayat (2) huruf a"

JenisAsn = Annotated[str, choice("tJenisAsn", "Jenis ASN; CPNS termasuk PNS, lihat statusPegawai", "PNS", "PPPK")]

StatusPegawai = Annotated[str, choice("tStatusPegawai", "Status pegawai PNS", "CPNS", "PNS")]

JenisJabatan = Annotated[str, choice("tJenisJabatan", "Jenis jabatan", "STRUKTURAL", "FUNGSIONAL", "PELAKSANA")]

TingkatPendidikan = Annotated[
    str,
    choice(
        "tTingkatPendidikan",
        "Tingkat pendidikan",
        "SD",
        "SLTP",
        "SLTA",
        "DIPLOMA_I",
        "DIPLOMA_II",
        "DIPLOMA_III",
        "DIPLOMA_IV",
        "S1",
        "S2",
        "S3",
    ),
]

JenisInformasi = Annotated[
    str,
    choice(
        "tJenisInformasi",
        "Jenis informasi manajemen ASN",
        "PENETAPAN_KEBUTUHAN",
        "KLASIFIKASI_JABATAN",
        "KEBIJAKAN",
        "INDEKS",
    ),
]

IdSemu = Annotated[
    str, SimpleType("tIdSemu", "string", "Nama samaran seorang ASN, tetap selama perjanjian", r"[0-9a-f]{32}")
]

Lampiran = Annotated[
    str, SimpleType("tLampiran", "string", "Alamat (URI) dokumen", r"https?://[!-~]+", min_length=10, max_length=1000)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataManajemenAsn:
    """An ASN under a pseudonym; the NIP only once an adendum or a letter adds it."""

    idSemu: Annotated[IdSemu | None, Element(DATA, "Nama samaran; NIP tidak dapat diturunkan darinya")] = None
    nip: Annotated[Nip | None, Element(DATA, "NIP PNS atau NI PPPK; baru keluar setelah adendum atau surat")] = None
    jenisAsn: Annotated[JenisAsn | None, Element(DATA, "Jenis ASN")] = None
    jenisKelamin: Annotated[JenisKelamin | None, Element(DATA, "Jenis kelamin")] = None
    tahunLahir: Annotated[Tahun | None, Element(DATA, "Tahun lahir")] = None
    instansiKerja: Annotated[Instansi | None, Element(DATA, "Instansi kerja")] = None
    instansiInduk: Annotated[Instansi | None, Element(DATA, "Instansi induk")] = None
    lokasiKerja: Annotated[KodeKabKota | None, Element(DATA, "Kabupaten/kota tempat bekerja")] = None
    statusPegawai: Annotated[StatusPegawai | None, Element(DATA, "CPNS atau PNS; tidak ada pada PPPK")] = None
    golonganRuang: Annotated[GolonganRuang | None, Element(DATA, "Golongan ruang PNS")] = None
    golonganPppk: Annotated[GolonganPppk | None, Element(DATA, "Golongan PPPK")] = None
    tmtGolongan: Annotated[Tanggal | None, Element(DATA, "Terhitung mulai tanggal golongan terakhir")] = None
    masaKerjaGolongan: Annotated[MasaKerja | None, Element(DATA, "Masa kerja golongan")] = None
    jenisJabatan: Annotated[JenisJabatan | None, Element(DATA, "Jenis jabatan")] = None
    namaJabatan: Annotated[Teks250 | None, Element(DATA, "Nama jabatan")] = None
    tingkatPendidikan: Annotated[
        TingkatPendidikan | None, Element(DATA, "Tingkat pendidikan; tidak ada bila tidak diketahui BKN")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InformasiManajemenAsn:
    """A document that KemenPANRB has issued. What *informasi* is, the text does not say: only the envelope is safe."""

    jenisInformasi: Annotated[JenisInformasi, Element(INFORMASI, "Jenis informasi")]
    nomorDokumen: Annotated[Teks100, Element(INFORMASI, "Nomor dokumen; bersama jenisnya mengenali informasi")]
    tanggalDokumen: Annotated[Tanggal, Element(INFORMASI, "Tanggal dokumen")]
    kodeInstansi: Annotated[KodeInstansi | None, Element(INFORMASI, "Instansi yang dimaksud dokumen")] = None
    tahun: Annotated[Tahun | None, Element(INFORMASI, "Tahun yang dimaksud dokumen")] = None
    namaJabatan: Annotated[Teks250 | None, Element(INFORMASI, "Jabatan yang dimaksud dokumen")] = None
    jenisAsn: Annotated[JenisAsn | None, Element(INFORMASI, "Jenis ASN yang dimaksud dokumen")] = None
    jumlah: Annotated[Cacah | None, Element(INFORMASI, "Jumlah yang ditetapkan")] = None
    lampiran: Annotated[Lampiran | None, Element(INFORMASI, "Alamat dokumen lengkap")] = None


DATA_MANAJEMEN_ASN = ElementList(
    "dataManajemenAsn",
    DataManajemenAsn,
    Side.BKN,
    elements=(
        "idSemu",
        "jenisAsn",
        "jenisKelamin",
        "tahunLahir",
        "instansiKerja",
        "instansiInduk",
        "lokasiKerja",
        "statusPegawai",
        "golonganRuang",
        "golonganPppk",
        "tmtGolongan",
        "masaKerjaGolongan",
        "jenisJabatan",
        "namaJabatan",
        "tingkatPendidikan",
    ),
    accompanying=(),
    source=DATA,
    off=("nip",),
)

INFORMASI_MANAJEMEN_ASN = ElementList(
    "informasiManajemenAsn",
    InformasiManajemenAsn,
    Side.PARTNER,
    elements=(
        "jenisInformasi",
        "nomorDokumen",
        "tanggalDokumen",
        "kodeInstansi",
        "tahun",
        "namaJabatan",
        "jenisAsn",
        "jumlah",
        "lampiran",
    ),
    accompanying=(),
    source=INFORMASI,
)
