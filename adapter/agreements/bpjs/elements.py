"""The data elements of the BPJS Kesehatan agreement (Pasal 3 ayat (1)), and the lists that govern them.

An element that an answer carries may be withdrawn by an adendum and is then absent; that is why the
agreement's own elements are optional in answers, even those that every record has.
"""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import (
    JenisKelamin,
    Nama,
    Nik,
    NomorIdentitasPegawai,
    NomorKartu,
    Tanggal,
    Teks40,
    Teks100,
    Waktu,
)
from adapter.agreements.structures import (
    Alamat,
    AnggotaKeluarga,
    Instansi,
    LokasiKerja,
    MasaKerja,
    PangkatGolonganRuang,
)
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element, SimpleType, choice

_A = "Pasal 3 ayat (1) huruf a angka {})".format

_B1 = "Pasal 3 ayat (1) huruf b angka 1) huruf {})".format

_B2 = "Pasal 3 ayat (1) huruf b angka 2) huruf {})".format

PESERTA = "Pasal 1 angka 4"

StatusPegawai = Annotated[str, choice("tStatusPegawai", "Status pegawai", "CPNS", "PNS")]

JenisPeserta = Annotated[str, choice("tJenisPeserta", "Jenis peserta dari pihak BKN", "CPNS", "PNS", "PENSIUN_PNS")]

AlasanKosong = Annotated[str, choice("tAlasanKosong", "Sebab sebuah nilai kosong", "TIDAK_ADA_PADA_BKN", "BELUM_VALID")]

JenisPejabat = Annotated[
    str, choice("tJenisPejabat", "Jenis peserta dari pihak BPJS", "PEJABAT_NEGARA", "PENSIUN_PEJABAT_NEGARA")
]

