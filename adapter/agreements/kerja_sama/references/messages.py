"""The messages on reference codes."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import Boolean, Tanggal, Teks40, Teks250, Token
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

_REFERENSI = "SIGTK Pasal 4 ayat (1) huruf c"

JenisReferensi = Annotated[
    str,
    choice(
        "tJenisReferensi",
        "Jenis data referensi",
        "INSTANSI",
        "UNIT_ORGANISASI",
        "GOLONGAN",
        "PANGKAT",
        "JENIS_JABATAN",
        "JABATAN",
        "KEDUDUKAN_HUKUM",
        "JENIS_PENGHARGAAN",
        "WILAYAH",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilReferensi:
    """Asks for one code list: whole, or what has changed since a version."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    jenisReferensi: Annotated[JenisReferensi, Element(_REFERENSI, "Jenis data referensi")]
    sejakVersi: Annotated[
        Token | None, Element(_REFERENSI, "Hanya perubahan sesudah versi ini; tanpa ini, seluruhnya")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referensi:
    """One code. A code that is no longer used stays readable, marked inactive."""

    kode: Annotated[Teks40, Element(_REFERENSI, "Kode")]
    nama: Annotated[Teks250, Element(_REFERENSI, "Nama")]
    aktif: Annotated[Boolean, Element(_REFERENSI, "Masih dipakai")]
    berlakuMulai: Annotated[Tanggal | None, Element(_REFERENSI, "Hari pertama dipakai")] = None
    berlakuSampai: Annotated[Tanggal | None, Element(_REFERENSI, "Hari terakhir dipakai")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilReferensiJawaban:
    """The codes, in the order of their codes, and the version that they bring the partner to."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    jenisReferensi: Annotated[JenisReferensi, Element(_REFERENSI, "Jenis data referensi")]
    versi: Annotated[Token, Element(_REFERENSI, "Versi daftar ini, untuk sejakVersi berikutnya")]
    referensi: Annotated[tuple[Referensi, ...], Element(_REFERENSI, "Kode")] = ()
