"""Lists that Taspen Life has matched (pemadanan): their elements and messages.

Lampiran 2, which lists the elements, is lost: TL-LAMP2-DEFAULT v1 is our assumption.
"""

from dataclasses import dataclass
from typing import Annotated

from adapter.agreements.list_fields import (
    BAGIAN,
    KEMAJUAN,
    ROWS_PER_MESSAGE,
    BarisDitolak,
    KemajuanDaftar,
    NomorBagian,
    TandaTerimaDaftar,
)
from adapter.agreements.rows import Isian
from adapter.agreements.simple import Boolean, Cacah, NamaElemen, Tanggal, Teks40
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.taspen.elements import KeteranganTl
from adapter.agreements.terms import ElementList, Side
from adapter.agreements.types import Element

LAMPIRAN_2 = "Pasal 4 ayat (2) huruf b; rincian asumsi TL-LAMP2-DEFAULT v1, Lampiran 2 hilang"
_COUNTED = "Pasal 9 ayat (2); rincian asumsi, Lampiran 2 hilang"


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisPemadanan:
    """A participant. What is wrong with a row refuses that row, not the message."""

    nomorPeserta: Annotated[Isian | None, Element("Pasal 1 angka 3", "Nomor peserta; kunci baris, wajib")] = None
    nip: Annotated[Isian | None, Element(LAMPIRAN_2, "NIP atau NI PPPK, wajib")] = None
    nik: Annotated[Isian | None, Element(LAMPIRAN_2, "NIK; dibandingkan bila dikirim")] = None
    namaLengkap: Annotated[Isian | None, Element(LAMPIRAN_2, "Nama lengkap, wajib")] = None
    tanggalLahir: Annotated[Isian | None, Element(LAMPIRAN_2, "Tanggal lahir TTTT-BB-HH, wajib")] = None
    statusKepesertaan: Annotated[Isian | None, Element(LAMPIRAN_2, "AKTIF atau BERHENTI; tidak dibandingkan")] = None
    tanggalMulai: Annotated[Isian | None, Element(LAMPIRAN_2, "Mulai menjadi peserta; tidak dibandingkan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HasilPemadanan:
    """What BKN says of one participant; names of elements only, never a value."""

    nomorPeserta: Annotated[Teks40, Element("Pasal 1 angka 3", "Nomor peserta dari baris")]
    keterangan: Annotated[KeteranganTl | None, Element("Pasal 4 ayat (2) huruf b", "Keterangan pemadanan")] = None
    elemenBerbeda: Annotated[tuple[NamaElemen, ...], Element(LAMPIRAN_2, "Nama elemen yang tidak sesuai", most=10)] = ()


DATA_PEMADANAN = ElementList(
    "pemadanan",
    BarisPemadanan,
    Side.PARTNER,
    elements=("nip", "nik", "namaLengkap", "tanggalLahir", "statusKepesertaan", "tanggalMulai"),
    accompanying=("nomorPeserta",),
    source=LAMPIRAN_2,
)
HASIL_PEMADANAN = ElementList(
    "hasilPemadanan",
    HasilPemadanan,
    Side.BKN,
    elements=("keterangan", "elemenBerbeda"),
    accompanying=("nomorPeserta",),
    source=LAMPIRAN_2,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimDataPemadanan:
    """Brings one part of a list of participants."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorSesi: Annotated[Teks40, Element("asumsi: daftar diberi nomor oleh pengirim", "Nomor sesi pemadanan")]
    bagian: Annotated[NomorBagian, Element(BAGIAN, "Nomor bagian ini; perbaikan dikirim sebagai bagian berikutnya")]
    terakhir: Annotated[Boolean, Element(BAGIAN, "Benar pada bagian terakhir")]
    peserta: Annotated[
        tuple[BarisPemadanan, ...], Element(LAMPIRAN_2, "Peserta yang dipadankan", least=1, most=ROWS_PER_MESSAGE)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KirimDataPemadananJawaban(TandaTerimaDaftar):
    """What became of one part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilHasilPemadanan:
    """Asks how far a list is, and for one page of its results."""

    kepala: Annotated[Kepala, Element("asumsi", "Kepala pesan")]
    nomorSesi: Annotated[Teks40, Element("asumsi", "Nomor sesi pemadanan")]
    halaman: Annotated[NomorBagian | None, Element(KEMAJUAN, "Halaman; tanpa ini hanya kemajuan")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbilHasilPemadananJawaban:
    """How far the list is, and the page; each row that was corrected stands only where it came last.

    Of a list that is done, jumlahDikirim is the sum of the five numbers after it.
    """

    kepala: Annotated[KepalaJawaban, Element("asumsi", "Kepala jawaban")]
    nomorHasil: Annotated[Teks40, Element("asumsi", "Nomor hasil sesi ini, untuk dirujuk dalam berita acara")]
    kemajuan: Annotated[KemajuanDaftar, Element(KEMAJUAN, "Kemajuan daftar")]
    jumlahDikirim: Annotated[Cacah, Element(_COUNTED, "Baris yang dikirim")]
    jumlahSesuai: Annotated[Cacah, Element(_COUNTED, "Baris yang sesuai")]
    jumlahTidakSesuai: Annotated[Cacah, Element(_COUNTED, "Baris yang tidak sesuai")]
    jumlahTidakDitemukan: Annotated[Cacah, Element(_COUNTED, "Baris yang tidak ditemukan")]
    jumlahTanpaHasil: Annotated[Cacah, Element(_COUNTED, "Baris yang ditolak atau perlu penanganan manual")]
    jumlahDigantikan: Annotated[Cacah, Element(_COUNTED, "Baris yang digantikan oleh perbaikannya")]
    halaman: Annotated[NomorBagian | None, Element(KEMAJUAN, "Halaman ini; tidak ada bila belum dikerjakan")] = None
    tanggalData: Annotated[Tanggal | None, Element("asumsi", "Tanggal data ASN yang dipakai")] = None
    hasil: Annotated[tuple[HasilPemadanan, ...], Element(LAMPIRAN_2, "Hasil tiap baris", most=ROWS_PER_MESSAGE)] = ()
    ditolak: Annotated[
        tuple[BarisDitolak, ...], Element(BAGIAN, "Baris tanpa hasil dan sebabnya", most=ROWS_PER_MESSAGE)
    ] = ()
