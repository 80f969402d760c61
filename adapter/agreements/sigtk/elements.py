"""The data elements exchanged with SIGTK, and the messages that carry them.

The annex that lists them ("Pedoman Mekanisme Pertukaran Data melalui Web Service") is lost. The list of
ASN data is therefore our assumption, derived from BPJS Pasal 3 ayat (1) without family, address and other
people's NIK. Discipline records and leave without pay are named in no agreement and have no field here.
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
    Nip,
    Tahun,
    Tanggal,
    Teks40,
    Teks100,
    Teks250,
)
from adapter.agreements.structures import Instansi, Kepala, KepalaJawaban, MasaKerja, PangkatGolonganRuang
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element, SimpleType, choice

_PEDOMAN = "Pasal 4 ayat (1) huruf b; rincian asumsi, Pedoman hilang"
_SAH = "Pasal 4 ayat (2) huruf b"
_SAH_ASUMSI = "Pasal 4 ayat (2) huruf b; rincian asumsi, Pedoman hilang"

JenisAsn = Annotated[str, choice("tJenisAsn", "Jenis ASN", "CPNS", "PNS", "PPPK")]
JenisJabatan = Annotated[str, choice("tJenisJabatan", "Jenis jabatan", "STRUKTURAL", "FUNGSIONAL", "PELAKSANA")]
JenisPenghargaan = Annotated[
    str, choice("tJenisPenghargaan", "Jenis penghargaan", "GELAR", "TANDA_JASA", "TANDA_KEHORMATAN")
]
StatusPenghargaan = Annotated[str, choice("tStatusPenghargaan", "Status penghargaan", "DIANUGERAHKAN", "DICABUT")]
# Gazettes write both "19/TK/Tahun 2023" and "66/TK Tahun 2022"; what is stored is normalised.
NomorKeppres = Annotated[
    str,
    SimpleType("tNomorKeppres", "token", "Nomor Keputusan Presiden", r"[0-9]{1,4}/TK[ /]?(Tahun )?[0-9]{4}"),
]
IdPenganugerahan = Annotated[
    str, SimpleType("tIdPenganugerahan", "token", "Nomor penganugerahan pada SIGTK", min_length=1, max_length=64)
]
HasilPenganugerahan = Annotated[
    str,
    choice(
        "tHasilPenganugerahan",
        "Nasib satu penganugerahan",
        "TERSIMPAN",
        "SUDAH_ADA",
        "DICABUT",
        "NIP_TIDAK_DITEMUKAN",
        "NAMA_BERBEDA",
        "BERBEDA_ISI",
        "TANGGAL_KEPPRES_DI_MASA_DEPAN",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class KedudukanHukum:
    """A legal position, by code and name: other systems number them differently."""

    kode: Annotated[Teks40, Element(_PEDOMAN, "Kode kedudukan hukum SAPK")]
    nama: Annotated[Teks100, Element(_PEDOMAN, "Nama kedudukan hukum")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jabatan:
    """A post."""

    nama: Annotated[Teks250, Element(_PEDOMAN, "Nama jabatan")]
    jenisJabatan: Annotated[JenisJabatan, Element(_PEDOMAN, "Jenis jabatan")]
    tmtJabatan: Annotated[Tanggal | None, Element(_PEDOMAN, "Terhitung mulai tanggal jabatan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiwayatPenghargaan:
    """An honour already held."""

    kodePenghargaan: Annotated[Teks40, Element(_PEDOMAN, "Kode penghargaan")]
    namaPenghargaan: Annotated[Teks250, Element(_PEDOMAN, "Nama penghargaan")]
    nomorKeppres: Annotated[NomorKeppres, Element(_PEDOMAN, "Nomor Keputusan Presiden")]
    tanggalKeppres: Annotated[Tanggal, Element(_PEDOMAN, "Tanggal Keputusan Presiden")]
    status: Annotated[StatusPenghargaan, Element(_PEDOMAN, "Masih dianugerahkan atau sudah dicabut")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataAsn:
    """An ASN, for the verification of a proposal."""

    nip: Annotated[Nip | None, Element(_PEDOMAN, "NIP PNS atau NI PPPK")] = None
    nik: Annotated[Nik | None, Element(_PEDOMAN, "Nomor Induk Kependudukan")] = None
    namaLengkap: Annotated[Nama | None, Element(_PEDOMAN, "Nama lengkap tanpa gelar")] = None
    gelarDepan: Annotated[Teks40 | None, Element(_PEDOMAN, "Gelar di depan nama")] = None
    gelarBelakang: Annotated[Teks40 | None, Element(_PEDOMAN, "Gelar di belakang nama")] = None
    tempatLahir: Annotated[Teks100 | None, Element(_PEDOMAN, "Tempat lahir")] = None
    tanggalLahir: Annotated[Tanggal | None, Element(_PEDOMAN, "Tanggal lahir")] = None
    jenisKelamin: Annotated[JenisKelamin | None, Element(_PEDOMAN, "Jenis kelamin")] = None
    jenisAsn: Annotated[JenisAsn | None, Element(_PEDOMAN, "Jenis ASN")] = None
    kedudukanHukum: Annotated[KedudukanHukum | None, Element(_PEDOMAN, "Kedudukan hukum")] = None
    pangkatGolonganRuang: Annotated[
        PangkatGolonganRuang | None, Element(_PEDOMAN, "Pangkat dan golongan ruang; tidak ada pada PPPK")
    ] = None
    tmtGolonganRuangTerakhir: Annotated[
        Tanggal | None, Element(_PEDOMAN, "Terhitung mulai tanggal golongan ruang terakhir")
    ] = None
    jabatan: Annotated[Jabatan | None, Element(_PEDOMAN, "Jabatan")] = None
    unitKerja: Annotated[Teks250 | None, Element(_PEDOMAN, "Unit kerja")] = None
    instansiKerja: Annotated[Instansi | None, Element(_PEDOMAN, "Instansi kerja")] = None
    instansiInduk: Annotated[Instansi | None, Element(_PEDOMAN, "Instansi induk")] = None
    tmtCpns: Annotated[Tanggal | None, Element(_PEDOMAN, "Terhitung mulai tanggal CPNS")] = None
    tmtPns: Annotated[Tanggal | None, Element(_PEDOMAN, "Terhitung mulai tanggal PNS")] = None
    masaKerjaKeseluruhan: Annotated[MasaKerja | None, Element(_PEDOMAN, "Masa kerja keseluruhan")] = None
    riwayatPenghargaan: Annotated[
        tuple[RiwayatPenghargaan, ...], Element(_PEDOMAN, "Penghargaan yang pernah diterima")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Penganugerahan:
    """An honour that the President has enacted; `idPenganugerahan` makes a second sending harmless."""

    idPenganugerahan: Annotated[IdPenganugerahan, Element(_SAH_ASUMSI, "Nomor penganugerahan pada SIGTK")]
    nomorUsulan: Annotated[Teks40 | None, Element(_SAH_ASUMSI, "Nomor usulan")] = None
    nip: Annotated[Nip, Element(_SAH, "NIP penerima; hanya bagi ASN")]
    namaLengkap: Annotated[Nama, Element(_SAH_ASUMSI, "Nama penerima, untuk diperiksa silang")]
    jenis: Annotated[JenisPenghargaan, Element(_SAH, "Gelar, tanda jasa, atau tanda kehormatan")]
    kodePenghargaan: Annotated[Teks40, Element(_SAH_ASUMSI, "Kode penghargaan")]
    namaPenghargaan: Annotated[Teks250, Element(_SAH_ASUMSI, "Nama penghargaan")]
    nomorKeppres: Annotated[
        NomorKeppres, Element(_SAH, "Nomor Keputusan Presiden yang mengesahkan", missing="KEPPRES_TIDAK_ADA")
    ]
    tanggalKeppres: Annotated[
        Tanggal, Element(_SAH, "Tanggal Keputusan Presiden yang mengesahkan", missing="KEPPRES_TIDAK_ADA")
    ]
    tahun: Annotated[Tahun, Element(_SAH_ASUMSI, "Tahun penganugerahan")]
    nomorPiagam: Annotated[Teks100 | None, Element(_SAH_ASUMSI, "Nomor piagam")] = None
    tanggalPenganugerahan: Annotated[Tanggal | None, Element(_SAH_ASUMSI, "Tanggal penganugerahan")] = None
    anumerta: Annotated[Boolean | None, Element(_SAH_ASUMSI, "Dianugerahkan secara anumerta")] = None
    status: Annotated[StatusPenghargaan, Element(_SAH_ASUMSI, "Dianugerahkan atau dicabut")]
    nomorKeppresPencabutan: Annotated[
        NomorKeppres | None, Element(_SAH_ASUMSI, "Nomor Keppres pencabutan; wajib bila DICABUT")
    ] = None
    tanggalKeppresPencabutan: Annotated[
        Tanggal | None, Element(_SAH_ASUMSI, "Tanggal Keppres pencabutan; wajib bila DICABUT")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataAsn:
    """Asks for the ASN of one proposal, by NIP, by NIK, or both kinds."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorUsulan: Annotated[Teks40, Element("Pasal 1 angka 4; Pasal 3", "Nomor usulan yang sedang diverifikasi")]
    elemenDiminta: Annotated[
        tuple[NamaElemen, ...],
        Element("asumsi", "Elemen yang diminta; kosong berarti semua yang berlaku", most=32),
    ] = ()
    nip: Annotated[tuple[Nip, ...], Element(_PEDOMAN, "NIP atau NI PPPK yang diminta", most=100)] = ()
    nik: Annotated[tuple[Nik, ...], Element(_PEDOMAN, "NIK yang diminta", most=100)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilDataAsnJawaban:
    """The ASN found, in the order asked, each once."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    asn: Annotated[tuple[DataAsn, ...], Element(_PEDOMAN, "Data ASN", most=200)] = ()
    tidakDitemukan: Annotated[
        tuple[Teks40, ...], Element("asumsi", "NIP atau NIK yang diminta tetapi tidak ada pada data ASN", most=200)
    ] = ()
    jumlahDibatasi: Annotated[
        Cacah, Element("UU 27/2022 Pasal 40-41", "Cacah orang yang tidak dikirim karena pemrosesannya dibatasi")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimPenganugerahan:
    """Brings enacted honours to BKN."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    penganugerahan: Annotated[
        tuple[Penganugerahan, ...], Element(_SAH, "Penganugerahan yang sudah disahkan", least=1, most=500)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisPenganugerahan:
    """What became of one honour."""

    idPenganugerahan: Annotated[IdPenganugerahan, Element("asumsi", "Nomor penganugerahan pada SIGTK")]
    hasil: Annotated[HasilPenganugerahan, Element("asumsi", "Nasib penganugerahan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimPenganugerahanJawaban:
    """What became of each honour, in the order sent."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jumlahDiterima: Annotated[Cacah, Element("asumsi", "Penganugerahan yang tersimpan atau memang sudah ada")]
    jumlahDitolak: Annotated[Cacah, Element("asumsi", "Penganugerahan yang tidak disimpan")]
    hasil: Annotated[tuple[BarisPenganugerahan, ...], Element("asumsi", "Hasil tiap penganugerahan", most=500)] = ()


DATA_ASN = ElementList(
    "dataAsn",
    DataAsn,
    Side.BKN,
    elements=(
        "nip",
        "nik",
        "namaLengkap",
        "gelarDepan",
        "gelarBelakang",
        "tempatLahir",
        "tanggalLahir",
        "jenisKelamin",
        "jenisAsn",
        "kedudukanHukum",
        "pangkatGolonganRuang",
        "tmtGolonganRuangTerakhir",
        "jabatan",
        "unitKerja",
        "instansiKerja",
        "instansiInduk",
        "tmtCpns",
        "tmtPns",
        "masaKerjaKeseluruhan",
        "riwayatPenghargaan",
    ),
    accompanying=(),
    source=_PEDOMAN,
)
PENGANUGERAHAN = ElementList(
    "penganugerahan",
    Penganugerahan,
    Side.PARTNER,
    elements=(
        "idPenganugerahan",
        "nomorUsulan",
        "nip",
        "namaLengkap",
        "jenis",
        "kodePenghargaan",
        "namaPenghargaan",
        "nomorKeppres",
        "tanggalKeppres",
        "tahun",
        "nomorPiagam",
        "tanggalPenganugerahan",
        "anumerta",
        "status",
        "nomorKeppresPencabutan",
        "tanggalKeppresPencabutan",
    ),
    accompanying=(),
    source=_SAH_ASUMSI,
)
