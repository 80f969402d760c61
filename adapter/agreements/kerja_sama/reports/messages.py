"""The messages on reports of use and evaluation, and on results of coordination."""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.kerja_sama.periods import PeriodeLaporan
from adapter.agreements.simple import Cacah, Tanggal, Teks40, Teks100, Teks250, Teks1000
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.types import Element, SimpleType, choice

_PEMANFAATAN = "TL Pasal 4 ayat (2) huruf c; rincian asumsi"
_EVALUASI = "PANRB Pasal 3 ayat (1) huruf e dan ayat (3) huruf e; rincian asumsi"
_KOORDINASI = "PANRB Pasal 3 ayat (1) huruf d dan ayat (3) huruf d; rincian asumsi"
_KOREKSI = "asumsi: laporan yang diperbaiki menjadi versi baru, yang lama tetap ada"

Teks4000 = Annotated[str, SimpleType("tTeks4000", "string", "Teks 1-4000 huruf", min_length=1, max_length=4000)]
SubjekEvaluasi = Annotated[
    str, choice("tSubjekEvaluasi", "DATA dari BKN, INFORMASI dari mitra (PANRB Pasal 2)", "DATA", "INFORMASI")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class JumlahVerifikasi:
    """How many verifications ended with one word."""

    keterangan: Annotated[Teks40, Element(_PEMANFAATAN, "Keterangan, sebagaimana dalam jawaban layanan")]
    jumlah: Annotated[Cacah, Element(_PEMANFAATAN, "Cacah verifikasi dengan keterangan itu")]


@dataclass(frozen=True, slots=True, kw_only=True)
class KegiatanSosialisasi:
    """One activity by which the partner made its products known."""

    tanggal: Annotated[Tanggal, Element("TL Pasal 4 ayat (2) huruf a; Pasal 5 ayat (1) huruf a", "Tanggal kegiatan")]
    uraian: Annotated[Teks1000, Element("TL Pasal 4 ayat (2) huruf a", "Uraian kegiatan")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanLaporanPemanfaatan:
    """What the receiver of data has done with them in a period."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    periode: Annotated[PeriodeLaporan, Element(_PEMANFAATAN, "Periode laporan")]
    jumlahVerifikasi: Annotated[
        tuple[JumlahVerifikasi, ...], Element(_PEMANFAATAN, "Cacah verifikasi per keterangan", most=20)
    ] = ()
    jumlahPesertaBaru: Annotated[Cacah | None, Element(_PEMANFAATAN, "Peserta baru pada periode itu")] = None
    insiden: Annotated[tuple[Teks1000, ...], Element(_PEMANFAATAN, "Insiden pada periode itu", most=100)] = ()
    kegiatanSosialisasi: Annotated[
        tuple[KegiatanSosialisasi, ...], Element("TL Pasal 4 ayat (2) huruf a", "Kegiatan sosialisasi", most=500)
    ] = ()
    alasanKoreksi: Annotated[Teks250 | None, Element(_KOREKSI, "Wajib bila periode ini sudah dilaporkan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanLaporanPemanfaatanJawaban:
    """The version that was kept, and what the receiver's journal says of the same period."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    versi: Annotated[Cacah, Element(_KOREKSI, "Versi laporan periode ini")]
    panggilanMenurutPenerima: Annotated[Cacah, Element(_PEMANFAATAN, "Panggilan pertukaran menurut jurnal penerima")]
    orangMenurutPenerima: Annotated[Cacah, Element(_PEMANFAATAN, "Orang yang datanya tersentuh, masing-masing sekali")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanLaporanEvaluasi:
    """What an evaluation has found."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    subjek: Annotated[SubjekEvaluasi, Element(_EVALUASI, "Yang dievaluasi")]
    periode: Annotated[PeriodeLaporan, Element(_EVALUASI, "Periode yang dievaluasi")]
    penyelenggara: Annotated[Teks250, Element(_EVALUASI, "Penyelenggara evaluasi")]
    ringkasan: Annotated[Teks4000, Element(_EVALUASI, "Ringkasan")]
    temuan: Annotated[tuple[Teks1000, ...], Element(_EVALUASI, "Temuan", most=200)] = ()
    rekomendasi: Annotated[tuple[Teks1000, ...], Element(_EVALUASI, "Rekomendasi", most=200)] = ()
    alasanKoreksi: Annotated[Teks250 | None, Element(_KOREKSI, "Wajib bila periode ini sudah dilaporkan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanLaporanEvaluasiJawaban:
    """The version that was kept."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    versi: Annotated[Cacah, Element(_KOREKSI, "Versi laporan periode ini")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanHasilKoordinasi:
    """What the coordination on the use of data or information has come to."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorKoordinasi: Annotated[Teks100, Element(_KOORDINASI, "Nomor notula atau surat hasil koordinasi")]
    subjek: Annotated[SubjekEvaluasi, Element(_KOORDINASI, "Yang dikoordinasikan")]
    tanggal: Annotated[Tanggal, Element(_KOORDINASI, "Tanggal koordinasi")]
    pokok: Annotated[Teks250, Element(_KOORDINASI, "Pokok yang dikoordinasikan")]
    hasil: Annotated[Teks4000, Element(_KOORDINASI, "Hasil koordinasi")]
    tindakLanjut: Annotated[tuple[Teks1000, ...], Element(_KOORDINASI, "Tindak lanjut", most=200)] = ()
    alasanKoreksi: Annotated[Teks250 | None, Element(_KOREKSI, "Wajib bila nomor ini sudah disampaikan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampaikanHasilKoordinasiJawaban:
    """The version that was kept."""

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    versi: Annotated[Cacah, Element(_KOREKSI, "Versi hasil koordinasi dengan nomor ini")]
