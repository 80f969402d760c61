"""The data elements of the BPJS Kesehatan agreement (Pasal 3 ayat (1)), and the messages that carry them.

An element that an answer carries may be withdrawn by an adendum and is then absent; that is why the
agreement's own elements are optional in answers, even those that every record has.
"""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import (
    Boolean,
    Cacah,
    JenisKelamin,
    Nama,
    NamaElemen,
    Nik,
    NomorIdentitasPegawai,
    NomorKartu,
    Tanggal,
    Teks40,
    Teks100,
    Token,
    UkuranHalaman,
    Uuid,
    Waktu,
)
from adapter.agreements.structures import (
    Alamat,
    AnggotaKeluarga,
    Instansi,
    Kepala,
    KepalaJawaban,
    LokasiKerja,
    MasaKerja,
    PangkatGolonganRuang,
)
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element, SimpleType, choice

_A = "Pasal 3 ayat (1) huruf a angka {})".format
_B1 = "Pasal 3 ayat (1) huruf b angka 1) huruf {})".format
_B2 = "Pasal 3 ayat (1) huruf b angka 2) huruf {})".format
_PESERTA = "Pasal 1 angka 4"
_MUTASI = "Pasal 1 angka 6"
_HALAMAN = "asumsi: data besar ditarik halaman demi halaman"

