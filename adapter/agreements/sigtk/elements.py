"""The data elements exchanged with SIGTK, and the lists that govern them.

The annex that lists them ("Pedoman Mekanisme Pertukaran Data melalui Web Service") is lost. The list of
ASN data is therefore our assumption, derived from BPJS Pasal 3 ayat (1) without family, address and other
people's NIK. Discipline records and leave without pay are named in no agreement and have no field here, not even one
that is off: they are sensitive, SIASN's records of them are not held, and an adendum could not bring what is not here.
"""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import Boolean, JenisKelamin, Nama, Nik, Nip, Tahun, Tanggal, Teks40, Teks100, Teks250
from adapter.agreements.structures import Instansi, MasaKerja, PangkatGolonganRuang
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element, SimpleType, choice

PEDOMAN = "Pasal 4 ayat (1) huruf b; rincian asumsi, Pedoman hilang"

SAH = "Pasal 4 ayat (2) huruf b"

SAH_ASUMSI = "Pasal 4 ayat (2) huruf b; rincian asumsi, Pedoman hilang"

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


@dataclass(frozen=True, slots=True, kw_only=True)
class KedudukanHukum:
    """A legal position, by code and name: other systems number them differently."""

    kode: Annotated[Teks40, Element(PEDOMAN, "Kode kedudukan hukum SAPK")]
    nama: Annotated[Teks100, Element(PEDOMAN, "Nama kedudukan hukum")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jabatan:
    """A post."""

    nama: Annotated[Teks250, Element(PEDOMAN, "Nama jabatan")]
    jenisJabatan: Annotated[JenisJabatan, Element(PEDOMAN, "Jenis jabatan")]
    tmtJabatan: Annotated[Tanggal | None, Element(PEDOMAN, "Terhitung mulai tanggal jabatan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiwayatPenghargaan:
    """An honour already held."""

    kodePenghargaan: Annotated[Teks40, Element(PEDOMAN, "Kode penghargaan")]
    namaPenghargaan: Annotated[Teks250, Element(PEDOMAN, "Nama penghargaan")]
    nomorKeppres: Annotated[NomorKeppres, Element(PEDOMAN, "Nomor Keputusan Presiden")]
    tanggalKeppres: Annotated[Tanggal, Element(PEDOMAN, "Tanggal Keputusan Presiden")]
    status: Annotated[StatusPenghargaan, Element(PEDOMAN, "Masih dianugerahkan atau sudah dicabut")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataAsn:
    """An ASN, for the verification of a proposal."""

    nip: Annotated[Nip | None, Element(PEDOMAN, "NIP PNS atau NI PPPK")] = None
    nik: Annotated[Nik | None, Element(PEDOMAN, "Nomor Induk Kependudukan")] = None
    namaLengkap: Annotated[Nama | None, Element(PEDOMAN, "Nama lengkap tanpa gelar")] = None
    gelarDepan: Annotated[Teks40 | None, Element(PEDOMAN, "Gelar di depan nama")] = None
    gelarBelakang: Annotated[Teks40 | None, Element(PEDOMAN, "Gelar di belakang nama")] = None
    tempatLahir: Annotated[Teks100 | None, Element(PEDOMAN, "Tempat lahir")] = None
    tanggalLahir: Annotated[Tanggal | None, Element(PEDOMAN, "Tanggal lahir")] = None
    jenisKelamin: Annotated[JenisKelamin | None, Element(PEDOMAN, "Jenis kelamin")] = None
    jenisAsn: Annotated[JenisAsn | None, Element(PEDOMAN, "Jenis ASN")] = None
    kedudukanHukum: Annotated[KedudukanHukum | None, Element(PEDOMAN, "Kedudukan hukum")] = None
    pangkatGolonganRuang: Annotated[
        PangkatGolonganRuang | None, Element(PEDOMAN, "Pangkat dan golongan ruang; tidak ada pada PPPK")
    ] = None
    tmtGolonganRuangTerakhir: Annotated[
        Tanggal | None, Element(PEDOMAN, "Terhitung mulai tanggal golongan ruang terakhir")
    ] = None
    jabatan: Annotated[Jabatan | None, Element(PEDOMAN, "Jabatan")] = None
    unitKerja: Annotated[Teks250 | None, Element(PEDOMAN, "Unit kerja")] = None
    instansiKerja: Annotated[Instansi | None, Element(PEDOMAN, "Instansi kerja")] = None
    instansiInduk: Annotated[Instansi | None, Element(PEDOMAN, "Instansi induk")] = None
    tmtCpns: Annotated[Tanggal | None, Element(PEDOMAN, "Terhitung mulai tanggal CPNS")] = None
    tmtPns: Annotated[Tanggal | None, Element(PEDOMAN, "Terhitung mulai tanggal PNS")] = None
    masaKerjaKeseluruhan: Annotated[MasaKerja | None, Element(PEDOMAN, "Masa kerja keseluruhan")] = None
    riwayatPenghargaan: Annotated[
        tuple[RiwayatPenghargaan, ...], Element(PEDOMAN, "Penghargaan yang pernah diterima")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Penganugerahan:
    """An honour that the President has enacted; `idPenganugerahan` makes a second sending harmless."""

    idPenganugerahan: Annotated[IdPenganugerahan, Element(SAH_ASUMSI, "Nomor penganugerahan pada SIGTK")]
    nomorUsulan: Annotated[Teks40 | None, Element(SAH_ASUMSI, "Nomor usulan")] = None
    nip: Annotated[Nip, Element(SAH, "NIP penerima; hanya bagi ASN")]
    namaLengkap: Annotated[Nama, Element(SAH_ASUMSI, "Nama penerima, untuk diperiksa silang")]
    jenis: Annotated[JenisPenghargaan, Element(SAH, "Gelar, tanda jasa, atau tanda kehormatan")]
    kodePenghargaan: Annotated[Teks40, Element(SAH_ASUMSI, "Kode penghargaan")]
    namaPenghargaan: Annotated[Teks250, Element(SAH_ASUMSI, "Nama penghargaan")]
    nomorKeppres: Annotated[
        NomorKeppres, Element(SAH, "Nomor Keputusan Presiden yang mengesahkan", missing="KEPPRES_TIDAK_ADA")
    ]
    tanggalKeppres: Annotated[
        Tanggal, Element(SAH, "Tanggal Keputusan Presiden yang mengesahkan", missing="KEPPRES_TIDAK_ADA")
    ]
    tahun: Annotated[Tahun, Element(SAH_ASUMSI, "Tahun penganugerahan")]
    nomorPiagam: Annotated[Teks100 | None, Element(SAH_ASUMSI, "Nomor piagam")] = None
    tanggalPenganugerahan: Annotated[Tanggal | None, Element(SAH_ASUMSI, "Tanggal penganugerahan")] = None
    anumerta: Annotated[Boolean | None, Element(SAH_ASUMSI, "Dianugerahkan secara anumerta")] = None
    status: Annotated[StatusPenghargaan, Element(SAH_ASUMSI, "Dianugerahkan atau dicabut")]
    nomorKeppresPencabutan: Annotated[
        NomorKeppres | None, Element(SAH_ASUMSI, "Nomor Keppres pencabutan; wajib bila DICABUT")
    ] = None
    tanggalKeppresPencabutan: Annotated[
        Tanggal | None, Element(SAH_ASUMSI, "Tanggal Keppres pencabutan; wajib bila DICABUT")
    ] = None


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
    source=PEDOMAN,
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
    source=SAH_ASUMSI,
)