NipPejabat = Annotated[
    str, SimpleType("tNipPejabat", "token", "Nomor identitas pegawai pejabat negara", min_length=1, max_length=30)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPegawai:
    """A PNS, CPNS or pensioner: the 15 elements that BPJS Kesehatan needs."""

    nomorIdentitasPegawai: Annotated[NomorIdentitasPegawai | None, Element(_A(1), "Nomor Identitas Pegawai")] = None
    nik: Annotated[Nik | None, Element(_A(2), "Nomor Induk Kependudukan")] = None
    alasanNikKosong: Annotated[AlasanKosong | None, Element("asumsi", "Sebab nik tidak dikirim")] = None
    namaPegawai: Annotated[Nama | None, Element(_A(3), "Nama Pegawai")] = None
    tempatLahir: Annotated[Teks100 | None, Element(_A(4), "Tempat Lahir")] = None
    tanggalLahir: Annotated[Tanggal | None, Element(_A(5), "Tanggal Lahir")] = None
    jenisKelamin: Annotated[JenisKelamin | None, Element(_A(6), "Jenis Kelamin")] = None
    alamatDomisili: Annotated[Alamat | None, Element(_A(7), "Alamat Domisili")] = None
    instansiKerja: Annotated[Instansi | None, Element(_A(8), "Instansi Kerja; tidak ada pada pensiunan")] = None
    instansiInduk: Annotated[Instansi | None, Element(_A(9), "Instansi Induk")] = None
    lokasiTempatBekerja: Annotated[LokasiKerja | None, Element(_A(10), "Lokasi Tempat Bekerja")] = None
    statusPegawai: Annotated[
        StatusPegawai | None, Element(_A(11), "Status Pegawai (CPNS/PNS); tidak ada pada pensiunan")
    ] = None
    pangkatGolonganRuang: Annotated[PangkatGolonganRuang | None, Element(_A(12), "Pangkat/Golongan ruang")] = None
    tmtGolonganRuangTerakhir: Annotated[
        Tanggal | None, Element(_A(13), "Terhitung Mulai Tanggal golongan ruang terakhir")
    ] = None
    masaKerjaGolongan: Annotated[MasaKerja | None, Element(_A(14), "Masa Kerja Golongan")] = None
    keluarga: Annotated[tuple[AnggotaKeluarga, ...], Element(_A(15), "Keluarga (istri/suami, anak)")] = ()
    jenisPeserta: Annotated[
        JenisPeserta | None,
        Element(
            PESERTA,
            "Jenis peserta, sebab angka 11) tidak punya nilai untuk pensiunan; bila statusPegawai dicabut "
            "hanya ada pada pensiunan",
        ),
    ] = None
    tanggalMutakhir: Annotated[Waktu, Element("Pasal 4 ayat (2) huruf a angka 2)", "Saat data terakhir dimutakhirkan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KartuPesertaPns:
    """The card number of a PNS, given by BPJS Kesehatan."""

    nomorIdentitasPegawai: Annotated[NomorIdentitasPegawai, Element(_B1("a"), "Nomor Identitas Pegawai")]
    namaPns: Annotated[Nama, Element(_B1("b"), "Nama PNS")]
    nomorKartuPeserta: Annotated[NomorKartu, Element(_B1("c"), "Nomor Kartu Peserta BPJS Kesehatan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPejabatNegara:
    """A state official or retired one: the 12 elements that BKN needs."""

    nomorIdentitasPegawaiPejabatNegara: Annotated[
        NipPejabat | None,
        Element(_B2("a"), "Nomor Identitas Pegawai Pejabat Negara; tidak semua pejabat memilikinya"),
    ] = None
    nik: Annotated[Nik, Element(_B2("b"), "Nomor Induk Kependudukan")]
    namaPegawaiPejabatNegara: Annotated[Nama, Element(_B2("c"), "Nama Pegawai Pejabat Negara")]
    id: Annotated[Teks40 | None, Element(_B2("d"), "ID; artinya tidak dirumuskan dalam perjanjian")] = None
    nomorKartuPeserta: Annotated[NomorKartu, Element(_B2("e"), "Nomor Kartu Peserta BPJS Kesehatan")]
    tempatLahir: Annotated[Teks100 | None, Element(_B2("f"), "Tempat Lahir")] = None
    tanggalLahir: Annotated[Tanggal, Element(_B2("g"), "Tanggal Lahir")]
    jenisKelamin: Annotated[JenisKelamin, Element(_B2("h"), "Jenis Kelamin")]
    alamatDomisili: Annotated[Alamat | None, Element(_B2("i"), "Alamat Domisili")] = None
    instansiKerja: Annotated[Instansi | None, Element(_B2("j"), "Instansi Kerja")] = None
    instansiInduk: Annotated[Instansi | None, Element(_B2("k"), "Instansi Induk")] = None
    keluarga: Annotated[tuple[AnggotaKeluarga, ...], Element(_B2("l"), "Keluarga (istri/suami, anak)")] = ()
    jenisPeserta: Annotated[JenisPejabat, Element(PESERTA, "Jenis peserta")]


DATA_PEGAWAI = ElementList(
    "dataPegawai",
    DataPegawai,
    Side.BKN,
    elements=(
        "nomorIdentitasPegawai",
        "nik",
        "namaPegawai",
        "tempatLahir",
        "tanggalLahir",
        "jenisKelamin",
        "alamatDomisili",
        "instansiKerja",
        "instansiInduk",
        "lokasiTempatBekerja",
        "statusPegawai",
        "pangkatGolonganRuang",
        "tmtGolonganRuangTerakhir",
        "masaKerjaGolongan",
        "keluarga",
    ),
    accompanying=("alasanNikKosong", "jenisPeserta", "tanggalMutakhir"),
    source="Pasal 3 ayat (1) huruf a",
)

KARTU_PESERTA_PNS = ElementList(
    "kartuPesertaPns",
    KartuPesertaPns,
    Side.PARTNER,
    elements=("nomorIdentitasPegawai", "namaPns", "nomorKartuPeserta"),
    accompanying=(),
    source="Pasal 3 ayat (1) huruf b angka 1)",
)

DATA_PEJABAT_NEGARA = ElementList(
    "dataPejabatNegara",
    DataPejabatNegara,
    Side.PARTNER,
    elements=(
        "nomorIdentitasPegawaiPejabatNegara",
        "nik",
        "namaPegawaiPejabatNegara",
        "id",
        "nomorKartuPeserta",
        "tempatLahir",
        "tanggalLahir",
        "jenisKelamin",
        "alamatDomisili",
        "instansiKerja",
        "instansiInduk",
        "keluarga",
    ),
    accompanying=("jenisPeserta",),
    source="Pasal 3 ayat (1) huruf b angka 2)",
)
