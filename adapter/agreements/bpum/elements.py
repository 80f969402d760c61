"""The data elements of BPUM, all of them named in the agreement's body, and the lists that govern them."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.rows import Isian
from adapter.agreements.simple import Boolean, Nik, Tanggal, Teks40, Teks250
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element, choice

USULAN = "Pasal 3 ayat (2) huruf a; Pasal 4 ayat (1) huruf a"
HASIL = "Pasal 3 ayat (1) huruf b; Pasal 4 ayat (2) huruf b"
ELIMINASI = "Pasal 3 ayat (2) huruf b"
BALIKAN = "Pasal 3 ayat (2) huruf d; Pasal 4 ayat (1) huruf c"

Keterangan = Annotated[
    str, choice("tKeteranganKumkm", "Konfirmasi, harfiah menurut perjanjian", "ASN", "data tidak ditemukan")
]
Tahap = Annotated[str, choice("tTahap", "Calon penerima atau penerima", "CALON_PENERIMA", "PENERIMA")]
StatusEliminasi = Annotated[str, choice("tStatusEliminasi", "Tindak lanjut atas NIK ASN", "DIELIMINASI", "KEBERATAN")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usulan:
    """A proposed recipient. What is wrong with a row refuses that row, not the message."""

    nik: Annotated[Isian | None, Element(USULAN, "NIK, 16 angka; kunci baris")] = None
    namaLengkap: Annotated[Isian | None, Element(USULAN, "Nama lengkap, 1-150 huruf")] = None
    tanggalLahir: Annotated[Isian | None, Element(USULAN, "Tanggal lahir, TTTT-BB-HH")] = None
    namaInstansi: Annotated[
        Isian | None,
        Element("Pasal 3 ayat (1) huruf b; asumsi: bukan unsur usulan", "Nama instansi; diterima dan diabaikan"),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HasilVerifikasi:
    """What BKN confirms of one proposed recipient."""

    nik: Annotated[Nik | None, Element(HASIL, "NIK dari usulan")] = None
    keterangan: Annotated[Keterangan | None, Element(HASIL, "Konfirmasi")] = None
    namaInstansi: Annotated[Teks250 | None, Element(HASIL, "Nama instansi; hanya pada keterangan ASN")] = None
    perluKoordinasi: Annotated[
        Boolean,
        Element(
            "Pasal 3 ayat (1) huruf a; Pasal 4 ayat (1) huruf b; asumsi: NIK cocok, nama dan tanggal lahir berbeda",
            "Benar bila hasil ini perlu dikoordinasikan kembali",
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Eliminasi:
    """What became of one NIK that BKN confirmed as an ASN's."""

    nik: Annotated[Isian | None, Element(ELIMINASI, "NIK yang terkonfirmasi ASN")] = None
    nomorHasil: Annotated[Teks40, Element(ELIMINASI, "nomorHasil daftar yang memuat konfirmasi itu")]
    nomorDokumenPenetapan: Annotated[Teks40, Element(ELIMINASI, "Nomor dokumen penetapan penerima")]
    tanggalDokumen: Annotated[Tanggal, Element(ELIMINASI, "Tanggal dokumen penetapan")]
    status: Annotated[StatusEliminasi, Element(f"{ELIMINASI}; nilai asumsi", "Dieliminasi, atau keberatan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataBalikan:
    """One ASN whose data the ministry has accessed; without namaInstansi, which the article does not name."""

    nik: Annotated[Isian | None, Element(BALIKAN, "NIK")] = None
    namaLengkap: Annotated[Isian | None, Element(BALIKAN, "Nama lengkap")] = None
    tanggalLahir: Annotated[Isian | None, Element(BALIKAN, "Tanggal lahir, TTTT-BB-HH")] = None


DATA_USULAN = ElementList(
    "usulanPenerima",
    Usulan,
    Side.PARTNER,
    elements=("nik", "namaLengkap", "tanggalLahir"),
    accompanying=("namaInstansi",),
    source=USULAN,
)
DATA_HASIL = ElementList(
    "hasilVerifikasi",
    HasilVerifikasi,
    Side.BKN,
    elements=("nik", "keterangan", "namaInstansi"),
    accompanying=("perluKoordinasi",),
    source=HASIL,
)
DATA_BALIKAN = ElementList(
    "dataBalikan",
    DataBalikan,
    Side.PARTNER,
    elements=("nik", "namaLengkap", "tanggalLahir"),
    accompanying=(),
    source=BALIKAN,
)