StatusPegawai = Annotated[str, choice("tStatusPegawai", "Status pegawai", "CPNS", "PNS")]
JenisPeserta = Annotated[str, choice("tJenisPeserta", "Jenis peserta dari pihak BKN", "CPNS", "PNS", "PENSIUN_PNS")]
AlasanKosong = Annotated[str, choice("tAlasanKosong", "Sebab sebuah nilai kosong", "TIDAK_ADA_PADA_BKN", "BELUM_VALID")]
JenisPejabat = Annotated[
    str, choice("tJenisPejabat", "Jenis peserta dari pihak BPJS", "PEJABAT_NEGARA", "PENSIUN_PEJABAT_NEGARA")
]
NipPejabat = Annotated[
    str, SimpleType("tNipPejabat", "token", "Nomor identitas pegawai pejabat negara", min_length=1, max_length=30)
]
JenisPerubahan = Annotated[str, choice("tJenisPerubahan", "Jenis perubahan catatan", "BARU", "UBAH", "HAPUS")]
Dampak = Annotated[str, choice("tDampak", "Dampak mutasi", "FINANSIAL", "NON_FINANSIAL", "KEDUANYA")]
JenisMutasi = Annotated[
    str,
    choice(
        "tJenisMutasi",
        "Jenis mutasi",
        "KENAIKAN_PANGKAT",
        "CPNS_KE_PNS",
        "PINDAH_INSTANSI",
        "PENSIUN",
        "MENINGGAL",
        "MENIKAH",
        "CERAI",
        "KELAHIRAN_ANAK",
        "ANAK_LEPAS_TANGGUNGAN",
        "PERUBAHAN_ALAMAT",
        "KOREKSI_IDENTITAS",
    ),
]
HasilBaris = Annotated[
    str,
    choice(
        "tHasilBaris",
        "Nasib satu baris kiriman",
        "TERSIMPAN",
        "TIDAK_BERUBAH",
        "TIDAK_DITEMUKAN",
        "NAMA_BERBEDA",
        "KARTU_MILIK_LAIN",
        "BARIS_GANDA",
    ),
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
        JenisPeserta, Element(_PESERTA, "Jenis peserta; angka 11) tidak punya nilai untuk pensiunan")
    ]
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
    jenisPeserta: Annotated[JenisPejabat, Element(_PESERTA, "Jenis peserta")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutasi:
    """A change in a record, with the record as it is now."""

    idMutasi: Annotated[Uuid, Element("asumsi", "Nomor mutasi")]
    tokenUrut: Annotated[Token, Element("asumsi", "Nomor urut, selalu naik")]
    jenisPerubahan: Annotated[JenisPerubahan, Element("asumsi", "Jenis perubahan")]
    dampak: Annotated[Dampak, Element(_MUTASI, "Dampak terhadap data finansial dan non finansial")]
    jenisMutasi: Annotated[JenisMutasi | None, Element("asumsi", "Jenis mutasi, bila dapat dikenali")] = None
    berlakuMulai: Annotated[Tanggal, Element("asumsi", "Hari mutasi mulai berlaku")]
    elemenBerubah: Annotated[tuple[NamaElemen, ...], Element("asumsi", "Nama elemen yang berubah")] = ()
    pegawai: Annotated[DataPegawai | None, Element(_MUTASI, "Data lengkap sesudah perubahan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataPegawai:
    """Asks for one page of records; without `kursor` for the first."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    elemenDiminta: Annotated[
        tuple[NamaElemen, ...],
        Element("asumsi", "Elemen yang diminta; kosong berarti semua yang berlaku", most=32),
    ] = ()
    mutakhirSejak: Annotated[
        Waktu | None, Element("Pasal 4 ayat (2) huruf a angka 2)", "Hanya data yang dimutakhirkan sejak saat ini")
    ] = None
    jenisPeserta: Annotated[tuple[JenisPeserta, ...], Element(_PESERTA, "Hanya jenis peserta ini", most=3)] = ()
    kursor: Annotated[Teks40 | None, Element(_HALAMAN, "kursorBerikutnya dari halaman sebelumnya")] = None
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataPegawaiJawaban:
    """One page of records."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    pegawai: Annotated[
        tuple[DataPegawai, ...], Element("Pasal 3 ayat (1) huruf a", "Data PNS dan pensiunan PNS", most=1000)
    ] = ()
    kursorBerikutnya: Annotated[
        Teks40 | None, Element(_HALAMAN, "Untuk meminta halaman berikutnya; tidak ada pada halaman terakhir")
    ] = None
    jumlahSeluruhnya: Annotated[Cacah, Element(_HALAMAN, "Cacah baris seluruh halaman, dihitung pada halaman pertama")]
    jumlahDibatasi: Annotated[
        Cacah, Element("UU 27/2022 Pasal 40-41", "Cacah orang yang tidak dikirim karena pemrosesannya dibatasi")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilMutasi:
    """Asks for the changes after a token; 0 asks from the beginning."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    sejakToken: Annotated[Token, Element(_MUTASI, "Token terakhir yang sudah diterima; 0 untuk awal")]
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilMutasiJawaban:
    """Changes in the order of their tokens."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    mutasi: Annotated[tuple[Mutasi, ...], Element(_MUTASI, "Mutasi", most=1000)] = ()
    tokenBerikutnya: Annotated[Token, Element(_MUTASI, "Token untuk permintaan berikutnya")]
    adaLagi: Annotated[Boolean, Element(_HALAMAN, "Benar bila masih ada mutasi sesudah halaman ini")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimKartuPesertaPns:
    """Brings card numbers to BKN."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    kartu: Annotated[
        tuple[KartuPesertaPns, ...],
        Element("Pasal 3 ayat (1) huruf b angka 1)", "Nomor kartu peserta PNS", least=1, most=1000),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimDataPejabatNegara:
    """Brings state officials' records to BKN."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    pejabat: Annotated[
        tuple[DataPejabatNegara, ...],
        Element("Pasal 3 ayat (1) huruf b angka 2)", "Data pejabat negara", least=1, most=500),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisHasil:
    """What became of one row, by its place in the request, counted from 1."""

    baris: Annotated[Cacah, Element("asumsi", "Urutan baris pada kiriman, mulai dari 1")]
    hasil: Annotated[HasilBaris, Element("asumsi", "Nasib baris")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HasilKiriman:
    """What became of the rows sent, each at its place."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jumlahDiterima: Annotated[Cacah, Element("asumsi", "Baris yang tersimpan atau memang sudah sama")]
    jumlahDitolak: Annotated[Cacah, Element("asumsi", "Baris yang tidak disimpan")]
    baris: Annotated[
        tuple[BarisHasil, ...], Element("asumsi", "Hasil tiap baris, menurut urutan kiriman", most=1000)
    ] = ()


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
