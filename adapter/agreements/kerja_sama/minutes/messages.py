"""The messages on berita acara. The document itself is XML of its own: berita-acara.xsd, beside the WSDLs."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.kerja_sama.parties import Pihak
from adapter.agreements.kerja_sama.periods import PeriodeLaporan
from adapter.agreements.simple import Boolean, Cacah, Teks40, Teks100, Waktu
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, SimpleType, choice

_BA = "TL Pasal 4 ayat (2) huruf c; Pasal 9 ayat (1); bentuk asumsi"
_ASUMSI = "asumsi: bentuk berita acara tidak dirinci dalam perjanjian"

DokumenBeritaAcara = Annotated[
    str,
    SimpleType(
        "tDokumenBeritaAcara",
        "string",
        "beritaAcaraBertandaTangan menurut berita-acara.xsd, UTF-8, dalam base64 tanpa spasi",
        r"[A-Za-z0-9+/]+={0,2}",
        max_length=90_000,
    ),
]
StatusBeritaAcara = Annotated[
    str,
    choice(
        "tStatusBeritaAcara",
        "Siapa yang sudah menandatangani; K1 mitra, K2 BKN",
        "DRAF",
        "DITANDATANGANI_K1",
        "DITANDATANGANI_K2",
        "DITANDATANGANI_PARA_PIHAK",
    ),
]
Perbandingan = Annotated[
    str,
    choice(
        "tPerbandinganBeritaAcara",
        "Angka berita acara dibandingkan dengan jurnal penerima",
        "SAMA",
        "BERBEDA",
        "TIDAK_ADA_DATA",
        "BELUM_DIHITUNG",
    ),
]
HasilTandaTangan = Annotated[
    str,
    choice("tHasilTandaTangan", "Nasib tanda tangan yang dikirim", "TERSIMPAN", "SUDAH_ADA", "TANPA_TANDA_TANGAN"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeadaanBeritaAcara:
    """A berita acara and how far it is signed: it is valid only with both signatures."""

    nomorBeritaAcara: Annotated[Teks100, Element(_BA, "Nomor berita acara")]
    periode: Annotated[PeriodeLaporan, Element(_BA, "Periode")]
    status: Annotated[StatusBeritaAcara, Element(_BA, "Siapa yang sudah menandatangani")]
    sah: Annotated[Boolean, Element("TL Pasal 9 ayat (1)", "Benar hanya bila ditandatangani PARA PIHAK")]
    diajukanOleh: Annotated[Pihak, Element(_ASUMSI, "Pihak yang mengajukan")]
    waktuDicatat: Annotated[Waktu, Element(_ASUMSI, "Saat dicatat")]
    dokumen: Annotated[
        DokumenBeritaAcara | None, Element(_BA, "Dokumen dengan tanda tangan yang ada; hanya bila nomornya diminta")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelisihBeritaAcara:
    """A number that the receiver counts otherwise."""

    nama: Annotated[Teks40, Element(_ASUMSI, "Nama angka di dalam dokumen")]
    menurutDokumen: Annotated[Cacah, Element(_ASUMSI, "Angka di dalam dokumen")]
    menurutPenerima: Annotated[Cacah, Element(_ASUMSI, "Angka menurut jurnal penerima")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanBeritaAcara:
    """Proposes a berita acara, with the sender's own signature or without one yet."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    dokumen: Annotated[DokumenBeritaAcara, Element(_BA, "Dokumen, dengan atau tanpa tanda tangan pengirim")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TandaTanganiBeritaAcara:
    """Adds the sender's signature to a berita acara that is there."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorBeritaAcara: Annotated[Teks100, Element(_BA, "Nomor berita acara")]
    dokumen: Annotated[DokumenBeritaAcara, Element(_BA, "Dokumen yang sama, kini dengan tanda tangan pengirim")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanBeritaAcaraJawaban:
    """How the berita acara stands, and where the receiver counts otherwise: a difference is told, not hidden."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    tandaTangan: Annotated[HasilTandaTangan, Element(_ASUMSI, "Nasib tanda tangan pengirim")]
    beritaAcara: Annotated[KeadaanBeritaAcara, Element(_BA, "Keadaan berita acara")]
    perbandingan: Annotated[Perbandingan, Element(_ASUMSI, "Angkanya dibandingkan dengan jurnal penerima")]
    selisih: Annotated[tuple[SelisihBeritaAcara, ...], Element(_ASUMSI, "Angka yang berbeda", most=5)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TandaTanganiBeritaAcaraJawaban:
    """How the berita acara stands now."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    tandaTangan: Annotated[HasilTandaTangan, Element(_ASUMSI, "Nasib tanda tangan pengirim")]
    beritaAcara: Annotated[KeadaanBeritaAcara, Element(_BA, "Keadaan berita acara")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilBeritaAcara:
    """Asks for one berita acara with its document, or for the states of all."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorBeritaAcara: Annotated[Teks100 | None, Element(_BA, "Nomor; tanpa ini, daftar semuanya")] = None
    periode: Annotated[PeriodeLaporan | None, Element(_BA, "Hanya yang tentang periode ini")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilBeritaAcaraJawaban:
    """The berita acara asked for, the newest first."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    beritaAcara: Annotated[tuple[KeadaanBeritaAcara, ...], Element(_BA, "Berita acara", most=500)] = ()
