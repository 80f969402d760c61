"""The messages about differing data (Pasal 4 huruf a angka 3; Pasal 9 ayat (3)); their form is our assumption."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.simple import (
    Boolean,
    Cacah,
    NamaElemen,
    Nik,
    NomorIdentitasPegawai,
    NomorKartu,
    Tanggal,
    Teks100,
    Teks250,
    Token,
    UkuranHalaman,
    Uuid,
    Waktu,
)
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, choice

_BEDA = "Pasal 4 ayat (1) huruf a angka 3) dan ayat (2) huruf a angka 3); Pasal 9 ayat (3)"
_HALAMAN = "asumsi: data besar diambil halaman demi halaman"

PihakBerwenang = Annotated[
    str, choice("tPihakBerwenang", "Pihak yang berwenang atas sebuah elemen", "BKN", "BPJS", "INSTANSI_LAIN")
]
PihakPelapor = Annotated[str, choice("tPihakPelapor", "Pihak yang melaporkan", "BKN", "BPJS")]
StatusPerbedaan = Annotated[
    str,
    choice(
        "tStatusPerbedaan",
        "Status kasus perbedaan data",
        "TERBUKA",
        "DIPERIKSA",
        "MENUNGGU_INSTANSI_LAIN",
        "DISELESAIKAN",
        "DITOLAK",
    ),
]
HasilLaporan = Annotated[
    str,
    choice(
        "tHasilLaporan",
        "Nasib satu laporan perbedaan",
        "TERCATAT",
        "SUDAH_TERCATAT",
        "SAMA",
        "TIDAK_DITEMUKAN",
        "DI_LUAR_MASA_BERLAKU",
    ),
]
Keputusan = Annotated[str, choice("tKeputusan", "Keputusan atas kasus", "DISELESAIKAN", "DITOLAK")]
HasilKeputusan = Annotated[
    str,
    choice(
        "tHasilKeputusan",
        "Akibat keputusan",
        "DISELESAIKAN",
        "DITOLAK",
        "MENUNGGU_PIHAK_LAIN",
        "TIDAK_BERWENANG",
        "SUDAH_BERAKHIR",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporanPerbedaan:
    """One element on which BPJS Kesehatan holds another value; exactly one of the three keys names the person."""

    nip: Annotated[NomorIdentitasPegawai | None, Element("asumsi", "Kunci: nomor identitas pegawai")] = None
    nik: Annotated[Nik | None, Element("asumsi", "Kunci: NIK menurut BPJS Kesehatan")] = None
    nomorKartuPeserta: Annotated[NomorKartu | None, Element("asumsi", "Kunci: nomor kartu peserta")] = None
    namaElemen: Annotated[NamaElemen, Element(_BEDA, "Elemen yang berbeda")]
    nilaiBpjs: Annotated[Teks250, Element(_BEDA, "Nilai pada BPJS Kesehatan; tanggal sebagai TTTT-BB-HH")]
    tanggalPernyataan: Annotated[
        Tanggal | None, Element("asumsi", "Tanggal pernyataan peserta; dipakai untuk alamatDomisili")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporkanPerbedaanData:
    """Reports differing data."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    perbedaan: Annotated[tuple[LaporanPerbedaan, ...], Element(_BEDA, "Perbedaan yang dilaporkan", least=1, most=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisLaporan:
    """What became of one report, by its place in the request, counted from 1."""

    baris: Annotated[Cacah, Element("asumsi", "Urutan baris pada kiriman, mulai dari 1")]
    hasil: Annotated[HasilLaporan, Element("asumsi", "Nasib laporan")]
    idKasus: Annotated[Uuid | None, Element(_BEDA, "Nomor kasus, bila tercatat")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaporkanPerbedaanDataJawaban:
    """What became of each report, in the order sent."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    baris: Annotated[tuple[BarisLaporan, ...], Element("asumsi", "Hasil tiap laporan", most=500)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilPerbedaanData:
    """Asks for the cases of differing data, page by page."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    status: Annotated[tuple[StatusPerbedaan, ...], Element(_BEDA, "Hanya status ini", most=5)] = ()
    sejakNomor: Annotated[Token | None, Element(_HALAMAN, "nomorBerikutnya dari halaman sebelumnya")] = None
    ukuranHalaman: Annotated[UkuranHalaman | None, Element(_HALAMAN, "Baris per halaman; baku 500")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerbedaanData:
    """A case as it stands; a value whose element an adendum has withdrawn is absent."""

    idKasus: Annotated[Uuid, Element(_BEDA, "Nomor kasus")]
    nip: Annotated[NomorIdentitasPegawai | None, Element("asumsi", "Kunci pada laporan")] = None
    nik: Annotated[Nik | None, Element("asumsi", "Kunci pada laporan")] = None
    nomorKartuPeserta: Annotated[NomorKartu | None, Element("asumsi", "Kunci pada laporan")] = None
    namaElemen: Annotated[NamaElemen, Element(_BEDA, "Elemen yang berbeda")]
    nilaiBkn: Annotated[Teks250 | None, Element(_BEDA, "Nilai pada BKN saat dilaporkan")] = None
    nilaiBpjs: Annotated[Teks250 | None, Element(_BEDA, "Nilai pada BPJS Kesehatan saat dilaporkan")] = None
    pihakBerwenang: Annotated[PihakBerwenang, Element("Pasal 9 ayat (3); pembagian asumsi", "Pihak yang berwenang")]
    dasarHukum: Annotated[Teks250, Element("Pasal 9 ayat (3)", "Dasar kewenangan itu")]
    status: Annotated[StatusPerbedaan, Element(_BEDA, "Status kasus")]
    nilaiAcuan: Annotated[
        Teks250 | None,
        Element("Pasal 9 ayat (3)", "Nilai yang berlaku: dari pihak berwenang, atau hasil penyelesaian"),
    ] = None
    dilaporkanOleh: Annotated[PihakPelapor, Element("asumsi", "Pihak yang melaporkan")]
    dilaporkanPada: Annotated[Waktu, Element("asumsi", "Saat dilaporkan")]
    batasWaktu: Annotated[Waktu, Element("UU 27/2022 Pasal 30, 3x24 jam; asumsi", "Batas waktu penyelesaian")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilPerbedaanDataJawaban:
    """One page of cases, the oldest first."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    perbedaan: Annotated[tuple[PerbedaanData, ...], Element(_BEDA, "Kasus perbedaan data", most=1000)] = ()
    nomorBerikutnya: Annotated[Token, Element(_HALAMAN, "sejakNomor untuk halaman berikutnya")]
    adaLagi: Annotated[Boolean, Element(_HALAMAN, "Benar bila masih ada kasus sesudah halaman ini")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelesaikanPerbedaanData:
    """Puts a value forward for a case, or rejects it."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    idKasus: Annotated[Uuid, Element(_BEDA, "Nomor kasus")]
    keputusan: Annotated[Keputusan, Element(_BEDA, "Keputusan")]
    nilaiAcuan: Annotated[Teks250 | None, Element("Pasal 9 ayat (3)", "Nilai yang benar; wajib bila DISELESAIKAN")] = (
        None
    )
    nomorDokumen: Annotated[
        Teks100 | None, Element("asumsi", "Dokumen instansi yang berwenang; wajib bila pihakBerwenang INSTANSI_LAIN")
    ] = None
    keterangan: Annotated[Teks250 | None, Element("asumsi", "Keterangan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelesaikanPerbedaanDataJawaban:
    """What the decision has led to."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    hasil: Annotated[HasilKeputusan, Element("Pasal 9 ayat (3)", "Akibat keputusan")]
    status: Annotated[StatusPerbedaan, Element(_BEDA, "Status kasus sesudahnya")]
    nilaiAcuan: Annotated[Teks250 | None, Element("Pasal 9 ayat (3)", "Nilai yang berlaku sesudahnya")] = None
