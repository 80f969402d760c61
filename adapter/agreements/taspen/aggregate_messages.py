"""The messages of ambilAgregatAsn. How counts are asked for, and each dimension's categories, are our assumption."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import (
    Boolean,
    Cacah,
    GolonganPppk,
    GolonganRuang,
    KodeKabKota,
    KodeProvinsi,
    Tanggal,
    Waktu,
)
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element, SimpleType, choice

AGREGAT = "Pasal 4 ayat (1) huruf b; Pasal 5 ayat (2)"

AGREGAT_ASUMSI = "Pasal 4 ayat (1) huruf b; rincian asumsi, tidak didefinisikan dalam perjanjian"

_PDP = "asumsi: sel kecil tidak dibuka, UU 27/2022 Pasal 35-39"

MAX_CELLS = 10_000
"""Cells on one page."""

DimensiAgregat = Annotated[
    str,
    choice(
        "tDimensiAgregat",
        "Dimensi agregat; PROVINSI dan KABUPATEN_KOTA tidak diminta bersama",
        "PROVINSI",
        "KABUPATEN_KOTA",
        "GOLONGAN",
        "KELOMPOK_JABATAN",
        "KELOMPOK_UMUR",
        "JENIS_ASN",
    ),
]

JenisAsnAgregat = Annotated[str, choice("tJenisAsnAgregat", "Jenis ASN", "CPNS", "PNS", "PPPK")]

KelompokJabatan = Annotated[
    str, choice("tKelompokJabatan", "Kelompok jabatan", "STRUKTURAL", "FUNGSIONAL", "PELAKSANA")
]

KelompokUmur = Annotated[
    str,
    choice(
        "tKelompokUmur",
        "Umur dalam tahun penuh pada tanggalData",
        "<21",
        "21-30",
        "31-40",
        "41-50",
        "51-60",
        ">60",
    ),
]

Bulan = Annotated[str, SimpleType("tBulan", "string", "Tahun dan bulan", r"[0-9]{4}-(0[1-9]|1[0-2])")]

Halaman = Annotated[int, SimpleType("tHalaman", "integer", "Nomor halaman", minimum=1, maximum=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelAgregat:
    """One cell. A dimension that was asked for and is absent is not known to BKN. What is not listed is zero."""

    jenisAsn: Annotated[JenisAsnAgregat | None, Element(AGREGAT, "Jenis ASN")] = None
    kodeProvinsi: Annotated[KodeProvinsi | None, Element(AGREGAT, "Provinsi tempat bekerja")] = None
    kodeKabupatenKota: Annotated[KodeKabKota | None, Element(AGREGAT, "Kabupaten/kota tempat bekerja")] = None
    golonganRuang: Annotated[
        GolonganRuang | None, Element(AGREGAT_ASUMSI, "Golongan jabatan, dibaca sebagai golongan ruang PNS")
    ] = None
    golonganPppk: Annotated[
        GolonganPppk | None, Element(AGREGAT_ASUMSI, "Golongan jabatan, dibaca sebagai golongan PPPK")
    ] = None
    kelompokJabatan: Annotated[
        KelompokJabatan | None, Element(AGREGAT_ASUMSI, "Golongan jabatan, dibaca sebagai kelompok jabatan")
    ] = None
    kelompokUmur: Annotated[KelompokUmur | None, Element(AGREGAT_ASUMSI, "Kelompok umur")] = None
    jumlah: Annotated[Cacah | None, Element(AGREGAT, "Jumlah ASN; tidak ada bila disembunyikan")] = None
    jumlahKelulusan: Annotated[
        Cacah | None,
        Element(
            AGREGAT_ASUMSI,
            "Jumlah yang lulus seleksi: CPNS dan PPPK yang diangkat pada tahun kalender tanggalData sampai dengan "
            "tanggal itu; tidak ada bila disembunyikan",
        ),
    ] = None
    disembunyikan: Annotated[
        Boolean,
        Element(
            _PDP, "Benar bila jumlah tidak dibuka: sel kecil, atau sel yang dapat membuka sel kecil; dapat juga nol"
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilAgregatAsn:
    """Asks for the counts of one month's end by any dimensions; none gives the total."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    bulan: Annotated[Bulan | None, Element("asumsi", "Bulan yang diminta; tanpa ini, bulan terakhir yang ada")] = None
    dimensi: Annotated[
        tuple[DimensiAgregat, ...], Element(AGREGAT_ASUMSI, "Dimensi yang diminta; kosong berarti total", most=6)
    ] = ()
    halaman: Annotated[Halaman | None, Element("asumsi", "Halaman, paling banyak 10000 sel; baku 1")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilAgregatAsnJawaban:
    """One page of cells, in the order of their categories."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    tanggalData: Annotated[Tanggal, Element("asumsi: data per akhir bulan", "Hari yang digambarkan data ini")]
    dihitungPada: Annotated[Waktu, Element("asumsi", "Saat data ini dihitung")]
    ambang: Annotated[Cacah, Element(_PDP, "Sel dengan jumlah 1 sampai kurang dari ini disembunyikan")]
    halaman: Annotated[Halaman, Element("asumsi", "Halaman ini")]
    jumlahHalaman: Annotated[Cacah, Element("asumsi", "Banyaknya halaman")]
    jumlahSel: Annotated[Cacah, Element("asumsi", "Banyaknya sel pada semua halaman")]
    sel: Annotated[tuple[SelAgregat, ...], Element(AGREGAT, "Sel yang tidak nol", most=MAX_CELLS)] = ()


SEL_AGREGAT = ElementList(
    "selAgregat",
    SelAgregat,
    Side.BKN,
    elements=(
        "jenisAsn",
        "kodeProvinsi",
        "kodeKabupatenKota",
        "golonganRuang",
        "golonganPppk",
        "kelompokJabatan",
        "kelompokUmur",
        "jumlah",
        "jumlahKelulusan",
    ),
    accompanying=("disembunyikan",),
    source=AGREGAT_ASUMSI,
)
